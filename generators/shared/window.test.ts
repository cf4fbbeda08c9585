import { expect, test } from "vitest";
import { bitslice } from "../../cosim/bitslice.js";
import { checkWith } from "../../cosim/compare.js";
import { expectedOutputs } from "../../cosim/model.js";
import { stimulus } from "../../testbench/stimulus.js";
import { emitInstance } from "../emit.js";
import { fpFma } from "../fp_fma/unit.js";
import { fmaView } from "../fp_fma/view.js";
import { designOf, instantiate } from "../instance.js";
import type { Options, Unit } from "../unit.js";

/** Wrong rows of a multiply-add whose window has `narrower` bits less than the bound says. */
async function mismatches(options: Options, narrower: number): Promise<number> {
  // The declaration as it is, with the one number changed behind its back.
  const unit = {
    ...fpFma,
    view: (c, use) =>
      fmaView({ ...(c as unknown as Parameters<typeof fmaView>[0]), dst: c.acc as never, narrower }, use),
  } satisfies Unit;
  const instance = instantiate(unit, options);
  const inputs = stimulus(instance);
  const design = designOf(instance, emitInstance(instance).files);
  const result = await checkWith(bitslice, design, inputs, expectedOutputs(instance, inputs));
  return result.mismatches;
}

test.each([
  { a: "fp9", acc: "dlf16" },
  { a: "e5m2" },
  { a: "e4m3", acc: "bf16", round: "rtz" },
  { a: "e3m2", acc: "e4m3", round: "srb", rndBits: 2 },
])("the window of %o is as wide as it must be, and no wider", async (options) => {
  expect(await mismatches(options, 0)).toBe(0);
  expect(await mismatches(options, 1)).toBeGreaterThan(0);
});
