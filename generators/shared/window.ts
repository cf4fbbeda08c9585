/** How many bits a sum needs so that one rounding of it is right. */
import type { Minifloat } from "../../formats/index.js";
import type { RoundMode } from "../../golden/index.js";
import type { Operand } from "./operands.js";
import { lostBits } from "./rounding.js";

interface Target {
  readonly dst: Minifloat;
  readonly round: RoundMode;
  readonly rndBits: number;
}

/**
 * Bits of the window that both operands stand in, its top bit of weight 2^(larger exponent); what the smaller operand
 * loses below it is one sticky bit. Let X be the operand with the larger exponent, with at most z leading zeros, Y the
 * other one, d >= 0 the distance of their exponents, p the target's precision and l the bits that the rounding reads.
 *
 * - X itself stands in the window: at least its own bits.
 * - While d <= z + 1 the difference may cancel down to any bit, so nothing may be lost. The sticky bit is as good as one
 *   more bit as long as only one falls out: bits(Y) + z.
 * - From d = z + 2 on |X| >= 2^-z and |Y| < 2^(1-d) <= 2^-(z+1): the difference leads at z + 1 or above, and p + l
 *   bits from there on, then sticky, decide every rounding: z + 1 + p + l.
 * - Nothing is ever lost when the window reaches from the top of one operand to the end of the other at their largest
 *   distance: no more than that.
 *
 * Leading zeros of subnormals count only down to where the target's own last place stands still: at the smallest
 * exponent of a target with subnormals the last place is fixed, however far the sum cancels.
 */
export function sumWindow(a: Operand, b: Operand, { dst, round, rndBits }: Target): number {
  const kept = dst.sigBits + lostBits(round, rndBits);
  const zeros = (x: Operand): number => {
    if (!x.leadAtMin || dst.lowest !== "subnormal") return x.lead;
    return Math.min(x.lead, Math.max(0, x.exp.min - dst.minExp));
  };
  const anchored = (x: Operand, y: Operand): number => {
    const bound = Math.max(x.bits, zeros(x) + Math.max(y.bits, 1 + kept));
    return Math.min(bound, Math.max(x.bits, y.bits + Math.max(0, x.exp.max - y.exp.min)));
  };
  return Math.max(anchored(a, b), anchored(b, a));
}

/**
 * Most leading zeros of a nonzero sum in that window with its carry bit on top, the sticky bit counted as its last bit.
 * Deep cancellation happens at distances up to z + 1 only, where the last bit of Y is at z + bits(Y). A negative sum
 * needs a distance of at most z; where its increment is left for later it stands one unit lower, which may cost one
 * more place.
 */
export function sumLead(a: Operand, b: Operand, increment: boolean): number {
  const anchored = (x: Operand, y: Operand): number => {
    const last = Math.max(x.bits - 1, x.lead + y.bits);
    const lastNegative = Math.max(x.bits - 1, x.lead + y.bits - 1);
    return Math.max(last + 1, increment ? lastNegative + 2 : 0);
  };
  return Math.max(anchored(a, b), anchored(b, a));
}
