import { enableParam, flagsParam, integerParam, type Partly, stagesParam } from "../params.js";
import { binary, range } from "../shared/literals.js";
import { pipelineView } from "../shared/pipeline.js";
import { codePort, formParam, positFlagPorts, positParams, positRounding, positShape } from "../shared/posit.js";
import { defineUnit } from "../unit.js";
import { encodeModel } from "./model.js";
import { page } from "./page.js";
import { encodeView } from "./view.js";

const shapeOf = (config: Partly) => positShape(config.n as number, config.es as number);

/** Flags, sign, scale and fraction to a code; the one place where posits are rounded. */
export const positEncode = defineUnit({
  kind: "combinational",
  name: "posit_encode",
  summary: "Rounds sign, scale and fraction to the nearest posit, ties to the even code.",
  page,
  params: {
    ...positParams,
    form: formParam,
    scaleBits: integerParam({
      doc: "width of scale_i; default that of a sum of two scales",
      min: 2,
      max: 32,
      tag: "s",
      fallback: (config) => shapeOf(config).scaleBits + 1,
    }),
    fracBits: integerParam({
      doc: "width of frac_i; default that of a product of two significands",
      min: 1,
      max: 64,
      tag: "f",
      fallback: (config) => 2 * shapeOf(config).fracBits + 1,
    }),
    flags: flagsParam,
    stages: stagesParam,
    enable: enableParam,
  },
  variants: [
    { n: 8, es: 1, scaleBits: 6, fracBits: 5 },
    { n: 8, es: 2, scaleBits: 7, fracBits: 3, flags: true },
    { n: 16, es: 1, form: "signed" },
    { n: 16, es: 2, stages: 2, enable: true },
    { n: 5, es: 4, scaleBits: 5 },
    { n: 8, es: 0 },
  ],
  ports({ n, es, form, scaleBits, fracBits, flags }) {
    const one = { dir: "in", width: 1, role: "data" } as const;
    const value = form === "signed" ? "(1 - 3 sign + frac) 2^scale" : "(-1)^sign (1 + frac) 2^scale";
    return [
      { ...one, name: "is_zero_i", doc: "the value is 0" },
      { ...one, name: "is_nar_i", doc: "the value is NaR, whatever else is said" },
      { ...one, name: "sign_i", doc: `the value is ${value}` },
      { ...one, name: "scale_i", width: scaleBits, signed: true, doc: "any; beyond maxpos and minpos it saturates" },
      { ...one, name: "frac_i", width: fracBits, doc: "fraction without the hidden bit, left-aligned" },
      { ...one, name: "sticky_i", doc: "one more bit of the fraction, below frac_i" },
      codePort(positShape(n, es).format, "code_o", "out", "the nearest posit"),
      ...positFlagPorts(flags),
    ];
  },
  behaviour: ({ n, es, form }) => [
    ["code", `posit(${n},${es})`],
    ["value", form === "signed" ? "(1 - 3 sign + frac) 2^scale" : "(-1)^sign (1 + frac) 2^scale"],
    ["rounding", "to nearest on the bit string, ties to even; never to 0 or NaR"],
  ],
  model: ({ n, es, form, scaleBits, fracBits, flags }) =>
    encodeModel({ format: positShape(n, es).format, form, scaleBits, fracBits }, flags),
  operation: ({ n, es, form, scaleBits, fracBits }) => ({
    encodes: positShape(n, es).format,
    rounding: positRounding,
    scaleBits,
    fracBits,
    signed: form === "signed",
  }),
  view({ n, es, form, scaleBits, fracBits, flags, stages, enable }) {
    const { countBits } = positShape(n, es);
    const p = pipelineView(
      {
        sections: ["fields", "shift", "round"],
        signals: [
          { name: "is_zero_i", width: 1, from: "input", to: "fields" },
          { name: "is_nar_i", width: 1, from: "input", to: form === "signed" ? "fields" : "round" },
          { name: "sign_i", width: 1, from: "input", to: "fields" },
          { name: "is_special", width: 1, from: "fields", to: "round" },
          { name: "sign", width: 1, from: "fields", to: "round" },
          { name: "scale_i", width: scaleBits, from: "input", to: "fields" },
          { name: "frac_i", width: fracBits, from: "input", to: "fields" },
          { name: "sticky_i", width: 1, from: "input", to: "fields" },
          { name: "low", width: 1, from: "fields", to: flags ? "round" : "shift" },
          { name: "count", width: countBits, from: "fields", to: "shift" },
          { name: "is_end", width: 1, from: "fields", to: "round" },
          ...(flags ? [{ name: "is_past_end", width: 1, from: "fields", to: "round" }] : []),
          { name: "fields", width: n - 2, from: "fields", to: "shift" },
          { name: "rest", width: 1, from: "fields", to: "shift" },
          { name: "body", width: n - 1, from: "shift", to: "round" },
          { name: "guard", width: 1, from: "shift", to: "round" },
          { name: "lost", width: 1, from: "shift", to: "round" },
          { name: "code", width: n, from: "round", to: "output" },
          ...(flags
            ? ["overflow", "underflow", "inexact"].map((name) => ({ name, width: 1, from: "round", to: "output" }))
            : []),
        ],
        cuts: {
          1: ["output"],
          2: ["round", "output"],
          3: ["shift", "round", "output"],
          4: ["fields", "shift", "round", "output"],
        },
      },
      { stages, enable },
    );
    return {
      p,
      pipelined: stages > 0,
      flags,
      signed: form === "signed",
      signBit: n - 1,
      n,
      bodyRange: range(n - 1),
      codeRange: range(n),
      bodyZeros: binary(0, n - 1),
      ...encodeView({ n, es, form, scaleBits, fracBits }, p),
    };
  },
  fault: {
    name: "a saturated regime rounds like any other",
    find: "guard && (lost || ",
    replace: "guard && (lost && ",
  },
});
