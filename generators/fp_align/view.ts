import { type ExpRange, expExtend, expShape } from "../shared/exponents.js";
import { binary, low, range, replicate, slice, unusedAbove } from "../shared/literals.js";
import { signedBits, unsignedBits } from "../shared/unpacked.js";
import { shiftSticky } from "../shift_sticky/unit.js";
import type { Use, View } from "../unit.js";
import { type AlignConfig, alignPlan } from "./plan.js";

/** Everything that the template of `fp_align` prints. */
export function alignView(c: AlignConfig, use: Use): View {
  const { a, b, out } = alignPlan(c);
  // a - b, in two's complement.
  const difference = { min: a.min - b.max, max: a.max - b.min };
  const diffBits = signedBits(Math.min(-1, difference.min), Math.max(0, difference.max));
  // The distance of a below b is ~(a - b) and one more: that one is wired, so a needs a bit more room.
  const otherBits = Math.max(c.aBits + 1, c.bBits);
  const bigBits = Math.max(c.aBits, c.bBits);
  const amountBits = unsignedBits(Math.max(0, difference.max, -difference.min - 1));
  const outBits = expShape(out).width;
  const left = (name: string, bits: number, to: number) => (bits === to ? name : `{${name}, ${binary(0, to - bits)}}`);
  const chosen = (range: ExpRange, name: string) => expExtend(name, range, outBits);
  const top = slice("difference", diffBits - 1, diffBits - 1, diffBits);
  // Where the range of the result says their value, the high bits of an exponent are not read.
  const read = Math.max(diffBits, outBits);
  return {
    aZero: c.aZero,
    unusedA: unusedAbove("a_exp_i", expShape(a).width, read),
    unusedB: unusedAbove("b_exp_i", expShape(b).width, read),
    diffRange: range(diffBits),
    diffTop: top,
    difference: `${expExtend("a_exp_i", a, diffBits)} - ${expExtend("b_exp_i", b, diffBits)}`,
    outA: chosen(a, "a_exp_i"),
    outB: chosen(b, "b_exp_i"),
    bigRange: range(bigBits),
    bigA: left("a_sig_i", c.aBits, bigBits),
    bigB: left("b_sig_i", c.bBits, bigBits),
    otherRange: range(otherBits),
    otherA: left(c.aZero ? "{1'b0, a_present}" : "{1'b0, a_sig_i}", c.aBits + 1, otherBits),
    otherB: left("b_sig_i", c.bBits, otherBits),
    aRange: range(c.aBits),
    aMask: replicate("~a_is_zero_i", c.aBits),
    amountRange: range(amountBits),
    flip: replicate(top, amountBits),
    low: low("difference", amountBits, diffBits),
    big: c.window >= bigBits ? left("anchor", bigBits, c.window) : `anchor[${bigBits - 1}:${bigBits - c.window}]`,
    shifter: use(shiftSticky, { width: otherBits, outBits: c.window, amountBits }),
  };
}
