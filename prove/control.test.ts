import { expect, test } from "vitest";
import { plant } from "../cosim/faults.js";
import { expectedOutputs } from "../cosim/model.js";
import { makeVectors } from "../cosim/vectors.js";
import { checkedAssignments } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { proveControl, referenceDesign } from "./control.js";
import { instance } from "./fixtures.js";

// The certificates cover every configuration at three assignments each; here each unit stands once.
test.each([
  ["lfsr", { width: 4 }],
  ["fp_mac", { a: "e4m3", acc: "fp12", outer: "fp16", init: true, skipZero: true, round: "srb", rndBits: 6 }],
  ["hfp8_mac", {}],
  ["posit_emac", { n: 8, es: 0 }],
  ["stochastic_round", { src: "fp16", dst: "e4m3" }],
] as const)("%s %j equals its reference by induction", async (unit, options) => {
  const one = instance(unit, options);
  const { pairs } = await proveControl(one, checkedAssignments(one).at(-1)!);
  expect(pairs).toBeGreaterThan(3);
});

test.each(["lfsr", "fp_mac", "hfp8_mac", "posit_emac", "stochastic_round"])(
  "the planted fault of %s is not shown equal to the reference",
  async (unit) => {
    const planted = plant(findUnit(unit));
    const parameters = checkedAssignments(planted.instance)[0]!;
    await expect(proveControl(planted.instance, parameters, planted.files)).rejects.toThrow(/not shown equal/);
  },
);

test("a reference is a design of its own, with the model's outputs", async () => {
  const one = instance("lfsr", { width: 4 });
  const parameters = checkedAssignments(one)[0]!;
  const design = referenceDesign(one, parameters);
  expect(design.top).toBe("lfsr_w4_ref");
  const { inputs, expected } = makeVectors(one, parameters);
  expect(expectedOutputs(one, inputs, parameters)).toEqual(expected);
  expect(design.files.at(-1)!.text).not.toMatch(/parameter/);
});
