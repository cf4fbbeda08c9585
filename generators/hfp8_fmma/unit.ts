import { type RoundMode, roundModes } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import type { Port } from "../design.js";
import { type Sum3Form, sum3Forms } from "../fp_sum3/model.js";
import { biasParameter, hfp8Formats } from "../hfp8_widen/unit.js";
import { choiceParam, formatParam, integerParam, roundingParams } from "../params.js";
import { nanRow, operandPort } from "../shared/operands.js";
import { rangeNote } from "../shared/range-note.js";
import { randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { fmmaModel } from "./model.js";
import { page } from "./page.js";
import { fmmaView } from "./view.js";

const { forward, widened } = hfp8Formats;
const { round, overflow, rndBits } = roundingParams("acc");
const nearest = ["rna", "rne"];
/** So many that a window that is asked for says so: more than the rounding of the widest common result looks at. */
const defaultWindow = 24;

const mode = (x: string): Port => ({
  name: `mode_${x}_i`,
  dir: "in",
  width: 1,
  role: "select",
  doc: `format of ${x}0_i and ${x}1_i; 0: 1-4-3, 1: 1-5-2`,
});

/** Two products of hybrid 8-bit operands and an addend, with one rounding. */
export const hfp8Fmma = defineUnit({
  kind: "combinational",
  name: "hfp8_fmma",
  summary: "Adds two products of 1-4-3 or 1-5-2 operands to an addend, with one rounding.",
  params: {
    acc: formatParam({
      doc: "format of c and the result, without subnormals",
      accept: ["minifloat"],
      fallback: "dlf16",
    }),
    align: choiceParam<Sum3Form>({
      doc: "the sum that is rounded: the exact one, or that of terms in a window, whose lost bits are a sticky bit each, or cut",
      choices: sum3Forms,
      fallback: () => "exact",
    }),
    alignW: integerParam({
      doc: "bits of the window",
      min: 8,
      max: 64,
      fallback: defaultWindow,
      tag: "k",
      check(value, { align }) {
        if (align === "exact" && value !== defaultWindow)
          throw new OptionError((option) => `${option("alignW")} needs ${option("align")} sticky or cut, got exact`);
      },
    }),
    round: choiceParam<RoundMode>({
      doc: "rounding mode; default rne, or rna for formats without subnormals of IBM's kind",
      choices: roundModes.filter((one) => one !== "rdn"),
      fallback: round.fallback as () => RoundMode,
      check(value, { align }) {
        if (align === "exact" && !nearest.includes(value))
          throw new OptionError(
            (option) =>
              `${option("round")} must be ${nearest.join(" or ")} with ${option("align")} exact, got ${value}`,
          );
      },
    }),
    overflow,
    rndBits,
  },
  variants: [
    {},
    { align: "sticky", alignW: 12, round: "rne" },
    { acc: "hobflops16", align: "cut", alignW: 14, round: "sra", rndBits: 6, overflow: "saturate" },
  ],
  check({ acc }) {
    if (acc.lowest === "subnormal")
      throw new OptionError((option) => `${option("acc")} must be a format without subnormals, got ${acc.name}`);
    if (acc.sigBits < 2 * widened.sigBits)
      throw new OptionError(
        (option) => `${option("acc")} must have at least ${2 * widened.sigBits - 1} fraction bits, got ${acc.name}`,
      );
  },
  verilogParameters: () => [biasParameter],
  ports: ({ acc, round, rndBits }) => [
    ...["a0", "b0", "a1", "b1"].map((x) =>
      operandPort(x, forward, `factor, in the format that mode_${x[0]}_i chooses`),
    ),
    mode("a"),
    mode("b"),
    operandPort("c", acc, "addend"),
    ...randomPorts(round, rndBits),
    { ...operandPort("result", acc, "the rounded sum"), name: "result_o", dir: "out" },
  ],
  note: ({ acc }) => rangeNote(widened, widened, ["acc", acc]),
  behaviour: ({ acc, align, alignW }) => [
    ["operands", "1-4-3 with Bias, or 1-5-2 with bias 15; all widened exactly to 1-5-3"],
    [
      "sum",
      align === "exact"
        ? "a0 * b0 + a1 * b1 + c, rounded once"
        : `terms in ${alignW} bits under the top bit of the largest; lost bits ${align === "cut" ? "are nothing" : "of each are one sticky bit, half of the last place"}`,
    ],
    ...nanRow([widened, acc], acc, []),
  ],
  model: (c, { Bias = forward.bias }) => fmmaModel(c, hfp8Formats, Bias),
  view: fmmaView,
  fault: {
    name: "the products have one sign",
    find: ".b_sign_i(a1_sign ^ b1_sign)",
    replace: ".b_sign_i(a0_sign ^ b0_sign)",
  },
  page,
});
