import { enableParam, stagesParam } from "../params.js";
import { binary, range, replicate, slice } from "../shared/literals.js";
import { pipelineView } from "../shared/pipeline.js";
import { codePort, formParam, positParams, positShape } from "../shared/posit.js";
import { leftShift, runLines } from "../shared/posit-run.js";
import { defineUnit } from "../unit.js";
import { decodeModel } from "./model.js";
import { page } from "./page.js";

/** 1 where `word` has a 1 in bit `top` or below. */
const orBelow = (word: string, top: number): string => (top === 0 ? `${word}[0]` : `|${word}[${top}:0]`);

/** Code to flags, sign, scale and fraction. */
export const positDecode = defineUnit({
  kind: "combinational",
  name: "posit_decode",
  summary: "Splits a posit into flags, sign, scale and fraction.",
  page,
  params: { ...positParams, form: formParam, stages: stagesParam, enable: enableParam },
  variants: [
    { n: 8, es: 1 },
    { n: 8, es: 0 },
    { n: 8, es: 2 },
    { n: 16, es: 2, stages: 2, enable: true },
    { n: 16, es: 1, form: "signed" },
    { n: 3, es: 0 },
  ],
  ports({ n, es }) {
    const { format, scaleBits, fracBits, fracPort } = positShape(n, es);
    const frac = fracBits === 0 ? "no code has a fraction: 0" : "fraction without the hidden bit, left-aligned";
    return [
      codePort(format, "code_i", "in", "the code"),
      { name: "is_zero_o", dir: "out", width: 1, role: "data", doc: "the value is zero" },
      { name: "is_nar_o", dir: "out", width: 1, role: "data", doc: "the code is NaR" },
      { name: "sign_o", dir: "out", width: 1, role: "data", doc: "the sign bit as it stands" },
      { name: "scale_o", dir: "out", width: scaleBits, role: "data", signed: true, doc: "power of two of the value" },
      { name: "frac_o", dir: "out", width: fracPort, role: "data", doc: frac },
    ];
  },
  behaviour: ({ n, es, form }) => [
    ["code", `posit(${n},${es}): sign, regime, ${es} exponent bits, fraction`],
    ["value", form === "signed" ? "(1 - 3 sign + frac) 2^scale" : "(-1)^sign (1 + frac) 2^scale"],
    ["zero, NaR", "scale_o and frac_o are those of a regime of zeros only"],
  ],
  model: ({ n, es, form }) => decodeModel(positShape(n, es).format, form),
  view({ n, es, form, stages, enable }) {
    const { countBits, scaleBits, fracBits, fracPort } = positShape(n, es);
    const bodyBits = n - 1;
    const restBits = n - 3;
    // The bits behind the shortest regime, with zeros where no code has bits.
    const fieldBits = Math.max(es, restBits);
    const p = pipelineView(
      {
        sections: ["magnitude", "regime", "fields"],
        signals: [
          { name: "code_i", width: n, from: "input", to: "magnitude" },
          { name: "sign", width: 1, from: "magnitude", to: "output" },
          { name: "is_special", width: 1, from: "magnitude", to: "output" },
          { name: "body", width: bodyBits, from: "magnitude", to: "regime" },
          { name: "low", width: 1, from: "regime", to: "fields" },
          ...(restBits > 0 ? [{ name: "rest", width: restBits, from: "regime", to: "fields" }] : []),
          { name: "count", width: countBits, from: "regime", to: "fields" },
          { name: "scale", width: scaleBits, from: "fields", to: "output" },
          { name: "frac", width: fracPort, from: "fields", to: "output" },
        ],
        cuts: {
          1: ["output"],
          2: ["regime", "output"],
          3: ["regime", "fields", "output"],
          4: ["magnitude", "regime", "fields", "output"],
        },
      },
      { stages, enable },
    );
    const lead = slice(String(p.regime!.body), bodyBits - 1, bodyBits - 1, bodyBits);
    const { low, count, sign } = p.fields!;
    const fieldParts = [
      ...(restBits > 0 ? [String(p.fields!.rest)] : []),
      ...(fieldBits > restBits ? [binary(0, fieldBits - restBits)] : []),
    ];
    const steps = leftShift("fields_0", "fields", fieldBits, String(count), countBits);
    const exp = slice(steps.shifted, fieldBits - 1, fieldBits - es, fieldBits);
    const scaleParts = [
      low,
      `${count} ^ ${replicate(String(low), countBits)}`,
      ...(es > 0 ? [form === "signed" ? `${exp} ^ ${replicate(String(sign), es)}` : exp] : []),
    ];
    return {
      p,
      pipelined: stages > 0,
      signBit: n - 1,
      bodyBits,
      bodyRange: range(bodyBits),
      bodyTop: bodyBits - 1,
      above: Array.from({ length: bodyBits - 1 }, (_, i) =>
        orBelow(String(p.magnitude!.code_i), bodyBits - 2 - i),
      ).join(", "),
      magnitude: form === "magnitude",
      // A negative posit that is decoded as it stands has its regime inverted.
      low: form === "signed" ? `${lead} == ${p.regime!.sign}` : `~${lead}`,
      run: runLines(String(p.regime!.body), bodyBits, countBits),
      scaleRange: range(scaleBits),
      scale: `{${scaleParts.join(", ")}}`,
      hasFields: fieldBits > 0,
      hasRest: restBits > 0,
      restRange: range(restBits),
      rest: slice(String(p.regime!.body), restBits - 1, 0, bodyBits),
      fields: fieldParts.length === 1 ? fieldParts[0]! : `{${fieldParts.join(", ")}}`,
      steps: steps.lines,
      fieldRange: range(fieldBits),
      fracField: slice(steps.shifted, fracBits - 1, 0, fieldBits),
      hasFrac: fracBits > 0,
      fracRange: range(fracPort),
    };
  },
  fault: { name: "a negative posit is inverted and no 1 added", find: "(above & ", replace: "(7'b1111111 & " },
});
