import { expect, test } from "vitest";
import { judged } from "../shared/fixtures.js";
import type { Words } from "../unit.js";
import { sumWindow3 } from "./plan.js";
import { fpSum3 } from "./unit.js";

const signed = (sign: bigint | undefined, size: number): number => (sign === 1n ? -size : size);

/** The terms as doubles; the top bit of a significand has the weight 2^exp. */
const termsOf = (w: Words, bits: number): number[] =>
  ["a", "b", "c"].map((x) =>
    signed(w[`${x}_sign_i`], Number(w[`${x}_sig_i`]) * 2 ** (Number(w[`${x}_exp_i`]) - bits + 1)),
  );
const sumOf = (w: Words, window: number): number =>
  signed(
    w.sign_o,
    (2 * Number(w.sig_o) + Number(w.sticky_o) + Number(w.increment_o)) * 2 ** (Number(w.exp_o) - window),
  );

/** Nearest with `p` bits, ties away from zero, by search. */
function nearest(x: number, p: number): number {
  if (x === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) - p + 1);
  return Math.sign(x) * Math.floor(Math.abs(x) / unit + 0.5) * unit;
}

test("in a window that loses nothing the sum is that of doubles", async () => {
  const { rows, wrong } = await judged(
    fpSum3,
    { bits: 3, expBits: 3, window: 10, form: "sticky" },
    (inputs, outputs) => {
      const want = termsOf(inputs, 3).reduce((sum, x) => sum + x, 0);
      return sumOf(outputs, 10) === want && (outputs.is_zero_o === 1n) === (want === 0);
    },
  );
  expect(wrong).toEqual([]);
  expect(rows).toBe(65536);
});

/** Normalised terms of 2 bits, or zeros of the least exponent, with exponents of 4 bits, drawn from 2^21 rows. */
async function wrongNearest(window: number): Promise<number> {
  const bits = 2;
  const { wrong } = await judged(fpSum3, { bits, expBits: 4, window }, (inputs, outputs) => {
    const isTerm = (x: string) =>
      inputs[`${x}_sig_i`]! >= 2n || (inputs[`${x}_sig_i`] === 0n && inputs[`${x}_exp_i`] === 0n);
    if (!["a", "b", "c"].every(isTerm)) return true;
    const want = termsOf(inputs, bits).reduce((sum, x) => sum + x, 0);
    return nearest(sumOf(outputs, window), bits) === nearest(want, bits);
  });
  return wrong.length;
}

test("the window that the plan gives rounds right, and one bit less does not", async () => {
  const window = sumWindow3(2, 2);
  expect(await wrongNearest(window)).toBe(0);
  expect(await wrongNearest(window - 1)).toBeGreaterThan(0);
});

test("cut and sticky are the definition: each term in units of the window's last place", async () => {
  for (const form of ["cut", "sticky"]) {
    const [bits, window] = [3, 4];
    const { wrong } = await judged(fpSum3, { bits, expBits: 2, window, form }, (inputs, outputs) => {
      const top = Math.max(...["a", "b", "c"].map((x) => Number(inputs[`${x}_exp_i`])));
      const unit = 2 ** (top - window + 1);
      const want = termsOf(inputs, bits).reduce((sum, x) => {
        const kept = Math.trunc(x / unit);
        return sum + (kept + (form === "sticky" && kept * unit !== x ? Math.sign(x) / 2 : 0)) * unit;
      }, 0);
      return sumOf(outputs, window) === want && Number(outputs.exp_o) === top;
    });
    expect(wrong).toEqual([]);
  }
});
