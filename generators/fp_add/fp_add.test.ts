import { expect, test } from "vitest";
import { callableModel, instantiate } from "../instance.js";
import { equals, judged, operationOracle, sumDownward, valuesOf } from "../shared/fixtures.js";
import { fpAdd } from "./unit.js";

// Doubles hold every sum of two narrow numbers.
test.each([
  { a: "e4m3", b: "e4m3", dst: "e4m3", round: "rne", overflow: "special" },
  { a: "e5m2", b: "e5m2", dst: "e5m2", round: "rdn", overflow: "propagate" },
  { a: "e5m2", b: "e3m2", dst: "fp12", round: "rup", overflow: "special" },
  { a: "e2m3", b: "e4m3", dst: "e5m2", round: "rto", overflow: "saturate" },
  { a: "hfp8_fwd", b: "e3m1", dst: "hfp8_bwd", round: "rna", overflow: "special" },
  { a: "e2m3", b: "binary8p3", dst: "e4m3fnuz", round: "rtz", overflow: "special" },
  { a: "e3m2", b: "e3m2", dst: "e3m2", round: "sra", overflow: "saturate", rndBits: 3 },
  { a: "e2m3", b: "e3m1", dst: "e4m3", round: "srb", overflow: "special", rndBits: 3 },
  { a: "e2m1", b: "e4m3", dst: "e2m2", round: "src", overflow: "saturate", rndBits: 3 },
])("$a + $b into $dst, $round $overflow: the double sum rounded by search, flags included", async (options) => {
  const { a, b, round } = options;
  const sum = round === "rdn" ? sumDownward : (x: number, y: number) => x + y;
  const oracle = operationOracle({ ...options, operands: { a_i: a, b_i: b } }, sum);
  const { rows, wrong } = await judged(fpAdd, { ...options, flags: true }, equals(oracle));
  expect(wrong).toEqual([]);
  expect(rows).toBe(valuesOf(a).length * valuesOf(b).length * 2 ** (options.rndBits ?? 0));
});

test("a number and its negative are +0, and -0 rounded down; two zeros keep a common sign", () => {
  const sum = (round: string, a: bigint, b: bigint) =>
    callableModel(instantiate(fpAdd, { a: "e4m3", round }))({ a_i: a, b_i: b }).result_o;
  for (const code of [0x00n, 0x01n, 0x38n, 0x7en]) {
    for (const round of ["rne", "rna", "rtz", "rup", "rto"]) expect(sum(round, code, code | 0x80n)).toBe(0n);
    expect(sum("rdn", code, code | 0x80n)).toBe(0x80n);
  }
  expect([sum("rdn", 0n, 0n), sum("rup", 0x80n, 0x80n)]).toEqual([0n, 0x80n]);
});

test.each([
  [{}, /^fp_add needs a/],
  [{ a: "e4m3", b: "int(8)" }, "b must be a minifloat format, got int8"],
  [{ a: "e4m3", rndBits: 4 }, /needs a stochastic/],
  [{ a: "e4m3", enable: true }, /needs .*stages.* of at least 1/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fpAdd, options)).toThrow(message);
});
