/** A product into its place: how exact accumulators shift. */
import { binary, range, replicate, slice } from "./literals.js";

interface Align {
  /** The word that moves up, two's complement. */
  readonly word: string;
  readonly width: number;
  /** The distance, unsigned. */
  readonly distance: string;
  readonly distanceBits: number;
  /** The part of the moved word that is used: places `from` to `to`, counted from the word's place 0 at distance 0. */
  readonly from: number;
  readonly to: number;
  /** What stands below the word, one bit; by default 0. A word in ones' complement has its sign there. */
  readonly below?: string;
  /** Names of the lines' words are this and the distance; by default `row`. */
  readonly stem?: string;
}

/**
 * Lines that move a word up by a distance and keep only places that reach the result: below place 0 there is nothing, or
 * what `below` says, above the word there is its sign. Shortest distances first, while the word is still narrow.
 */
export function alignLines({ word, width, distance, distanceBits, from, to, below, stem = "row" }: Align): {
  lines: string[];
  row: string;
} {
  const lines: string[] = [];
  let old = { name: word, low: 0, high: width - 1 };
  let ahead = 2 ** distanceBits - 1;
  let moved = 0;
  for (let j = 0; j < distanceBits; j++) {
    const by = 2 ** j;
    ahead -= by;
    moved += by;
    const last = j === distanceBits - 1;
    const next = {
      name: `${stem}_${by}`,
      low: Math.max(from - ahead, 0),
      high: last ? to : Math.min(width - 1 + moved, to),
    };
    const part = (shift: number): string => {
      const [low, high] = [next.low - shift, next.high - shift];
      const size = old.high - old.low + 1;
      const signs = Math.max(0, high - old.high);
      const zeros = Math.max(0, old.low - low);
      const top = slice(old.name, size - 1, size - 1, size);
      const kept = slice(old.name, Math.min(high, old.high) - old.low, Math.max(low, old.low) - old.low, size);
      const parts = [
        ...(signs > 0 ? [replicate(top, signs)] : []),
        kept,
        ...(zeros > 0 ? [below === undefined ? binary(0, zeros) : replicate(below, zeros)] : []),
      ];
      return parts.length === 1 ? kept : `{${parts.join(", ")}}`;
    };
    lines.push(
      `wire ${range(next.high - next.low + 1)}${next.name} =`,
      `  ${slice(distance, j, j, distanceBits)} ? ${part(by)} : ${part(0)};`,
    );
    old = next;
  }
  return { lines, row: old.name };
}
