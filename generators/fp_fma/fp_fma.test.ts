import { expect, test } from "vitest";
import { callableModel, instantiate } from "../instance.js";
import { equals, judged, operationOracle, sumDownward, valuesOf } from "../shared/fixtures.js";
import { fpFma } from "./unit.js";

// Doubles hold every product of two narrow numbers and the sum with a third one.
test.each([
  { a: "e3m2", b: "e2m1", acc: "e3m2", round: "rne", overflow: "saturate" },
  { a: "e2m1", b: "e2m1", acc: "e5m2", round: "rdn", overflow: "special" },
  { a: "e2m3", b: "e2m1", acc: "e3m2", round: "rup", overflow: "saturate" },
  { a: "e2m1", b: "e2m1", acc: "e4m3", round: "rto", overflow: "special" },
  { a: "e2m1", b: "e2m1", acc: "hfp8_bwd", round: "rna", overflow: "special" },
  { a: "e3m1", b: "e2m2", acc: "e2m1", round: "rtz", overflow: "saturate" },
  { a: "e2m1", b: "e3m1", acc: "e2m1", round: "sra", overflow: "saturate", rndBits: 3 },
  { a: "e3m1", b: "e2m1", acc: "e2m1", round: "srb", overflow: "saturate", rndBits: 2 },
  { a: "e2m1", b: "e2m1", acc: "e2m2", round: "src", overflow: "saturate", rndBits: 3 },
])("$a x $b + $acc, $round $overflow: exact in doubles, rounded once by search, flags included", async (options) => {
  const { a, b, acc, round } = options;
  const sum = round === "rdn" ? sumDownward : (x: number, y: number) => x + y;
  const operands = { a_i: a, b_i: b, c_i: acc };
  const oracle = operationOracle({ ...options, dst: acc, operands }, (x, y, z) => sum(x! * y!, z!));
  const { rows, wrong } = await judged(fpFma, { ...options, flags: true }, equals(oracle));
  expect(wrong).toEqual([]);
  const counts = [a, b, acc].map((format) => valuesOf(format).length);
  expect(rows).toBe(counts.reduce((product, count) => product * count) * 2 ** (options.rndBits ?? 0));
});

test.each(["e5m2", "e4m3"])("%s, a sample of all triples: exact in doubles, rounded once by search", async (format) => {
  const options = { a: format, round: "rne", overflow: "special" };
  const operands = { a_i: format, b_i: format, c_i: format };
  const oracle = operationOracle({ ...options, dst: format, operands }, (x, y, z) => x! * y! + z!);
  const { rows, wrong } = await judged(fpFma, { ...options, flags: true }, equals(oracle));
  expect(wrong).toEqual([]);
  expect(rows).toBe(65536);
});

test("one rounding, not two", () => {
  const fma = (a: bigint, b: bigint, c: bigint) =>
    callableModel(instantiate(fpFma, { a: "e5m2" }))({ a_i: a, b_i: b, c_i: c }).result_o;
  const [x125, x15, x5, x6, x7, one] = [0x3dn, 0x3en, 0x45n, 0x46n, 0x47n, 0x3cn];
  // 1.25 * 1.25 + 5 = 6.5625, nearest to 7. The product alone is nearest to 1.5, and 6.5 is a tie that goes to 6.
  expect(fma(x125, x125, 0n)).toBe(x15);
  expect(fma(x15, one, x5)).toBe(x6);
  expect(fma(x125, x125, x5)).toBe(x7);
});

test.each([
  [{}, /^fp_fma needs a/],
  [{ a: "e4m3", acc: "posit(8,1)" }, "acc must be a minifloat format, got posit8_1"],
  [{ a: "e4m3", acc: "e3m2", overflow: "special" }, /special needs a format with infinity or NaN, got e3m2/],
  [{ a: "e4m3", rndBits: 4 }, /needs a stochastic/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fpFma, options)).toThrow(message);
});
