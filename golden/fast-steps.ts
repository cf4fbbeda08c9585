/**
 * Rounding as the step function that it is: the doubles at which the result changes, and the result behind each. Where
 * many values are rounded in their order, the next result is the last one or near it.
 */
import type { Format } from "../formats/index.js";
import { decode } from "./decode.js";
import type { FastRounder } from "./fast-round.js";
import { toNumber } from "./value.js";

export interface Steps {
  /** Ascending; the first is -Infinity. Region i holds the doubles from `from[i]` up to, but not at, `from[i + 1]`. */
  readonly from: Float64Array;
  readonly codes: Uint32Array;
}

/** Beyond every value and every boundary. */
const FAR = 2 ** 1000;

/**
 * The steps of a rounder without random word, for every double but zero, infinities and NaN, whose results are cases of
 * their own. Each step is found by halving between two values of the format, with the rounder itself.
 */
export function stepsOf(format: Format, rounder: FastRounder): Steps {
  const mask = 2 ** format.width - 1;
  const codeAt = (x: number): number => {
    rounder.round(x, false);
    return rounder.low & mask;
  };
  const values = Array.from({ length: 2 ** format.width }, (_, code) => toNumber(decode(format, BigInt(code))));
  const finite = [...new Set(values.filter((x) => Number.isFinite(x) && x !== 0))].sort((a, b) => a - b);
  // Unsigned formats have no negative values, yet negative doubles are rounded into them.
  const points = [-FAR, ...finite.filter((x) => x < 0), -1 / FAR, 1 / FAR, ...finite.filter((x) => x > 0), FAR];
  const from = [Number.NEGATIVE_INFINITY];
  const codes = [codeAt(-FAR)];
  for (let i = 1; i < points.length; i++) {
    const [low, high] = [points[i - 1]!, points[i]!];
    const code = codeAt(high);
    const zero = low < 0 && high > 0;
    if (!zero && code === codes.at(-1)) continue;
    from.push(zero ? 0 : firstWith(code, low, high, codeAt));
    codes.push(code);
  }
  return { from: Float64Array.from(from), codes: Uint32Array.from(codes) };
}

const scratch = new DataView(new ArrayBuffer(8));
const bitsOf = (x: number): bigint => {
  scratch.setFloat64(0, x);
  return scratch.getBigUint64(0);
};
const fromBits = (bits: bigint): number => {
  scratch.setBigUint64(0, bits);
  return scratch.getFloat64(0);
};

/** The next double above, or below, a nonzero one. */
const above = (x: number): number => fromBits(bitsOf(x) + (x > 0 ? 1n : -1n));
const below = (x: number): number => fromBits(bitsOf(x) - (x > 0 ? 1n : -1n));

/** The least double in (low, high], both of one sign, that rounds to `code`, which `high` does and `low` does not. */
function firstWith(code: number, low: number, high: number, codeAt: (x: number) => number): number {
  // Where the modes step: behind the lower value, at or behind the middle, at the upper value.
  const middle = low + (high - low) / 2;
  for (const x of [above(low), middle, above(middle), high])
    if (codeAt(x) === code && codeAt(below(x)) !== code) return x;
  // Posits step elsewhere where the regime cuts exponent bits off. Bit patterns of one sign are ordered like magnitudes.
  let [without, found] = [bitsOf(low), bitsOf(high)];
  while (without + 1n !== found && without - 1n !== found) {
    const between = (without + found) / 2n;
    if (codeAt(fromBits(between)) === code) found = between;
    else without = between;
  }
  return fromBits(found);
}

/** The index of the region of `x`, looked for from `near` on. */
export function regionOf(from: Float64Array, x: number, near: number): number {
  let region = near;
  while (region + 1 < from.length && x >= from[region + 1]!) region++;
  while (x < from[region]!) region--;
  return region;
}
