import { OptionError } from "../../tools/errors.js";
import { flagsParam, formatParam, integerParam, roundingParams, switchParam } from "../params.js";
import { expShape } from "../shared/exponents.js";
import { exponentLimits, wordLimits } from "../shared/limits.js";
import { flagPorts, randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { packLegal, packModel } from "./model.js";
import { page } from "./page.js";
import { packPlan, shiftsRight } from "./plan.js";
import { packView } from "./view.js";

const exponent = (doc: string, tag: string) => integerParam({ doc, ...exponentLimits, tag });

/** The rounder: an unpacked number of any width to a code; with `fp_unpack` the only place that knows a minifloat's layout. */
export const fpPack = defineUnit({
  kind: "combinational",
  name: "fp_pack",
  summary: "Rounds an unpacked number into a minifloat code.",
  page,
  params: {
    dst: formatParam({ doc: "format of the code", accept: ["minifloat"] }),
    sigBits: integerParam({ doc: "bits W of the significand", ...wordLimits, tag: "w" }),
    minExp: exponent("smallest exponent that exp_i carries", "e"),
    maxExp: exponent("largest exponent that exp_i carries", "to"),
    offset: integerParam({ doc: "exp_i is exp + offset", ...exponentLimits, tag: "o", fallback: 0 }),
    maxLead: integerParam({
      doc: "most leading zeros of a nonzero significand; 0: normalised; default W - 1",
      min: 0,
      max: wordLimits.max,
      tag: "z",
      fallback: (config) => (config.sigBits as number) - 1,
    }),
    increment: switchParam({ doc: "add increment_i: one more unit of the sticky bit's weight", tag: "inc" }),
    ...roundingParams("dst"),
    rounded: switchParam({
      doc: "the number was rounded before: what is below its last place is dropped, a finite overflow no longer cut",
      tag: "done",
    }),
    flags: flagsParam,
  },
  variants: [
    { dst: "e4m3", sigBits: 8, minExp: -18, maxExp: 17 },
    { dst: "e5m2", sigBits: 6, minExp: -13, maxExp: 17, offset: 13, round: "rup", overflow: "saturate", flags: true },
    { dst: "e4m3", sigBits: 7, minExp: -5, maxExp: 9, increment: true },
    { dst: "e3m2", sigBits: 11, minExp: 5, maxExp: 5, offset: -5, increment: true },
    { dst: "fp12", sigBits: 8, minExp: -29, maxExp: 34, offset: 30, round: "rtz", rounded: true },
    { dst: "binary8p1", sigBits: 3, minExp: -70, maxExp: 64, maxLead: 0, round: "src", rndBits: 2 },
  ],
  check({ dst, sigBits, minExp, maxExp, maxLead, increment, round, rounded, flags }) {
    if (minExp > maxExp)
      throw new OptionError(
        (option) => `${option("maxExp")} must be at least ${option("minExp")} ${minExp}, got ${maxExp}`,
      );
    // At most the sticky bit is the first one.
    if (maxLead > sigBits)
      throw new OptionError((option) => `${option("maxLead")} must be 0..${sigBits}, got ${maxLead}`);
    if (rounded && (round !== "rtz" || increment || flags))
      throw new OptionError(
        (option) =>
          `${option("rounded")} needs ${option("round")} rtz, no ${option("increment")} and no ${option("flags")}`,
      );
    if (increment && shiftsRight({ dst, minExp }))
      throw new OptionError(
        (option) => `${option("increment")} needs ${option("minExp")} of at least ${1 - dst.bias}, got ${minExp}`,
      );
  },
  ports(config) {
    const { port } = packPlan(config);
    const { sigBits, offset, round, rndBits, maxLead } = config;
    const lead = maxLead === 0 ? "top bit set" : `at most ${maxLead} leading zeros`;
    const flag = (name: string, doc: string) => ({ name, dir: "in", width: 1, role: "data", doc }) as const;
    return [
      flag("is_zero_i", "the number is zero, of sign sign_i"),
      flag("is_inf_i", "the number is infinite"),
      flag("is_nan_i", "not a number"),
      flag("sign_i", "the number is negative"),
      {
        name: "exp_i",
        dir: "in",
        ...expShape(port),
        role: "data",
        doc: `exp${offset === 0 ? "" : ` + ${offset}`}, ${port.min}..${port.max}`,
      },
      { name: "sig_i", dir: "in", width: sigBits, role: "data", doc: `significand; of numbers, ${lead}` },
      flag("sticky_i", "one more bit below the significand"),
      ...(config.increment ? [flag("increment_i", "one more unit of the sticky bit's weight")] : []),
      ...randomPorts(round, rndBits),
      {
        name: "code_o",
        dir: "out",
        width: config.dst.width,
        role: "data",
        format: config.dst,
        doc: "the rounded number",
      },
      ...flagPorts(config.flags),
    ];
  },
  behaviour: ({ sigBits, increment, rounded }) => [
    ["number", `(-1)^sign * (2 sig + sticky${increment ? " + increment" : ""}) * 2^(exp - ${sigBits})`],
    ...(rounded ? ([["rounded", "before; what is below the last place is dropped"]] as const) : []),
    ["priority", "NaN, infinity, zero, number"],
  ],
  legal: packLegal,
  model: packModel,
  view: packView,
  fault: { name: "a round carry is lost", find: "{7'd0, away}", replace: "{7'd0, away & ~&frac}" },
});
