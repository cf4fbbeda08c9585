import { expect, test } from "vitest";
import { halfulp } from "./fixtures.js";

test("a proof is a table with its degree and rows, and the time it took", async () => {
  const { code, out } = await halfulp(["prove", "fp_mul", "--a", "e2m1"]);
  expect(code).toBe(0);
  expect(out).toMatch(/\| fp_mul_e2m1_e2m1_e2m1 \| exhaustive \| +256 \| fast model \|/);
  expect(out).toMatch(/^\d+\.\d s$/m);
});

test("with --json it is the whole proof, and -P chooses the assignment", async () => {
  const { code, out } = await halfulp(["prove", "hfp8_widen", "-P", "Bias=11", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject([
    { module: "hfp8_widen", parameters: { Bias: 11 }, method: "exhaustive", cases: 512, model: "exact" },
  ]);
});

test.each([
  [["prove"], "prove needs a unit as its first word, or --all"],
  [["prove", "fp_mul", "--a", "e4m3", "--samples", "0"], "--samples must be a whole number from 1, got 0"],
  [["prove", "fp_fma", "--a", "fp32", "--exhaustive"], "has no model that answers for all of its inputs"],
  [["prove", "lzc", "-P", "N=1"], "unknown parameter of lzc: N"],
])("%j is refused", async (argv, text) => {
  const { code, out, err } = await halfulp(argv);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(text);
  expect(err.trim().split("\n").length).toBe(1);
});
