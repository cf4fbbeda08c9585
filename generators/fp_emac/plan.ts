import type { Minifloat } from "../../formats/index.js";
import { unpackedShape } from "../shared/unpacked.js";

export interface EmacFormats {
  readonly a: Minifloat;
  readonly b: Minifloat;
  readonly dst: Minifloat;
  readonly init: boolean;
}

export const termsLimits = { min: 1, max: 65536 } as const;

/** Doublings of the largest product that the most terms, and one for `init_i`, can make. */
const mostDoublings = Math.ceil(Math.log2(termsLimits.max + 1));

/** The exponent of the power of two that all numbers stay below. */
const above = (f: Minifloat): number => f.maxExp + 1;
/** The exponent of the last place. */
const last = (f: Minifloat): number => f.minExp - f.fracBits;

export interface EmacPlan {
  /** Exponent of the accumulator's last place. */
  readonly unit: number;
  /** Bits of any one term as a multiple of that, with the sign. */
  readonly termBits: number;
  /** Bits of the accumulator for the most terms. */
  readonly mostBits: number;
  /** Bits of the window that the rounding sees, from the last place on; above it are no numbers of dst. */
  readonly windowBits: number;
  /** The sum of the exp fields of a product whose last place is the accumulator's. */
  readonly lowestSum: number;
  readonly sumBits: number;
}

/** Bits of an accumulator for so many products, sign included; with `init` one term more. */
export function emacBits(c: EmacFormats, terms: number): number {
  return emacPlan(c).termBits + Math.ceil(Math.log2(terms + (c.init ? 1 : 0)));
}

/** Up to an exp field that is a power of two, where the packer needs no arithmetic on the exponent, or all of the sum. */
function windowOf(dst: Minifloat, unit: number, mostBits: number): number {
  const field = 2 ** Math.ceil(Math.log2(Math.max(2, above(dst) + dst.bias)));
  return Math.max(1, Math.min(mostBits - 1, field - dst.bias - unit + 1));
}

export function emacPlan({ a, b, dst, init }: EmacFormats): EmacPlan {
  const product = last(a) + last(b);
  const unit = init ? Math.min(product, last(a)) : product;
  const top = init ? Math.max(above(a) + above(b), above(a)) : above(a) + above(b);
  const termBits = top - unit + 1;
  const mostBits = termBits + mostDoublings;
  const fields = [a, b].map((f) => unpackedShape(f, "field"));
  const sum = (by: "minExp" | "maxExp") => fields.reduce((total, shape) => total + shape[by] + shape.offset, 0);
  return {
    unit,
    termBits,
    mostBits,
    windowBits: windowOf(dst, unit, mostBits),
    lowestSum: sum("minExp") - (product - unit),
    sumBits: Math.ceil(Math.log2(sum("maxExp") + 1)),
  };
}
