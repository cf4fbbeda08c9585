import { indexBits } from "../../formats/index.js";
import { lzc } from "../lzc/unit.js";
import { choiceParam, formatParam } from "../params.js";
import { binary, decimal, range, zeroExtend } from "../shared/literals.js";
import { type ExpCoding, expCodings, type SigForm, sigForms, unpackedShape } from "../shared/unpacked.js";
import { defineUnit } from "../unit.js";
import { unpackModel } from "./model.js";
import { page } from "./page.js";

/** Code to flags, sign, exponent and significand; with `fp_pack` the only place that knows a minifloat's layout. */
export const fpUnpack = defineUnit({
  kind: "combinational",
  name: "fp_unpack",
  summary: "Splits a minifloat code into flags, sign, exponent and significand.",
  page,
  params: {
    src: formatParam({ doc: "format of the code", accept: ["minifloat"] }),
    exp: choiceParam<ExpCoding>({
      doc: "exponent output: the signed exp, or the unsigned exp field, which is 1 for subnormals",
      choices: expCodings,
      fallback: () => "unbiased",
    }),
    sig: choiceParam<SigForm>({
      doc: "significand output: with the leading zeros of a subnormal, or with the top bit always set",
      choices: sigForms,
      fallback: () => "asis",
      tag: () => "norm",
    }),
  },
  variants: [
    { src: "e4m3" },
    { src: "hfp8_fwd" },
    { src: "fp12", exp: "field" },
    { src: "binary8p1", exp: "field", sig: "normalised" },
  ],
  ports({ src, exp, sig }) {
    const { expWidth, expSigned, minExp, maxExp, offset } = unpackedShape(src, exp, sig);
    const sigDoc = sig === "asis" ? "significand, hidden bit first; 0 for zero" : "significand, its top bit always set";
    const expDoc = `exp${offset === 0 ? "" : ` + ${offset}`}, ${minExp + offset}..${maxExp + offset}`;
    return [
      { name: "code_i", dir: "in", width: src.width, role: "data", format: src, doc: "the code" },
      { name: "is_zero_o", dir: "out", width: 1, role: "data", doc: "the value is zero" },
      { name: "is_inf_o", dir: "out", width: 1, role: "data", doc: "the value is infinite" },
      { name: "is_nan_o", dir: "out", width: 1, role: "data", doc: "the code is not a number" },
      { name: "sign_o", dir: "out", width: 1, role: "data", doc: "the sign bit as it stands" },
      { name: "exp_o", dir: "out", width: expWidth, role: "data", signed: expSigned, doc: expDoc },
      { name: "sig_o", dir: "out", width: src.sigBits, role: "data", doc: sigDoc },
    ];
  },
  behaviour: ({ src }) => [
    ["value", `(-1)^sign * sig * 2^(exp - ${src.fracBits})`],
    ["Inf, NaN", "exp_o and sig_o are the fields as they stand"],
  ],
  model: ({ src, exp, sig }) => unpackModel(src, exp, sig),
  view({ src, exp, sig }, use) {
    const { expWidth } = unpackedShape(src, exp, sig);
    const normalises = sig === "normalised" && src.lowest === "subnormal" && src.fracBits > 0;
    const countBits = indexBits(src.fracBits);
    const bias = exp === "unbiased" ? src.bias : 0;
    const magBits = src.width - 1;
    return {
      signBit: src.width - 1,
      // Of no use where zero is known by the field alone and every code is a number.
      usesMagnitude: src.lowest !== "flush" || src.hasInf || src.highNans > 0 || src.negZero === "nan",
      magRange: range(magBits),
      magTop: magBits - 1,
      expRange: range(src.expBits),
      fracRange: range(src.fracBits),
      fracTop: src.fracBits - 1,
      fracBits: src.fracBits,
      hasFrac: src.fracBits > 0,
      zeroMag: binary(0, magBits),
      subnormal: src.lowest === "subnormal",
      normal: src.lowest === "normal",
      flush: src.lowest === "flush",
      hasInf: src.hasInf,
      inf: binary(src.infCode ?? 0n, magBits),
      hasHighNans: src.highNans > 0,
      // All magnitude codes from here on are NaN.
      firstNan: binary((src.infCode ?? src.maxFiniteCode) + 1n, magBits),
      nanIsNegZero: src.negZero === "nan",
      // 1 in the field's lowest bit when the field is 0.
      lowestBinade: zeroExtend("~|exp_field", 1, src.expBits),
      unbiased: exp === "unbiased",
      widened: zeroExtend("exp_from_1", src.expBits, expWidth),
      widenedField: zeroExtend("exp_field", src.expBits, expWidth),
      // Subtracted modulo the width of exp_o.
      biasLiteral: decimal(((bias % 2 ** expWidth) + 2 ** expWidth) % 2 ** expWidth, expWidth),
      asis: sig === "asis",
      normalises,
      lzc: normalises ? use(lzc, { width: src.fracBits }) : "",
      countRange: range(countBits),
      shiftedRange: range(src.fracBits + 1),
      expWide: range(expWidth),
      wideField: resize("exp_field", src.expBits, expWidth),
      below: `${decimal(0, expWidth)} - ${resize("zeros", countBits, expWidth)}`,
      subMask: `{${expWidth}{~hidden}}`,
    };
  },
  fault: { name: "subnormals get a hidden bit", find: "wire hidden = |exp_field;", replace: "wire hidden = 1'b1;" },
});

/** An unsigned `name` of `from` bits in `to` bits, modulo where `to` is smaller. */
function resize(name: string, from: number, to: number): string {
  return to >= from ? zeroExtend(name, from, to) : to === 1 ? `${name}[0]` : `${name}[${to - 1}:0]`;
}
