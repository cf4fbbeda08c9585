import { OptionError } from "../../tools/errors.js";
import { flagsParam, formatParam, integerParam, roundingParams } from "../params.js";
import { expShape } from "../shared/exponents.js";
import { exponentLimits, wordLimits } from "../shared/limits.js";
import { flagPorts, randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { fixedPackLegal, fixedPackModel } from "./model.js";
import { page } from "./page.js";
import { fixedPackPlan } from "./plan.js";
import { fixedPackView } from "./view.js";

const exponent = (doc: string, tag: string) => integerParam({ doc, ...exponentLimits, tag });
const { round, rndBits } = roundingParams("dst");

/** The rounder of fixed point: an unpacked number of any width to a saturated code. */
export const fixedPack = defineUnit({
  kind: "combinational",
  name: "fixed_pack",
  summary: "Rounds an unpacked number into fixed point and saturates.",
  page,
  params: {
    dst: formatParam({ doc: "format of the code", accept: ["fixed"] }),
    sigBits: integerParam({ doc: "bits W of the significand", ...wordLimits, tag: "w" }),
    minExp: exponent("smallest exponent that exp_i carries", "e"),
    maxExp: exponent("largest exponent that exp_i carries", "to"),
    offset: integerParam({ doc: "exp_i is exp + offset", ...exponentLimits, tag: "o", fallback: 0 }),
    round,
    rndBits,
    flags: flagsParam,
  },
  variants: [
    { dst: "fixed(4,4)", sigBits: 4, minExp: -6, maxExp: 4 },
    { dst: "uint(1)", sigBits: 3, minExp: 0, maxExp: 0, offset: -1, round: "sra", rndBits: 3, flags: true },
  ],
  check({ minExp, maxExp }) {
    if (minExp > maxExp)
      throw new OptionError(
        (option) => `${option("maxExp")} must be at least ${option("minExp")} ${minExp}, got ${maxExp}`,
      );
  },
  ports(c) {
    const { port } = fixedPackPlan(c);
    const flag = (name: string, doc: string) => ({ name, dir: "in", width: 1, role: "data", doc }) as const;
    const expDoc = `exp${c.offset === 0 ? "" : ` + ${c.offset}`}, ${port.min}..${port.max}`;
    return [
      flag("is_zero_i", "the number is zero"),
      flag("is_inf_i", "the number is infinite"),
      flag("is_nan_i", "not a number"),
      flag("sign_i", "the number is negative"),
      { name: "exp_i", dir: "in", ...expShape(port), role: "data", doc: expDoc },
      { name: "sig_i", dir: "in", width: c.sigBits, role: "data", doc: "significand, normalised or not" },
      flag("sticky_i", "one more bit below the significand"),
      ...randomPorts(c.round, c.rndBits),
      { name: "code_o", dir: "out", width: c.dst.width, role: "data", format: c.dst, doc: "the rounded number" },
      ...flagPorts(c.flags),
    ];
  },
  behaviour: ({ sigBits }) => [
    ["number", `(-1)^sign * (2 sig + sticky) * 2^(exp - ${sigBits})`],
    ["priority", "NaN, infinity, zero, number"],
    ["overflow", "saturates; NaN gives the largest code"],
  ],
  legal: fixedPackLegal,
  model: fixedPackModel,
  view: fixedPackView,
  fault: { name: "a rounding past the upper end wraps", find: "(sum[8] ^ sum[7])", replace: "1'b0" },
});
