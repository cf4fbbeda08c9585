import { fixed } from "../../formats/index.js";
import { choiceParam, formatParam } from "../params.js";
import { operandPort } from "../shared/operands.js";
import { defineUnit } from "../unit.js";
import { int4QuantizeModel } from "./model.js";
import { page } from "./page.js";
import { int4QuantizeView } from "./view.js";

/** Weights and activations of 4-bit training into INT4, by a scale that SAWB or PACT gives. */
export const int4Quantize = defineUnit({
  kind: "combinational",
  name: "int4_quantize",
  summary: "Multiplies a minifloat by a scale and rounds the exact product to INT4.",
  params: {
    src: formatParam({ doc: "format of the input", accept: ["minifloat"] }),
    scale: formatParam({
      doc: "format of the scale, one over the step; default that of the input",
      accept: ["minifloat"],
      sameAs: "src",
    }),
    levels: choiceParam<"symmetric" | "full">({
      doc: "the 15 levels -7..7 of SAWB, or all 16, -8..7",
      choices: ["symmetric", "full"],
      fallback: () => "symmetric",
    }),
    round: choiceParam<"rne" | "rna">({
      doc: "ties go to the even level, or away from zero",
      choices: ["rne", "rna"],
      fallback: () => "rne",
    }),
  },
  variants: [
    { src: "dlf16", levels: "full" },
    { src: "fp16", scale: "e4m3", round: "rna" },
  ],
  ports: ({ src, scale, levels }) => [
    operandPort("x", src, "the number"),
    operandPort("scale", scale, "one over the step: levels per unit"),
    {
      name: "q_o",
      dir: "out",
      width: 4,
      role: "data",
      signed: true,
      doc: levels === "symmetric" ? "round(x * scale), -7..7" : "round(x * scale), -8..7",
    },
  ],
  behaviour: ({ levels }) => [
    ["levels", levels === "symmetric" ? "-7..7, saturating; -8 is never produced" : "-8..7, saturating"],
    ["NaN, Inf", "NaN, and 0 x Inf, give 7; infinity the end of its sign"],
  ],
  model: int4QuantizeModel,
  operation: (c) =>
    c.levels === "full"
      ? { a: c.src, b: c.scale, dst: fixed(4, 0), rounding: { round: c.round, overflow: "saturate", rndBits: 0 } }
      : undefined,
  view: int4QuantizeView,
  fault: { name: "a large product wraps", find: "(any_inf | is_large)", replace: "any_inf" },
  page,
});
