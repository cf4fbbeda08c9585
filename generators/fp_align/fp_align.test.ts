import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { equals, judged } from "../shared/fixtures.js";
import type { CombModel } from "../unit.js";
import { fpAlign } from "./unit.js";

interface Sizes {
  readonly aBits: number;
  readonly aMin: number;
  readonly aMax: number;
  readonly bBits: number;
  readonly bMin: number;
  readonly bMax: number;
  readonly window: number;
  readonly aZero?: boolean;
}

/** A port's word as a number: two's complement where the range goes below zero. */
const signed = (word: bigint, width: number, min: number): number =>
  Number(min < 0 ? BigInt.asIntN(width, word) : word);

/** The definition: both significands at the larger exponent, in doubles, which hold them exactly. */
function alignOracle(options: Sizes): CombModel {
  const { aBits, aMin, bBits, bMin, window } = options;
  const widthOf = Object.fromEntries(
    instantiate(fpAlign, { ...options }).ports.map(({ name, width }) => [name, width]),
  );
  return ({ a_is_zero_i, a_sign_i, a_exp_i, a_sig_i, b_sign_i, b_exp_i, b_sig_i }) => {
    const a = { sign: a_sign_i!, exp: signed(a_exp_i!, widthOf.a_exp_i!, aMin), sig: Number(a_sig_i), bits: aBits };
    const b = { sign: b_sign_i!, exp: signed(b_exp_i!, widthOf.b_exp_i!, bMin), sig: Number(b_sig_i), bits: bBits };
    const [big, small] = a_is_zero_i === 1n ? [b, { ...a, sig: 0 }] : a.exp >= b.exp ? [a, b] : [b, a];
    // The window's top bit has the weight of the larger exponent, a significand's top bit that of its own.
    const inWindow = (x: typeof a) => x.sig * 2 ** (x.exp - big.exp + window - x.bits);
    const moved = inWindow(small);
    return {
      exp_o: BigInt.asUintN(widthOf.exp_o!, BigInt(big.exp)),
      big_sign_o: big.sign,
      big_sig_o: BigInt(inWindow(big)),
      subtract_o: BigInt(a.sign !== b.sign),
      small_sig_o: BigInt(Math.floor(moved)),
      sticky_o: BigInt(!Number.isInteger(moved)),
    };
  };
}

const count = (min: number, max: number): number => max - min + 1;

test.each([
  { aBits: 4, aMin: 0, aMax: 7, bBits: 4, bMin: 0, bMax: 7, window: 6 },
  { aBits: 2, aMin: -5, aMax: 9, bBits: 5, bMin: -2, bMax: 3, window: 5 },
  { aBits: 3, aMin: 4, aMax: 11, bBits: 1, bMin: -9, bMax: 2, window: 20 },
  { aBits: 1, aMin: -8, aMax: -3, bBits: 4, bMin: 1, bMax: 6, window: 4 },
  { aBits: 3, aMin: -3, aMax: 4, bBits: 2, bMin: 0, bMax: 3, window: 5, aZero: true },
  { aBits: 2, aMin: 5, aMax: 9, bBits: 4, bMin: -4, bMax: 2, window: 8, aZero: true },
])("%j: every sign, exponent and significand", async (options: Sizes) => {
  const { aBits, aMin, aMax, bBits, bMin, bMax, aZero } = options;
  const verdict = await judged(fpAlign, { ...options }, equals(alignOracle(options)));
  const numbers = 2 * 2 ** aBits * count(aMin, aMax) * 2 * 2 ** bBits * count(bMin, bMax);
  expect(verdict).toEqual({ rows: aZero ? 2 * numbers : numbers, wrong: [] });
});

test.each([
  [{}, /^fp_align needs aBits/],
  [{ aBits: 4, aMin: 1, aMax: 15, bBits: 4, bMin: 1, bMax: 15, window: 1e6 }, /must be 1\.\.\d+, got 1000000/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fpAlign, options)).toThrow(message);
});
