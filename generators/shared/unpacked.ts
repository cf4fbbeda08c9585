/** The unpacked form between `fp_unpack` and `fp_pack`: what its exponent and significand look like for a format. */
import { indexBits, type Minifloat } from "../../formats/index.js";

/** `unbiased`: the signed exp. `field`: exp + bias, unsigned, which saves the subtraction where widths are known. */
export const expCodings = ["unbiased", "field"] as const;
export type ExpCoding = (typeof expCodings)[number];

/** `asis`: subnormals keep their leading zeros. `normalised`: the top bit is always set, and zero is only a flag. */
export const sigForms = ["asis", "normalised"] as const;
export type SigForm = (typeof sigForms)[number];

export interface UnpackedShape {
  /** Added to exp to give `exp_o`. */
  readonly offset: number;
  /** Range of the exp of every code, Inf and NaN included. */
  readonly minExp: number;
  readonly maxExp: number;
  readonly expWidth: number;
  readonly expSigned: boolean;
  readonly sigWidth: number;
}

/**
 * value = (-1)^sign * sig * 2^(exp - fracBits), exp = exp_o - offset. Subnormals as they are keep the exp of the lowest
 * binade; normalised ones go down by one for each of their leading zeros.
 */
export function unpackedShape(f: Minifloat, coding: ExpCoding, form: SigForm = "asis"): UnpackedShape {
  // The field as it stands except that subnormals are one binade up.
  const subnormal = f.lowest === "subnormal";
  const lowest = form === "asis" ? 1 : Math.min(0, 1 - f.fracBits);
  const minField = subnormal ? lowest : 0;
  const maxField = Math.max(minField, 2 ** f.expBits - 1);
  const range = { minExp: minField - f.bias, maxExp: maxField - f.bias, sigWidth: f.sigBits };
  if (coding === "unbiased" || minField < 0) {
    const offset = coding === "unbiased" ? 0 : f.bias;
    const expWidth = signedBits(range.minExp + offset, range.maxExp + offset);
    return { ...range, offset, expWidth, expSigned: true };
  }
  return { ...range, offset: f.bias, expWidth: f.expBits, expSigned: false };
}

/** Bits of a two's complement number that holds min..max. */
export function signedBits(min: number, max: number): number {
  const magnitude = Math.max(max + 1, min < 0 ? -min : 0);
  return 1 + (magnitude <= 1 ? (max > 0 ? 1 : 0) : indexBits(magnitude));
}

/** Bits of an unsigned number that holds 0..max, at least one. */
export function unsignedBits(max: number): number {
  return indexBits(max + 1);
}
