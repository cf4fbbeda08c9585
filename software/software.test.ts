import { describe, expect, test } from "vitest";
import { expectedOutputs } from "../cosim/model.js";
import { stimulus } from "../testbench/stimulus.js";
import { hasCompiler, made, runByClang, runByCompiler, runByWrapper } from "./fixtures.js";

const skipReason = hasCompiler ? "" : " (skipped: no cc, install with: apt-get install gcc)";

/** All 2^16 pairs of codes. */
const eightBits = [
  ["fp_mul", { a: "e4m3" }],
  ["fp_mul", { a: "hobflops8", round: "rne" }],
  ["fp_mul", { a: "hobflops8", round: "rtz" }],
  ["fp_add", { a: "e5m2", flags: true }],
  ["posit_mul", { n: 8, es: 1 }],
] as const;

describe.each(eightBits)("all inputs of %s %j", async (unit, options) => {
  const it = await made(unit, options);
  const inputs = stimulus(it.instance);
  const expected = expectedOutputs(it.instance, inputs);

  test("there are all", () => expect(inputs.rows).toBe(2 ** 16));
  test.skipIf(!hasCompiler)(`the C by the machine's compiler${skipReason}`, async () => {
    expect((await runByCompiler(it, inputs, 256)).columns).toEqual(expected.columns);
  });
  test("the C by @yowasp/clang", async () => {
    expect((await runByClang(it, inputs, 128)).columns).toEqual(expected.columns);
  });
  test("the WebAssembly by its wrapper", async () => {
    expect((await runByWrapper(it, inputs)).columns).toEqual(expected.columns);
  });
});
