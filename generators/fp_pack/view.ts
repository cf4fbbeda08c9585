import { indexBits } from "../../formats/index.js";
import { lzc } from "../lzc/unit.js";
import { lostWidth, roundAway } from "../round_away/unit.js";
import { expExtend, plusConstant } from "../shared/exponents.js";
import { binary, decimal, range } from "../shared/literals.js";
import { unsignedBits } from "../shared/unpacked.js";
import { shiftSticky } from "../shift_sticky/unit.js";
import type { Use, View } from "../unit.js";
import { outcomeView } from "./outcome.js";
import { type PackConfig, packPlan } from "./plan.js";

/** Everything that the template of `fp_pack` prints. */
export function packView(c: PackConfig, use: Use): View {
  const plan = packPlan(c);
  const { rawBits, fieldBits, tailBits } = plan;
  const { fracBits } = c.dst;
  const right = plan.denormal === "right";
  // The number as {hidden, fraction, tail}; what stands below is ORed into one sticky bit.
  const window = 1 + fracBits + tailBits;
  const bodyBits = c.sigBits + 1;
  const alignedBits = right ? window : Math.max(bodyBits, window);
  const restBits = alignedBits - window;
  const lost = lostWidth(c.round, c.rndBits);
  const extraTail = tailBits - lost;
  const bits = (top: number, width: number) => (width === 1 ? `aligned[${top}]` : `aligned[${top}:${top - width + 1}]`);
  const tailTop = alignedBits - 2 - fracBits;
  const below = [...(restBits > 0 ? [`|${bits(restBits - 1, restBits)}`] : []), ...(right ? ["fell_out"] : [])];
  const or = (terms: string[]) => (terms.length > 0 ? terms.join(" | ") : "1'b0");

  const countBits = indexBits(c.maxLead + 1);
  const amountBits = right ? unsignedBits(1 - plan.normal.min) : 1;
  const low = (name: string, width: number, of: number) =>
    width === of ? name : width === 1 ? `${name}[0]` : `${name}[${width - 1}:0]`;
  const current = plan.normalises ? "normal_field" : "raw_field";
  const fieldBase =
    fieldBits > rawBits
      ? `{{${fieldBits - rawBits}{${current}[${rawBits - 1}]}}, ${current}}`
      : low(current, fieldBits, rawBits);
  return {
    ...outcomeView(c, plan),
    normalises: plan.normalises,
    limited: plan.denormal === "limited",
    right,
    small: plan.denormal !== "none",
    lzc: plan.normalises ? use(lzc, { width: c.maxLead + 1 }) : "",
    lead: `sig_i[${c.sigBits - 1}:${c.sigBits - 1 - c.maxLead}]`,
    countRange: range(countBits),
    rawRange: range(rawBits),
    rawTop: rawBits - 1,
    raw: `${expExtend("exp_i", plan.port, rawBits)}${plusConstant(c.dst.bias - c.offset, rawBits)}`,
    count: expExtend("leading_zeros", { min: 0, max: 2 ** countBits - 1 }, rawBits),
    // Where the shift is limited the room is smaller than the number of zeros, so its low bits are all of it.
    room: `${low("raw_field", countBits, rawBits)} - ${decimal(1, countBits)}`,
    current,
    bodyRange: range(bodyBits),
    fieldRange: range(fieldBits),
    fieldBase,
    zeroField: decimal(0, fieldBits),
    shifter: right ? use(shiftSticky, { width: bodyBits, outBits: window, amountBits }) : "",
    distance: `${decimal(1, amountBits)} - ${low(current, amountBits, rawBits)}`,
    amountRange: range(amountBits),
    amountZero: decimal(0, amountBits),
    alignedRange: range(alignedBits),
    hidden: `aligned[${alignedBits - 1}]`,
    padded: alignedBits > bodyBits ? `{normal, ${binary(0, alignedBits - bodyBits)}}` : "normal",
    hasFrac: fracBits > 0,
    fracRange: range(Math.max(1, fracBits)),
    frac: bits(alignedBits - 2, Math.max(1, fracBits)),
    fracOnes: fracBits > 0 ? "&frac & " : "",
    tail: bits(tailTop, tailBits),
    tailFirst: `aligned[${tailTop}]`,
    lost: bits(tailTop, lost),
    sticky: or([...(extraTail > 0 ? [`aligned[${tailTop - lost}]`] : []), ...below]),
    odd: fracBits > 0 ? low("frac", 1, fracBits) : low("field", 1, fieldBits),
    roundAway: use(roundAway, { round: c.round, rndBits: c.rndBits }),
    random: c.round.startsWith("sr"),
    // One binade lower the first bit of the tail is kept.
    lowerLost: extraTail > 0 ? bits(tailTop - 1, lost) : "",
    lowerSticky: or(below),
    lowerOdd: fracBits > 0 ? "1'b1" : "1'b0",
    down: fracBits > 0 ? "{field, frac}" : "field",
    downRange: range(fieldBits + fracBits),
    awayWide: fieldBits + fracBits === 1 ? "away" : `{${fieldBits + fracBits - 1}'d0, away}`,
    judgesTiny: plan.denormal !== "none" && c.flags,
  };
}
