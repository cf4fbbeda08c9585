import { binary, range, slice } from "./literals.js";

/**
 * Lines that count the leading run of equal bits of `word`, less one, into `count`: the word is XORed with itself one bit
 * on, and the first 1 is found half by half, so that depth grows with the logarithm. The last place is never looked at:
 * it is what remains when all others are 0.
 * @param width of the word
 * @param countBits smallest width that holds `bits` - 1
 * @param bits how many bits are looked at, at least 2, from the top; a run of all of them counts `bits` - 1
 */
export function runLines(word: string, width: number, countBits: number, bits = width): string[] {
  const places = 2 ** countBits - 1;
  const spare = places - (bits - 1);
  const last = width - bits;
  const turns = `${slice(word, width - 1, last + 1, width)} ^ ${slice(word, width - 2, last, width)}`;
  const lines = [
    "// 1 where the run ends.",
    `wire ${range(places)}turn = ${spare === 0 ? turns : `{${turns}, ${binary(2 ** (spare - 1), spare)}}`};`,
  ];
  // Leading zeros of `size` places, `top` the first: of the upper half, or past it those of the lower half.
  const count = (top: number, size: number): string => {
    if (size === 2) return `~${slice("turn", top, top, places)}`;
    const half = size / 2;
    const none = `none_${top}_${top - half + 1}`;
    const upper = count(top, half);
    const lower = count(top - half, half);
    const name = size === places + 1 ? "count" : `count_${top}_${Math.max(0, top - size + 1)}`;
    lines.push(
      `wire ${none} = ~|turn[${top}:${top - half + 1}];`,
      `wire ${range(Math.log2(size))}${name} = {${none}, ${none} ? ${lower} : ${upper}};`,
    );
    return name;
  };
  const whole = count(places - 1, places + 1);
  return whole === "count" ? lines : [...lines, `wire count = ${whole};`];
}

/**
 * Lines that move a word up and zeros in, the longest distance first.
 * @returns the lines, and the name of the last word: `<stem>_1`
 */
export function leftShift(word: string, stem: string, width: number, count: string, countBits: number) {
  const lines: string[] = [];
  let from = word;
  for (let j = countBits - 1; j >= 0; j--) {
    const by = 2 ** j;
    const moved = by >= width ? binary(0, width) : `{${slice(from, width - by - 1, 0, width)}, ${binary(0, by)}}`;
    lines.push(`wire ${range(width)}${stem}_${by} = ${slice(count, j, j, countBits)} ? ${moved} : ${from};`);
    from = `${stem}_${by}`;
  }
  return { lines, shifted: from };
}
