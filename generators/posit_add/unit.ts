import { indexBits } from "../../formats/index.js";
import { enableParam, flagsParam, stagesParam } from "../params.js";
import { positDecode } from "../posit_decode/unit.js";
import { positEncode } from "../posit_encode/unit.js";
import { arithShift } from "../shared/arith-shift.js";
import { binary, decimal, range, signExtend, slice, zeroExtend } from "../shared/literals.js";
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
import { leftShift, runLines } from "../shared/posit-run.js";
import { signedBits } from "../shared/unpacked.js";
import { defineUnit } from "../unit.js";
import { addModel } from "./model.js";
import { page } from "./page.js";

/** One correctly rounded sum. */
export const positAdd = defineUnit({
  kind: "combinational",
  name: "posit_add",
  summary: "Adds two posits with one rounding.",
  page,
  params: { ...positParams, flags: flagsParam, stages: stagesParam, enable: enableParam },
  variants: [
    { n: 8, es: 1 },
    { n: 8, es: 2, flags: true },
    { n: 8, es: 0 },
    { n: 16, es: 1 },
    { n: 16, es: 2, stages: 4, enable: true },
  ],
  ports({ n, es, flags }) {
    const { format } = positShape(n, es);
    return [
      codePort(format, "a_i", "in", "summand"),
      codePort(format, "b_i", "in", "summand"),
      codePort(format, "result_o", "out", "a + b, to nearest, ties to the even code"),
      ...positFlagPorts(flags),
    ];
  },
  behaviour: ({ n, es }) => [
    ["format", `posit(${n},${es})`],
    ["rounding", "to nearest on the bit string, ties to even; never to 0 or NaR"],
    ["NaR", "NaR plus anything is NaR"],
  ],
  model: ({ n, es, flags }) => addModel(positShape(n, es).format, flags),
  operation({ n, es, flags }) {
    const { format } = positShape(n, es);
    return { a: format, addend: format, dst: format, rounding: positRounding, flags };
  },
  view({ n, es, flags, stages, enable }, use) {
    // Where no code has a fraction the decoder's one bit of 0 serves, so that no width is special.
    const { format, scaleBits, fracPort: fracBits } = positShape(n, es);
    const sigBits = fracBits + 2;
    // Two more bits below the larger operand's last: one for a sum in [1/2, 1), one for the guard.
    const alignedBits = sigBits + 2;
    const amountBits = indexBits(alignedBits);
    const sumBits = alignedBits + 1;
    // A sum with cancellation is exact and even: one of two equal scales has no bit in the two new places, one of scales
    // one apart none in the last. So the last place is needed to tell 0 only, which is told apart.
    const runBits = indexBits(sumBits - 1);
    const resultScale = Math.max(signedBits(-format.maxScale - 1, format.maxScale + 1), runBits + 1);
    const resultFrac = sumBits - 2;
    const flagNames = flags ? positFlags : [];
    const p = pipelineView(
      {
        sections: ["decode", "order", "align", "sum", "normalise", "encode"],
        signals: [
          { name: "a_i", width: n, from: "input", to: "decode" },
          { name: "b_i", width: n, from: "input", to: "decode" },
          ...["a", "b"].flatMap((x) => [
            { name: `${x}_scale`, width: scaleBits, from: "decode", to: "order" },
            { name: `${x}_sig`, width: sigBits, from: "decode", to: "order" },
          ]),
          { name: "is_nar", width: 1, from: "decode", to: "encode" },
          { name: "big_scale", width: scaleBits, from: "order", to: "normalise" },
          { name: "big_sig", width: sigBits, from: "order", to: "sum" },
          { name: "small_sig", width: sigBits, from: "order", to: "align" },
          { name: "distance", width: scaleBits, from: "order", to: "align" },
          { name: "aligned", width: alignedBits, from: "align", to: "sum" },
          { name: "lost", width: 1, from: "align", to: "encode" },
          { name: "sum", width: sumBits, from: "sum", to: "normalise" },
          { name: "is_zero", width: 1, from: "normalise", to: "encode" },
          { name: "sign", width: 1, from: "normalise", to: "encode" },
          { name: "scale", width: resultScale, from: "normalise", to: "encode" },
          { name: "frac_1", width: resultFrac, from: "normalise", to: "encode" },
          { name: "result", width: n, from: "encode", to: "output" },
          ...flagNames.map((name) => ({ name, width: 1, from: "encode", to: "output" })),
        ],
        cuts: {
          1: ["output"],
          2: ["sum", "output"],
          3: ["align", "normalise", "output"],
          4: ["order", "sum", "encode", "output"],
        },
      },
      { stages, enable },
    );
    const { distance, small_sig } = p.align!;
    const { sum, big_scale } = p.normalise!;
    const { a_scale, b_scale } = p.order!;
    const shiftBits = Math.min(amountBits, scaleBits);
    const small = slice(String(small_sig), sigBits - 1, sigBits - 1, sigBits);
    const shift = arithShift({
      word: "small_0",
      stem: "small",
      width: alignedBits,
      fill: small,
      count: "amount",
      countWidth: shiftBits,
      steps: shiftBits,
      lost: "1'b0",
    });
    const frac = leftShift("frac_0", "frac", resultFrac, "count", runBits);
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
      scaleRange: range(scaleBits),
      scaleTop: scaleBits - 1,
      scaleBits,
      scaleZeros: binary(0, scaleBits - 1),
      sigRange: range(sigBits),
      gapRange: range(scaleBits + 1),
      gapTop: scaleBits,
      aScale: signExtend(String(a_scale), scaleBits, scaleBits + 1),
      bScale: signExtend(String(b_scale), scaleBits, scaleBits + 1),
      alignedRange: range(alignedBits),
      steps: shift.lines,
      shifted: shift.shifted,
      shiftLost: shift.lost,
      isFar: scaleBits > shiftBits,
      far: `|${slice(String(distance), scaleBits - 1, shiftBits, scaleBits)}`,
      near: slice(String(distance), shiftBits - 1, 0, scaleBits),
      amountBits: shiftBits,
      amountRange: range(shiftBits),
      small,
      sumRange: range(sumBits),
      bigTop: `${p.sum!.big_sig}[${sigBits - 1}]`,
      alignedTop: `${p.sum!.aligned}[${alignedBits - 1}]`,
      run: runLines(String(sum), sumBits, runBits, sumBits - 1),
      fracSteps: frac.lines,
      fracTop: resultFrac - 1,
      signBit: sumBits - 1,
      resultScaleRange: range(resultScale),
      resultFracRange: range(resultFrac),
      bigScale: signExtend(String(big_scale), scaleBits, resultScale),
      one: decimal(1, resultScale),
      count: zeroExtend("count", runBits, resultScale),
    };
  },
  fault: { name: "lost bits are forgotten", find: ".sticky_i(lost)", replace: ".sticky_i(1'b0)" },
});
