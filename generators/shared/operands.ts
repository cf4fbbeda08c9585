/** The operands of an arithmetic unit: their ports, their unpackers, and what the data path may assume about them. */
import type { Format, Minifloat } from "../../formats/index.js";
import type { Port } from "../design.js";
import { fpUnpack } from "../fp_unpack/unit.js";
import type { Use, View } from "../unit.js";
import { type ExpRange, expExtend } from "./exponents.js";
import { range } from "./literals.js";
import { type SigForm, unpackedShape } from "./unpacked.js";

/** An unpacked number: the true exponents it can have and how its significand is filled. */
export interface Operand {
  /** Bits of the significand, the top one of weight 2^exp. */
  readonly bits: number;
  readonly exp: ExpRange;
  /** Most leading zeros of a nonzero significand. */
  readonly lead: number;
  /** Leading zeros occur at the smallest exponent only: subnormals of a format. */
  readonly leadAtMin: boolean;
}

export function operandOf(f: Minifloat, form: SigForm = "asis"): Operand {
  const { minExp, maxExp } = unpackedShape(f, "field", form);
  const lead = f.lowest === "subnormal" && form === "asis" ? f.fracBits : 0;
  return { bits: f.sigBits, exp: { min: minExp, max: maxExp }, lead, leadAtMin: true };
}

/** An exp field as its port carries it, in `to` bits of two's complement. */
export function fieldExtend(name: string, f: Minifloat, to: number, form: SigForm = "asis"): string {
  const { minExp, maxExp, offset } = unpackedShape(f, "field", form);
  return expExtend(name, { min: minExp + offset, max: maxExp + offset }, to);
}

/** The exact product; its exponent is one above the sum since the product of two significands reaches 4. */
export function productOf(a: Operand, b: Operand): Operand {
  return {
    bits: a.bits + b.bits,
    exp: { min: a.exp.min + b.exp.min + 1, max: a.exp.max + b.exp.max + 1 },
    lead: a.lead + b.lead + 1,
    leadAtMin: false,
  };
}

/** A product of normalised numbers that is normalised itself; its exponent is one above theirs for a top bit that is set. */
export function normalisedProduct(a: Operand, b: Operand): Operand {
  const { bits, exp } = productOf(a, b);
  return { bits, exp: { min: exp.min - 1, max: exp.max }, lead: 0, leadAtMin: false };
}

export const operandPort = (name: string, format: Format, doc: string): Port => ({
  name: `${name}_i`,
  dir: "in",
  width: format.width,
  role: "data",
  format,
  doc,
});

interface UnpackOptions {
  readonly form?: SigForm;
  /** The result's format, where it takes the sign of a zero from the operands. */
  readonly into?: Minifloat;
}

/** True where the sign bit of a zero means nothing in `f`, but would in `into`. */
export function losesZeroSign(f: Minifloat, into: Minifloat): boolean {
  // -0 is no code where it is NaN, but fractions that read as zero have a sign all the same.
  const negativeZero = f.negZero === "zero" || f.lowest === "flush";
  return into.signedZero && !f.signedZero && negativeZero;
}

/** What `shared/operands.v.njk` prints for one operand; its exponent is the exp field. */
export function unpackView(name: string, code: string, f: Minifloat, use: Use, options: UnpackOptions = {}): View {
  const { form = "asis", into } = options;
  const oneZero = into !== undefined && losesZeroSign(f, into);
  return {
    name,
    code,
    module: use(fpUnpack, { src: f, exp: "field", sig: form }),
    expRange: range(unpackedShape(f, "field", form).expWidth),
    sigRange: range(f.sigBits),
    // A format with one zero reads both of its codes as +0.
    oneZero,
    signBit: oneZero ? `${name}_sign_bit` : `${name}_sign`,
  };
}

/**
 * Row of the behaviour table on NaN. `invalid`: the operations on numbers and infinities that give it; none of them is
 * there without infinity.
 */
export function nanRow(
  operands: readonly Minifloat[],
  dst: Minifloat,
  invalid: readonly string[],
): readonly (readonly [string, string])[] {
  const causes = [
    ...(operands.some((f) => f.nanCode !== undefined) ? ["a NaN operand"] : []),
    ...(hasInf(operands) ? invalid : []),
  ];
  if (causes.length === 0) return [];
  const listed = [causes.slice(0, -1).join(", "), ...causes.slice(-1)].filter((text) => text !== "").join(" and ");
  const code = dst.nanCode === undefined ? "largest number: the result has no NaN" : "canonical NaN";
  return [["NaN", `${listed} give${causes.length > 1 ? "" : "s"} the ${code}`]];
}

/** Whether infinity can come in at all; without it the templates say that its logic folds away. */
export const hasInf = (operands: readonly Minifloat[]): boolean => operands.some((f) => f.hasInf);
