import { type Fp4r4Bottom, fp4r4Bottoms } from "../../golden/index.js";
import { choiceParam, formatParam, integerParam } from "../params.js";
import { fp4r4Port, phasePort } from "../shared/fp4r4.js";
import { operandPort } from "../shared/operands.js";
import { defineUnit } from "../unit.js";
import { fp4r4QuantizeModel } from "./model.js";
import { page } from "./page.js";
import { fp4r4QuantizeView } from "./view.js";

/** Gradients of 4-bit training into radix-4 FP4, in either of the two phases. */
export const fp4r4Quantize = defineUnit({
  kind: "combinational",
  name: "fp4r4_quantize",
  summary: "Rounds a minifloat to the nearest radix-4 FP4 number, in the even or the odd phase.",
  params: {
    src: formatParam({ doc: "format of the input", accept: ["minifloat"] }),
    bottom: choiceParam<Fp4r4Bottom>({
      doc: "where the smallest number begins: at its half, or at 1 / 1.6 of it as all others do",
      choices: fp4r4Bottoms,
      fallback: () => "half",
    }),
    scaleBits: integerParam({
      doc: "bits of scale_i, which multiplies by a power of two first; 0: there is none",
      min: 0,
      max: 10,
      fallback: 0,
      tag: "s",
    }),
  },
  variants: [{ src: "dlf16" }, { src: "fp16", bottom: "ratio" }, { src: "dlf16", scaleBits: 7 }, { src: "e4m3" }],
  ports: ({ src, scaleBits }) => [
    operandPort("x", src, "the number"),
    phasePort("0: even, +-4^k; 1: odd, +-2 * 4^k"),
    ...(scaleBits > 0
      ? [
          {
            name: "scale_i",
            dir: "in",
            width: scaleBits,
            role: "data",
            signed: true,
            doc: "x * 2^scale is rounded",
          } as const,
        ]
      : []),
    fp4r4Port("code_o", "out", "the nearest number of the phase"),
  ],
  behaviour: ({ bottom }) => [
    ["code", "0 is zero, else +-4^(code - 4), in the odd phase twice that; code 8 is never produced"],
    ["rounding", "nearest in value, ties away: 4^(k - 1) and 4^k meet at 0.625 * 4^k"],
    ["bottom", `below ${bottom === "half" ? "0.5" : "0.625"} * 4^-3 zero, in the odd phase below twice that`],
    ["range", "saturates at 4^3, in the odd phase at twice that; infinity too; NaN gives the largest number"],
  ],
  model: fp4r4QuantizeModel,
  view: fp4r4QuantizeView,
  fault: { name: "the smallest number begins too high", find: "reached[0] | is_smallest", replace: "reached[0]" },
  page,
});
