import { type Fixed, type Minifloat, minifloat } from "../../formats/index.js";
import type { RoundMode } from "../../golden/index.js";
import { limitsOf } from "../fp_convert/plan.js";
import { unpackedShape } from "../shared/unpacked.js";

export interface MxQuantizeConfig {
  readonly src: Minifloat;
  readonly dst: Minifloat | Fixed;
  readonly lanes: number;
  readonly round: RoundMode;
  readonly rndBits: number;
  readonly stages: number;
  readonly enable: boolean;
}

/** E8M0: a scale is 2^(code - 127); code 254 is the largest, 255 is NaN. */
export const SCALE = { bits: 8, bias: 127, largest: 254, nan: 255n } as const;

/** Exponent of the largest power of two that the element format holds. */
export const elementMaxExp = (f: Minifloat | Fixed): number =>
  f.kind === "fixed" ? f.width - (f.signed ? 2 : 1) - f.fl : f.maxExp;

export interface MxQuantizePlan {
  /** True exponent of a number of rank 1; zero has rank 0. */
  readonly lowestExp: number;
  readonly largestRank: number;
  /** code of the scale = rank + codeOffset, before it is clamped. */
  readonly codeOffset: number;
  readonly clampsLow: boolean;
  readonly clampsHigh: boolean;
  /** A block of zeros alone would have a code above 0. */
  readonly testsEmpty: boolean;
  /** The number over its scale, in a format of its own: subtracted exponent field, the source's fraction. */
  readonly quotient: Minifloat;
  /** Its exponent field = rank - code + fieldOffset, before it is clamped to 1 and, where it can be above, `top`. */
  readonly fieldOffset: number;
  readonly top: number;
}

export function mxQuantizePlan(c: MxQuantizeConfig): MxQuantizePlan {
  const { src, dst } = c;
  const { minExp, maxExp } = unpackedShape(src, "field", "normalised");
  const emax = elementMaxExp(dst);
  const largestRank = maxExp - minExp + 1;
  const codeOffset = minExp - 1 - emax + SCALE.bias;
  const clampsHigh = largestRank + codeOffset > SCALE.largest;
  // Numbers below the floor all round alike, and those above the largest binade all saturate.
  const { floor } = limitsOf(c);
  const ceil = emax + (clampsHigh ? 1 : 0);
  const expBits = Math.ceil(Math.log2(ceil - floor + 2));
  const top = 2 ** expBits - 1;
  const quotient = minifloat({
    expBits,
    fracBits: src.fracBits,
    bias: top - ceil,
    lowest: "flush",
    hasInf: false,
    highNans: 0,
    negZero: "zero",
    spec: "a number over its MX scale",
  });
  return {
    lowestExp: minExp,
    largestRank,
    codeOffset,
    clampsLow: codeOffset < 0,
    clampsHigh,
    testsEmpty: codeOffset > 0,
    quotient,
    fieldOffset: minExp - 1 + SCALE.bias + quotient.bias,
    top,
  };
}
