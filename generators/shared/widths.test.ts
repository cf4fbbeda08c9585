/** Derived widths are as small as they can be: what is right at its width is wrong with one bit less. */
import { expect, test, vi } from "vitest";
import { bitslice } from "../../cosim/bitslice.js";
import { checkWith } from "../../cosim/compare.js";
import { expectedOutputs } from "../../cosim/model.js";
import { stimulus } from "../../testbench/stimulus.js";
import { emitInstance } from "../emit.js";
import { designOf, instantiate } from "../instance.js";
import type { Options } from "../unit.js";
import { findUnit } from "../units.js";

/** Bits taken off a width while Verilog is emitted, behind the generator's back. */
const taken = vi.hoisted(() => ({ window: 0, product: 0 }));

vi.mock("./window.js", async (original) => {
  const real = await original<typeof import("./window.js")>();
  return { ...real, sumWindow: (...c: Parameters<typeof real.sumWindow>) => real.sumWindow(...c) - taken.window };
});
vi.mock("./posit.js", async (original) => {
  const real = await original<typeof import("./posit.js")>();
  return {
    ...real,
    productBits: (...c: Parameters<typeof real.productBits>) => real.productBits(...c) - taken.product,
  };
});

/** Wrong rows of the hardware as it is, and of that with one bit less. */
async function wrongRows(unit: string, options: Options, width: keyof typeof taken): Promise<[number, number]> {
  const instance = instantiate(findUnit(unit), options);
  const inputs = stimulus(instance);
  const expected = expectedOutputs(instance, inputs);
  const mismatches = async (bits: number): Promise<number> => {
    taken[width] = bits;
    const { files } = emitInstance(instance);
    taken[width] = 0;
    return (await checkWith(bitslice, designOf(instance, files), inputs, expected)).mismatches;
  };
  return [await mismatches(0), await mismatches(1)];
}

// fp_mac and hfp8_mac are made of these two units and have no window of their own.
test.each([
  ["fp_fma", { a: "fp9", acc: "dlf16" }],
  ["fp_fma", { a: "e5m2" }],
  ["fp_fma", { a: "e4m3", acc: "bf16", round: "rtz" }],
  ["fp_fma", { a: "e3m2", acc: "e4m3", round: "srb", rndBits: 2 }],
  ["fp_fma", { a: "e4m3", b: "e5m2", acc: "fp16" }],
  ["fp_fma", { a: "hfp8_fwd", b: "hfp8_bwd", acc: "dlf16" }],
  ["fp_fma", { a: "e5m2", acc: "e2m1" }],
  ["fp_add", { a: "e4m3" }],
  ["fp_add", { a: "e5m2", round: "rdn" }],
  ["fp_add", { a: "e5m2", b: "e4m3", dst: "e5m2" }],
  ["fp_add", { a: "hfp8_fwd", b: "hfp8_bwd", dst: "fp9" }],
  ["fp_add", { a: "e3m2", b: "e5m2", dst: "e4m3", round: "sra", rndBits: 2 }],
  ["fp_add", { a: "e3m2", round: "src", rndBits: 3 }],
] as const)("the window of the sum in %s %j", async (unit, options) => {
  const [asItIs, narrower] = await wrongRows(unit, options, "window");
  expect(asItIs).toBe(0);
  expect(narrower).toBeGreaterThan(0);
});

test.each([
  ["posit_emac", { n: 5, es: 0 }],
  ["posit_emac", { n: 8, es: 1 }],
] as const)("the aligned product of %s %j", async (unit, options) => {
  const [asItIs, narrower] = await wrongRows(unit, options, "product");
  expect(asItIs).toBe(0);
  expect(narrower).toBeGreaterThan(0);
});
