import type { Minifloat } from "../../formats/index.js";
import { OptionError } from "../../tools/errors.js";
import { fpAdd } from "../fp_add/unit.js";
import { fpConvert } from "../fp_convert/unit.js";
import { fpPack } from "../fp_pack/unit.js";
import { sumWindow3 } from "../fp_sum3/plan.js";
import { fpSum3 } from "../fp_sum3/unit.js";
import { choiceParam, formatParam } from "../params.js";
import { plusConstant } from "../shared/exponents.js";
import { binary, range, zeroExtend } from "../shared/literals.js";
import { nanRow, operandPort, unpackView } from "../shared/operands.js";
import { defineUnit } from "../unit.js";
import { rorModel } from "./model.js";
import { page } from "./page.js";

const rounding = "rna";

/** The weight update of hybrid 8-bit training: what an 8-bit weight cannot hold goes into a residual. */
export const rorUpdate = defineUnit({
  kind: "combinational",
  name: "ror_update",
  summary: "Adds an update to a narrow weight and keeps what its rounding loses as a residual.",
  params: {
    weight: formatParam({
      doc: "format of the weight, one of IBM's kind",
      accept: ["minifloat"],
      fallback: "hfp8_fwd",
    }),
    acc: formatParam({
      doc: "format of update and residual, one of IBM's kind",
      accept: ["minifloat"],
      fallback: "dlf16",
    }),
    overflow: choiceParam({
      doc: "what a weight outside the finite range becomes",
      choices: ["saturate", "special"],
      fallback: () => "saturate",
      tag: (value) => ({ saturate: "sat", special: "spec" })[value],
    }),
  },
  variants: [
    {},
    {
      weight: { expBits: 2, fracBits: 1, bias: 1, lowest: "normal", highNans: 1 },
      acc: { expBits: 3, fracBits: 3, bias: 3, lowest: "normal", highNans: 1 },
      overflow: "special",
    },
  ],
  check({ weight, acc }) {
    for (const [name, format] of Object.entries({ weight, acc }))
      if (format.lowest !== "normal" || format.highNans !== 1 || format.negZero !== "zero")
        throw new OptionError((option) => `${option(name)} must be a format of IBM's kind, got ${format.name}`);
    // Every weight is a number of acc.
    const fits = (f: Minifloat) => f.minExp >= acc.minExp && f.maxExp <= acc.maxExp && f.fracBits <= acc.fracBits;
    if (!fits(weight) || weight.minExp === acc.minExp)
      throw new OptionError((option) => `${option("acc")} must hold every ${weight.name} number, got ${acc.name}`);
  },
  ports: ({ weight, acc }) => [
    operandPort("weight", weight, "the weight W"),
    operandPort("update", acc, "the scaled update D, with its sign"),
    operandPort("residual", acc, "the residual R of the last update"),
    { ...operandPort("weight", weight, "the new weight"), name: "weight_o", dir: "out" },
    { ...operandPort("residual", acc, "what the new weight lacks"), name: "residual_o", dir: "out" },
  ],
  behaviour: ({ weight, acc, overflow }) => [
    ["t", `W + D + R, rounded once to ${acc.name}`],
    ["weight_o", `t rounded to ${weight.name}`],
    [
      "residual_o",
      overflow === "saturate"
        ? `t - weight_o in ${acc.name}, exact unless the weight is saturated`
        : `t - weight_o in ${acc.name}, exact`,
    ],
    ["rounding", "to nearest, ties away"],
    ["overflow", overflow === "saturate" ? "the largest number" : "NaN, and the residual too"],
    ...nanRow([weight, acc], acc, []),
  ],
  model: rorModel,
  view({ weight, acc, overflow }, use) {
    const window = sumWindow3(acc.sigBits, acc.sigBits);
    const sigBits = window + 2;
    return {
      operands: [
        unpackView("w", "weight_i", weight, use),
        unpackView("d", "update_i", acc, use),
        unpackView("r", "residual_i", acc, use),
      ],
      moved: `its bias is ${weight.bias}, theirs ${acc.bias}`,
      expBits: acc.expBits,
      expRange: range(acc.expBits),
      wExp: `${zeroExtend("w_exp", weight.expBits, acc.expBits)}${plusConstant(acc.bias - weight.bias, acc.expBits)}`,
      wSig: acc.fracBits === weight.fracBits ? "w_sig" : `{w_sig, ${binary(0, acc.fracBits - weight.fracBits)}}`,
      sumRange: range(sigBits),
      accRange: range(acc.width),
      weightRange: range(weight.width),
      weightTop: weight.width - 1,
      magTop: weight.width - 2,
      sum3: use(fpSum3, { bits: acc.sigBits, expBits: acc.expBits, window }),
      pack: use(fpPack, {
        dst: acc,
        sigBits,
        minExp: acc.minExp + 2,
        maxExp: acc.maxExp + 2,
        offset: acc.bias - 2,
        maxLead: sigBits,
        increment: true,
        round: rounding,
        overflow,
      }),
      convert: use(fpConvert, { src: acc, dst: weight, round: rounding, overflow }),
      subtract: use(fpAdd, { a: acc, b: weight, dst: acc, round: rounding, overflow }),
    };
  },
  fault: { name: "the residual is the sum", find: "{~weight[", replace: "{weight[" },
  page,
});
