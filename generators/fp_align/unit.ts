import { integerParam, switchParam } from "../params.js";
import { expShape } from "../shared/exponents.js";
import { exponentLimits, wordLimits } from "../shared/limits.js";
import { defineUnit } from "../unit.js";
import { alignLegal, alignModel } from "./model.js";
import { page } from "./page.js";
import { alignPlan } from "./plan.js";
import { alignView } from "./view.js";

const bits = (doc: string, tag: string) => integerParam({ doc, ...wordLimits, tag });
const exponent = (doc: string, tag: string) => integerParam({ doc, ...exponentLimits, tag });

/** The first half of an addition: sorts two unpacked numbers by exponent and shifts the smaller one into place. */
export const fpAlign = defineUnit({
  kind: "combinational",
  name: "fp_align",
  summary: "Sorts two unpacked numbers by exponent and aligns the smaller one to the larger.",
  page,
  params: {
    aBits: bits("bits of significand a", "a"),
    aMin: exponent("smallest exponent of a", "f"),
    aMax: exponent("largest exponent of a", "t"),
    bBits: bits("bits of significand b", "b"),
    bMin: exponent("smallest exponent of b, in the same coding", "f"),
    bMax: exponent("largest exponent of b", "t"),
    window: bits("bits of the aligned significands", "w"),
    aZero: switchParam({ doc: "a has a zero flag, and then any exponent and significand", tag: "za" }),
  },
  variants: [
    { aBits: 4, aMin: 1, aMax: 15, bBits: 4, bMin: 1, bMax: 15, window: 6 },
    { aBits: 6, aMin: -12, aMax: 48, bBits: 3, bMin: 2, bMax: 31, window: 12, aZero: true },
  ],
  ports(config) {
    const { a, b, out } = alignPlan(config);
    const { aBits, bBits, window, aZero } = config;
    const input = (name: string, width: number, doc: string) =>
      ({ name, dir: "in", width, role: "data", doc }) as const;
    const output = (name: string, width: number, doc: string) =>
      ({ name, dir: "out", width, role: "data", doc }) as const;
    return [
      ...(aZero ? [input("a_is_zero_i", 1, "a is zero and never the larger one")] : []),
      input("a_sign_i", 1, "a is negative"),
      { name: "a_exp_i", dir: "in", ...expShape(a), role: "data", doc: `exponent of a, ${a.min}..${a.max}` },
      input("a_sig_i", aBits, "significand of a, top bit of weight 2^exp"),
      input("b_sign_i", 1, "b is negative"),
      { name: "b_exp_i", dir: "in", ...expShape(b), role: "data", doc: `exponent of b, ${b.min}..${b.max}` },
      input("b_sig_i", bBits, "significand of b, top bit of weight 2^exp"),
      { name: "exp_o", dir: "out", ...expShape(out), role: "data", doc: "the larger exponent" },
      output("big_sign_o", 1, "sign of the number with the larger exponent, a at equal ones"),
      output("big_sig_o", window, "its significand"),
      output("subtract_o", 1, "the signs differ"),
      output("small_sig_o", window, "the other significand, top bit of the same weight"),
      output("sticky_o", 1, "something of it fell out below"),
    ];
  },
  behaviour: ({ window }) => [
    ["big_sig_o", `the larger one's significand, its top bit at the top of ${window} bits`],
    ["small_sig_o", "the other one's, moved down by the difference of the exponents; floor, the rest in sticky_o"],
  ],
  legal: alignLegal,
  model: alignModel,
  view: alignView,
  fault: { name: "equal exponents are swapped", find: "wire swap = difference", replace: "wire swap = ~difference" },
});
