import type { View } from "../unit.js";
import { binary, range, slice } from "./literals.js";

/**
 * Lines that count the leading run of equal bits of `word`, less one, into `count`: the word is XORed with itself one
 * bit on, and the position of the first 1 is found by halving a window, so that depth grows with the logarithm. The last
 * place of a window is never looked at: it is what remains when all others are 0.
 * @param bits width of the word, at least 2; a run of all bits counts `bits` - 1
 * @param countBits smallest width that holds `bits` - 1
 */
export function runView(word: string, bits: number, countBits: number): View & { lines: string[] } {
  const places = 2 ** countBits - 1;
  const spare = places - (bits - 1);
  const neighbours = `${slice(word, bits - 1, 1, bits)} ^ ${slice(word, bits - 2, 0, bits)}`;
  const lines = [
    "// 1 where the run ends.",
    `wire ${range(places)}end_${places} = ${spare === 0 ? neighbours : `{${neighbours}, ${binary(2 ** (spare - 1), spare)}}`};`,
  ];
  const counts: string[] = [];
  for (let half = (places + 1) / 2; half >= 1; half /= 2) {
    const width = 2 * half - 1;
    const from = `end_${width}`;
    counts.push(`beyond_${half}`);
    lines.push(`wire beyond_${half} = ${half === 1 ? "~" : "~|"}${slice(from, width - 1, half - 1, width)};`);
    if (half > 1)
      lines.push(
        `wire ${range(half - 1)}end_${half - 1} = beyond_${half} ? ${slice(from, half - 2, 0, width)} : ${slice(from, width - 1, half, width)};`,
      );
  }
  lines.push(`wire ${range(countBits)}count = ${counts.length === 1 ? counts[0] : `{${counts.join(", ")}}`};`);
  return { lines };
}
