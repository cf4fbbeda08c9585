import { enableParam, flagsParam, stagesParam } from "../params.js";
import { positDecode } from "../posit_decode/unit.js";
import { positEncode } from "../posit_encode/unit.js";
import { binary, range, slice } from "../shared/literals.js";
import { pipelineView } from "../shared/pipeline.js";
import {
  codePort,
  operandsView,
  positFlagPorts,
  positFlags,
  positParams,
  positRounding,
  positShape,
} from "../shared/posit.js";
import { productView, productWidth } from "../shared/posit-product.js";
import { defineUnit } from "../unit.js";
import { mulModel } from "./model.js";
import { page } from "./page.js";

/** One correctly rounded product. */
export const positMul = defineUnit({
  kind: "combinational",
  name: "posit_mul",
  summary: "Multiplies two posits with one rounding.",
  page,
  params: { ...positParams, flags: flagsParam, stages: stagesParam, enable: enableParam },
  variants: [
    { n: 8, es: 1 },
    { n: 8, es: 2 },
    { n: 8, es: 0 },
    { n: 16, es: 1 },
    { n: 8, es: 2, flags: true, stages: 3, enable: true },
  ],
  ports({ n, es, flags }) {
    const { format } = positShape(n, es);
    return [
      codePort(format, "a_i", "in", "factor"),
      codePort(format, "b_i", "in", "factor"),
      codePort(format, "result_o", "out", "a * b, to nearest, ties to the even code"),
      ...positFlagPorts(flags),
    ];
  },
  behaviour: ({ n, es }) => [
    ["format", `posit(${n},${es})`],
    ["rounding", "to nearest on the bit string, ties to even; never to 0 or NaR"],
    ["NaR", "NaR times anything, 0 included, is NaR"],
  ],
  model: ({ n, es, flags }) => mulModel(positShape(n, es).format, flags),
  operation({ n, es, flags }) {
    const { format } = positShape(n, es);
    return { a: format, b: format, dst: format, rounding: positRounding, flags };
  },
  view({ n, es, flags, stages, enable }, use) {
    // Where no code has a fraction the decoder's one bit of 0 serves, so that no width is special.
    const { scaleBits, fracPort: fracBits } = positShape(n, es);
    const productBits = productWidth(fracBits);
    const resultScale = scaleBits + 1;
    const resultFrac = 2 * fracBits + 1;
    const flagNames = flags ? positFlags : [];
    const p = pipelineView(
      {
        sections: ["decode", "multiply", "normalise", "encode"],
        signals: [
          { name: "a_i", width: n, from: "input", to: "decode" },
          { name: "b_i", width: n, from: "input", to: "decode" },
          ...["a", "b"].flatMap((x) => [
            { name: `${x}_sign`, width: 1, from: "decode", to: "multiply" },
            { name: `${x}_scale`, width: scaleBits, from: "decode", to: "multiply" },
            { name: `${x}_frac`, width: fracBits, from: "decode", to: "multiply" },
          ]),
          { name: "is_zero", width: 1, from: "decode", to: "encode" },
          { name: "is_nar", width: 1, from: "decode", to: "encode" },
          { name: "product", width: productBits, from: "multiply", to: "normalise" },
          { name: "scale_sum", width: resultScale, from: "multiply", to: "normalise" },
          { name: "sign", width: 1, from: "normalise", to: "encode" },
          { name: "scale", width: resultScale, from: "normalise", to: "encode" },
          { name: "frac", width: resultFrac, from: "normalise", to: "encode" },
          { name: "result", width: n, from: "encode", to: "output" },
          ...flagNames.map((name) => ({ name, width: 1, from: "encode", to: "output" })),
        ],
        cuts: {
          1: ["output"],
          2: ["normalise", "output"],
          3: ["multiply", "encode", "output"],
          4: ["multiply", "normalise", "encode", "output"],
        },
      },
      { stages, enable },
    );
    const m = p.multiply!;
    const wide = (x: string): string => `{${m[`${x}_scale`]}[${scaleBits - 1}], ${m[`${x}_scale`]}}`;
    return {
      p,
      pipelined: stages > 0,
      flags: flagNames,
      encode: use(positEncode, { n, es, form: "signed", scaleBits: resultScale, fracBits: resultFrac, flags }),
      operands: operandsView(use(positDecode, { n, es, form: "signed" }), n, es, {
        a: String(p.decode!.a_i),
        b: String(p.decode!.b_i),
      }),
      codeRange: range(n),
      resultScaleRange: range(resultScale),
      resultFracRange: range(resultFrac),
      product: productView({
        aSign: String(m.a_sign),
        bSign: String(m.b_sign),
        aFrac: String(m.a_frac),
        bFrac: String(m.b_frac),
        fracBits,
      }),
      aScale: wide("a"),
      bScale: wide("b"),
      signBit: productBits - 1,
      fourBit: productBits - 2,
      twoBit: productBits - 3,
      bigFrac: slice(String(p.normalise!.product), resultFrac - 1, 0, productBits),
      smallFrac: `{${slice(String(p.normalise!.product), resultFrac - 2, 0, productBits)}, 1'b0}`,
      incrementPad: resultScale > 2 ? `${binary(0, resultScale - 2)}, ` : "",
    };
  },
  fault: {
    name: "the product of two negative powers of two is halved",
    find: "is_four, is_big}",
    replace: "1'b0, is_big}",
  },
});
