import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { equals, judged, operationOracle, valuesOf } from "../shared/fixtures.js";
import { fpMul } from "./unit.js";

// Doubles hold every product of two narrow numbers.
test.each([
  { a: "e4m3", b: "e4m3", dst: "e4m3", round: "rne", overflow: "special" },
  { a: "e5m2", b: "e5m2", dst: "e5m2", round: "rto", overflow: "propagate" },
  { a: "e4m3", b: "e3m2", dst: "fp12", round: "rup", overflow: "special" },
  { a: "e2m3", b: "e5m2", dst: "e5m2", round: "rdn", overflow: "saturate" },
  { a: "hfp8_bwd", b: "e2m2", dst: "hfp8_fwd", round: "rna", overflow: "special" },
  { a: "binary8p3", b: "e2m3", dst: "e5m2fnuz", round: "rtz", overflow: "special" },
  { a: "e3m2", b: "e3m2", dst: "e3m2", round: "sra", overflow: "saturate", rndBits: 3 },
  { a: "e2m3", b: "e3m1", dst: "e4m3", round: "srb", overflow: "special", rndBits: 3 },
  { a: "e2m1", b: "e4m3", dst: "e3m1", round: "src", overflow: "saturate", rndBits: 3 },
])("$a x $b into $dst, $round $overflow: the double product rounded by search, flags included", async (options) => {
  const { a, b } = options;
  const oracle = operationOracle({ ...options, operands: { a_i: a, b_i: b } }, (x, y) => x * y);
  const { rows, wrong } = await judged(fpMul, { ...options, flags: true }, equals(oracle));
  expect(wrong).toEqual([]);
  expect(rows).toBe(valuesOf(a).length * valuesOf(b).length * 2 ** (options.rndBits ?? 0));
});

// Wang et al. 2018 scale the loss by a power of two, and the gradients back.
test.each([-6, 10])("loss scaling: 2^%i times a 1-6-9 number is exact within the range", async (power) => {
  const [values, factors] = [valuesOf("dlf16"), valuesOf("e5m2")];
  const numbers = values.filter((x) => Number.isFinite(x) && x !== 0).map(Math.abs);
  const [least, largest] = [Math.min(...numbers), Math.max(...numbers)];
  const b_i = BigInt(factors.indexOf(2 ** power));
  const rows = values.map((_, code) => ({ a_i: BigInt(code), b_i }));
  let inRange = 0;
  const { wrong } = await judged(
    fpMul,
    { a: "dlf16", b: "e5m2", dst: "dlf16", flags: true },
    ({ a_i }, { result_o, overflow_o, underflow_o, inexact_o }) => {
      const want = values[Number(a_i)]! * 2 ** power;
      if (Number.isNaN(want)) return Number.isNaN(values[Number(result_o)]!);
      // A range that is left tells of itself: that is what the scale is adapted by.
      if (want !== 0 && Math.abs(want) < least) return inexact_o === 1n && underflow_o === 1n;
      if (Math.abs(want) > largest) return inexact_o === 1n && overflow_o === 1n;
      inRange++;
      return values[Number(result_o)] === want && inexact_o === 0n;
    },
    rows,
  );
  expect(wrong).toEqual([]);
  expect(inRange).toBeGreaterThan(50_000);
});

test.each([
  [{}, /^fp_mul needs a/],
  [{ a: "posit(8,1)" }, "a must be a minifloat format, got posit8_1"],
  [{ a: "e3m2", overflow: "special" }, /special needs a format with infinity or NaN, got e3m2/],
  [{ a: "e4m3", overflow: "propagate" }, /propagate needs a format with infinity, got e4m3/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fpMul, options)).toThrow(message);
});
