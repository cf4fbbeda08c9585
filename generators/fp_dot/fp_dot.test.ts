import { describe, expect, test } from "vitest";
import { roundingOracle, targetOf } from "../../testbench/oracles/rounding.js";
import { callableModel, instantiate } from "../instance.js";
import { judged, sumDownward, valuesOf } from "../shared/fixtures.js";
import { fpDot } from "./unit.js";

describe.each([
  { a: "e2m1", b: "e2m1", acc: "e2m1", lanes: 2, round: "rne", overflow: "saturate" },
  { a: "e2m1", b: "e2m3", acc: "e5m2", lanes: 2, round: "rdn", overflow: "special" },
  { a: "e3m2", b: "e3m2", acc: "fp12", lanes: 1, round: "rup", overflow: "special" },
  { a: "hfp8_fwd", b: "hfp8_bwd", acc: "hfp8_bwd", lanes: 2, round: "rna", overflow: "special" },
  { a: "e2m1", b: "e2m1", acc: "e4m3", lanes: 3, round: "sra", overflow: "special", rndBits: 3 },
])("$lanes products of $a and $b and $acc, $round", (options) => {
  const { a, b, acc, lanes, round, overflow, rndBits = 0 } = options;
  const [valuesA, valuesB, values] = [a, b, acc].map(valuesOf) as [number[], number[], number[]];
  const rounded = roundingOracle(targetOf(values));
  const plus = round === "rdn" ? sumDownward : (x: number, y: number) => x + y;

  test("the sum of doubles, which hold it exactly, rounded once by search, signs of zeros included", async () => {
    const { wrong } = await judged(fpDot, { ...options }, (inputs, { result_o }) => {
      const products = Array.from(
        { length: lanes },
        (_, i) => valuesA[Number(inputs[`a_i_${i}`])]! * valuesB[Number(inputs[`b_i_${i}`])]!,
      );
      const sum = plus(products.reduce(plus), values[Number(inputs.c_i)]!);
      const got = values[Number(result_o)]!;
      if (Number.isNaN(sum)) return Number.isNaN(got);
      if (!Number.isFinite(sum)) return got === sum;
      const mode = { round, overflow, bits: rndBits, word: Number(inputs.rnd_i ?? 0n) };
      return Object.is(got, rounded(sum, mode).value);
    });
    expect(wrong).toEqual([]);
  });
});

test("the order of the products is no matter: large ones that cancel leave the small one", () => {
  const model = callableModel(instantiate(fpDot, { a: "e4m3", acc: "fp32", lanes: 3 }));
  const [max, tiny] = [0x7en, 0x01n];
  const orders = [
    [max, tiny, max | 0x80n],
    [max, max | 0x80n, tiny],
    [tiny, max, max | 0x80n],
  ];
  for (const [a_i_0, a_i_1, a_i_2] of orders) {
    const b = (code: bigint) => (code === tiny ? tiny : max);
    const row = { a_i_0: a_i_0!, a_i_1: a_i_1!, a_i_2: a_i_2! };
    // 2^-18
    expect(model({ ...row, b_i_0: b(a_i_0!), b_i_1: b(a_i_1!), b_i_2: b(a_i_2!), c_i: 0n }).result_o).toBe(
      BigInt((127 - 18) << 23),
    );
  }
});

test.each([
  [{ a: "e4m3", lanes: 9 }, "lanes must be 1..8, got 9"],
  [{ a: "fp32" }, "a product of fp32 and fp32 has 555 places, more than 512"],
  [{ a: "posit(8,1)" }, "a must be a minifloat format, got posit8_1"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fpDot, options)).toThrow(message);
});
