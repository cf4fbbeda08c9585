import { expect, test } from "vitest";
import type { Minifloat } from "../../formats/index.js";
import { instantiate } from "../../generators/instance.js";
import { findUnit } from "../../generators/units.js";
import { emitSoftware } from "../../software/emit.js";
import { CheckFailed } from "../../tools/errors.js";
import { exactProduct, load, matrix, mismatches } from "./check.js";
import { multiply } from "./gemm.js";

const setups = [
  [
    { a: "hobflops9", round: "rne" },
    { m: 3, k: 7, n: 128 },
  ],
  [
    { a: "hobflops16", round: "rtz" },
    { m: 2, k: 4, n: 300 },
  ],
  [
    { a: "e4m3", b: "e5m2", acc: "dlf16" },
    { m: 5, k: 9, n: 129 },
  ],
  [{ a: "e5m2" }, { m: 1, k: 1, n: 1 }],
] as const;

test.each(setups)("%j, %j: every output is the exact model's, a broken operand is seen", async (options, shape) => {
  const instance = instantiate(findUnit("fp_fma"), options);
  const unit = await load(await emitSoftware(instance));
  const { a, b, acc } = instance.config as Readonly<Record<"a" | "b" | "acc", Minifloat>>;
  const widths = { a: a.width, b: b.width, acc: acc.width };
  const [left, right] = [matrix(a, shape.m * shape.k, 1), matrix(b, shape.k * shape.n, 2)];
  const want = exactProduct(instance, shape, left, right);
  expect(mismatches(multiply(unit, shape, widths, left, right), want)).toBe(0);
  right[0] = right[0]! ^ (2 ** (b.width - 1));
  expect(mismatches(multiply(unit, shape, widths, left, right), want)).toBeGreaterThan(0);
});

test("the matrices hold special codes too, and comparing nothing is a failure", () => {
  const { config } = instantiate(findUnit("fp_fma"), { a: "hobflops9" });
  const { infCode } = config.a as Minifloat;
  const codes = matrix(config.a as Minifloat, 100_000, 1);
  expect(codes.some((code) => code % 256 === Number(infCode))).toBe(true);
  expect(() => mismatches(new Uint32Array(0), new Uint32Array(0))).toThrow(CheckFailed);
});
