import { expect, test } from "vitest";
import { dotProducts } from "../../testbench/oracles/dots.js";
import { integerRange, roundedWithin } from "../../testbench/oracles/fixed-rounding.js";
import { Prng } from "../../testbench/prng.js";
import { instantiate } from "../instance.js";
import { fixedEmac } from "./unit.js";

const signedWord = (width: number) => (word: bigint) => Number(BigInt.asIntN(width, word));

test.each([5, 6, 7, 8])("%i bits: dot products of 32 terms are those of doubles, floored and clipped", (n) => {
  // As in the hardware of Carmichael et al.: an arithmetic shift right by the fraction bits, then a clip.
  const q = n - 3;
  const prng = new Prng(`fixed_emac ${n}`);
  const draw = () => prng.below(2 ** n) - 2 ** (n - 1);
  const dots = Array.from({ length: 500 }, () => ({
    pairs: Array.from({ length: 1 + prng.below(32) }, () => [draw(), draw()] as const),
  }));
  const want = dots.map(({ pairs }) => {
    const sum = pairs.reduce((total, [a, b]) => total + a * b, 0);
    return roundedWithin("rdn", sum / 2 ** q, integerRange(n, true));
  });
  expect(dotProducts(instantiate(fixedEmac, { a: `fixed(3,${q})` }), dots).map(signedWord(n))).toEqual(want);
});

test.each([5, 6, 7, 8])("the accumulator of %i-bit factors has 2n + ceil(log2 k) bits, no more and no less", (n) => {
  // The published formula: k products of the largest size fit, and 2^(w - 1) wraps to the other sign.
  const [low, high] = integerRange(n, true);
  const largest = (count: number) => ({ pairs: Array.from({ length: count }, () => [low, low] as const) });
  for (const Terms of [1, 16, 64, 100]) {
    const width = 2 * n + Math.ceil(Math.log2(Terms));
    const wraps = 2 ** (width - 1) / low ** 2;
    const sums = dotProducts(instantiate(fixedEmac, { a: `int(${n})` }), [largest(Terms), largest(wraps)], { Terms });
    expect(sums.map(signedWord(n))).toEqual([high, low]);
  }
});

test("the start is there before the first product, and a ReLU behind the rounding", () => {
  const options = { a: "fixed(2,3)", b: "fixed(1,4)", round: "rne", init: true, relu: true };
  const dots = [
    { pairs: [[8, -8]], init: 5 },
    { pairs: [[8, -8]], init: 3 },
    {
      pairs: [
        [8, 8],
        [-1, 1],
      ],
      init: -1,
    },
  ] as const;
  // In units of 1/8: -4 + 5, -4 + 3 and 4 - 1/16 - 1.
  expect(dotProducts(instantiate(fixedEmac, options), dots).map(signedWord(5))).toEqual([1, 0, 3]);
});

test.each([
  [{ a: "int(32)" }, "a and b need an accumulator of 80 bits, more than 63"],
  [{ a: "posit(8,1)" }, "a must be a fixed format, got posit8_1"],
  [{ a: "int(8)", dst: "uint(1)" }, "dst must have at least 2 bits, got 1"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fixedEmac, options)).toThrow(message);
});
