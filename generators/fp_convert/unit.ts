import type { Format } from "../../formats/index.js";
import { enableParam, flagsParam, formatParam, roundingParams, stagesParam } from "../params.js";
import { flagPorts, randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { convertModel } from "./model.js";
import { page } from "./page.js";
import { convertView } from "./view.js";

/** What becomes of a source's values that are no numbers. */
export function specialsText(dst: Format): string {
  switch (dst.kind) {
    case "minifloat":
      return "NaN and NaR give the canonical NaN, or the largest number where the format has none";
    case "posit":
      return "NaN and infinity give NaR";
    case "fixed":
      return "NaN gives the largest number, infinity the end of the range";
  }
}

const kinds = ["minifloat", "posit", "fixed"] as const;

/** Any number format to any other, with one rounding. */
export const fpConvert = defineUnit({
  kind: "combinational",
  name: "fp_convert",
  summary: "Converts a code of one number format into another with one rounding.",
  page,
  params: {
    src: formatParam({ doc: "format of the input", accept: kinds }),
    dst: formatParam({ doc: "format of the result", accept: kinds }),
    ...roundingParams("dst"),
    flags: flagsParam,
    stages: stagesParam,
    enable: enableParam,
  },
  variants: [
    { src: "fp32", dst: "e4m3", overflow: "saturate" },
    { src: "dlf16", dst: "hfp8_bwd", round: "sra" },
    { src: "fp16", dst: "e5m2", round: "src", rndBits: 4 },
    { src: "e4m3", dst: "fp16", stages: 1 },
    { src: "e5m2", dst: "e4m3fnuz", flags: true },
    { src: "posit(8,1)", dst: "e5m2" },
    { src: "e4m3", dst: "posit(8,2)", flags: true },
    { src: "posit(16,1)", dst: "posit(8,0)" },
    { src: "fixed(4,4)", dst: "e4m3", stages: 3 },
    { src: "fp16", dst: "int(8)", round: "rtz", stages: 2, enable: true },
    { src: "binary8p1", dst: "e3m2", round: "rup" },
    { src: "uint(1)", dst: "posit(3,0)", stages: 4 },
  ],
  ports: ({ src, dst, round, rndBits, flags }) => [
    { name: "code_i", dir: "in", width: src.width, role: "data", format: src, doc: "the number" },
    ...randomPorts(round, rndBits),
    { name: "code_o", dir: "out", width: dst.width, role: "data", format: dst, doc: "the number in the other format" },
    ...flagPorts(flags),
  ],
  behaviour: ({ dst }) => [["NaN, Inf", specialsText(dst)]],
  model: convertModel,
  operation: (c) => ({ addend: c.src, dst: c.dst, rounding: c, flags: c.flags }),
  view: convertView,
  fault: {
    name: "numbers beyond the range wrap around",
    find: "exp_is_above ? ",
    replace: "1'b0 ? ",
  },
});
