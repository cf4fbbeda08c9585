import { type ExpRange, expExtend, expShape } from "../shared/exponents.js";
import { binary, range } from "../shared/literals.js";
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
  const sigBits = Math.max(c.aBits, c.bBits);
  const amount = Math.max(0, difference.max, -difference.min);
  const amountBits = unsignedBits(amount);
  const outBits = expShape(out).width;
  const left = (name: string, bits: number, to: number) => (bits === to ? name : `{${name}, ${binary(0, to - bits)}}`);
  const chosen = (range: ExpRange, name: string) => expExtend(name, range, outBits);
  return {
    aZero: c.aZero,
    diffRange: range(diffBits),
    diffTop: diffBits - 1,
    difference: `${expExtend("a_exp_i", a, diffBits)} - ${expExtend("b_exp_i", b, diffBits)}`,
    outA: chosen(a, "a_exp_i"),
    outB: chosen(b, "b_exp_i"),
    sigRange: range(sigBits),
    sigA: left("a_sig_i", c.aBits, sigBits),
    sigB: left("b_sig_i", c.bBits, sigBits),
    amountRange: range(amountBits),
    distance: amountBits < diffBits ? `distance[${amountBits - 1}:0]` : "distance",
    unusedDistance: amountBits < diffBits,
    distanceTop: diffBits - 1,
    big: c.window >= sigBits ? left("anchor", sigBits, c.window) : `anchor[${sigBits - 1}:${sigBits - c.window}]`,
    shifter: use(shiftSticky, { width: sigBits, outBits: c.window, amountBits }),
  };
}
