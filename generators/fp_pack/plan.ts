import { indexBits, type Minifloat } from "../../formats/index.js";
import type { Overflow, RoundMode } from "../../golden/index.js";
import { type ExpRange, shiftRange } from "../shared/exponents.js";
import { lostBits } from "../shared/rounding.js";
import { signedBits, unsignedBits } from "../shared/unpacked.js";

export interface PackConfig {
  readonly dst: Minifloat;
  /** Bits W of the significand. */
  readonly sigBits: number;
  /** True exponents that the port can carry. */
  readonly minExp: number;
  readonly maxExp: number;
  /** The port carries exp + offset. */
  readonly offset: number;
  readonly maxLead: number;
  /** The number is one unit of the sticky bit more when `increment_i` is set. */
  readonly increment: boolean;
  readonly round: RoundMode;
  /** The rounding has been done: what stands below the last place is dropped. */
  readonly rounded: boolean;
  readonly overflow: Overflow;
  readonly rndBits: number;
  readonly flags: boolean;
}

/** Whether a number below the smallest normal one must be shifted right: then no increment can be taken along. */
export const shiftsRight = (c: Pick<PackConfig, "dst" | "minExp">): boolean =>
  c.dst.lowest === "subnormal" && c.minExp + c.dst.bias < 1;

/** What the promises about the operand leave to be done, in units of the destination's exp field. */
export interface PackPlan {
  /** On the port. */
  readonly port: ExpRange;
  /** Of the operand as it comes: exp + bias. */
  readonly raw: ExpRange;
  /** After normalisation. */
  readonly normal: ExpRange;
  readonly normalises: boolean;
  /**
   * How a result below the smallest normal number gets its leading zeros. `none`: no number is that small; `limited`:
   * normalisation stops early; `capped`: so it does, at a constant place; `right`: a right shift.
   */
  readonly denormal: "none" | "limited" | "capped" | "right";
  /** Two's complement bits of the field before it is clamped. */
  readonly rawBits: number;
  /** Bits of the field that enters the rounding, with room for its carry; two's complement if `fieldSigned`. */
  readonly fieldBits: number;
  readonly fieldSigned: boolean;
  /** Bits below the fraction that the rounding reads one by one. */
  readonly tailBits: number;
  readonly canOverflow: boolean;
  /** A nonzero number may become zero because it is below the smallest one (formats without subnormals). */
  readonly canFlush: boolean;
}

/** Bits of the count of leading zeros. */
export const leadBits = (c: Pick<PackConfig, "maxLead">): number => indexBits(c.maxLead + 1);

/** Whether normalisation stops at a constant place which is a power of two away from the exp field 0. */
export function isCapped({ dst, minExp, maxExp, maxLead, flags }: PackConfig): boolean {
  const field = maxExp + dst.bias;
  const power = field >= 2 && Number.isInteger(Math.log2(field));
  return dst.lowest === "subnormal" && minExp === maxExp && power && field - 1 <= maxLead && !flags;
}

export function packPlan(c: PackConfig): PackPlan {
  const { dst } = c;
  const port = { min: c.minExp + c.offset, max: c.maxExp + c.offset };
  const raw = shiftRange(port, dst.bias - c.offset);
  const subnormal = dst.lowest === "subnormal";
  // A normalisation that stops at the smallest normal number keeps to the promise. The other one shifts in steps: a sum
  // that has sunk into the sticky bit, far below the format, is all zeros, whatever was promised, and every step shifts.
  const limited = subnormal && raw.min >= 1;
  const capped = isCapped(c);
  const mostShifted = limited || c.maxLead === 0 ? c.maxLead : 2 ** leadBits(c) - 1;
  const normal = { min: raw.min - mostShifted, max: raw.max };
  const small = subnormal && normal.min < 1;
  // A round carry lifts a field by one.
  const top = Math.max(0, raw.max) + 1;
  const fieldSigned = !subnormal && normal.min < 0;
  const fieldBits = fieldSigned ? signedBits(normal.min, top) : unsignedBits(top);
  const maxField = Number(dst.maxFiniteCode >> BigInt(dst.fracBits));
  return {
    port,
    raw,
    normal,
    normalises: c.maxLead > 0,
    denormal: capped ? "capped" : !small ? "none" : limited ? "limited" : "right",
    // Only the comparison with the smallest normal number needs a sign; else the field fits as it comes.
    rawBits: small ? signedBits(Math.min(-1, normal.min), top) : fieldBits,
    fieldBits,
    fieldSigned,
    // The underflow flag judges the rounding one binade lower, where one more bit is kept.
    tailBits: Math.max(1, lostBits(c.round, c.rndBits)) + (small && c.flags ? 1 : 0),
    canOverflow: top > maxField,
    canFlush: !subnormal && normal.min < 1,
  };
}
