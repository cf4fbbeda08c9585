import { isStochastic } from "../../golden/index.js";
import { lzc } from "../lzc/unit.js";
import { roundAway } from "../round_away/unit.js";
import { expExtend, expShape, plusConstant } from "../shared/exponents.js";
import { binary, decimal, low, range, replicate, signExtend, slice, unusedAbove } from "../shared/literals.js";
import { lostWidth } from "../shared/rounding.js";
import { unsignedBits } from "../shared/unpacked.js";
import { shiftSticky } from "../shift_sticky/unit.js";
import type { Use, View } from "../unit.js";
import { cappedView } from "./capped.js";
import { outcomeView } from "./outcome.js";
import { leadBits, type PackConfig, packPlan } from "./plan.js";

/**
 * What the rounding must know of the bits `rest` below those that it reads: whether they hold a carry, and whether they
 * hold anything. `declared`: wires of their own are needed for it.
 */
function tailView(prefix: string, rest: string, increment: boolean, right: boolean) {
  const any = [...(rest ? [`(|${rest})`] : []), ...(right ? ["fell_out"] : [])].join(" | ");
  if (!increment) return { prefix, rest, declared: false, carry: "", sticky: any || "1'b0" };
  // With an increment pending the tail ends in ones without end: it is a carry where all bits below are 1.
  if (!rest) return { prefix, rest, declared: false, carry: "increment_i", sticky: "1'b0" };
  return { prefix, rest, declared: true, carry: `${prefix}carry`, sticky: `${prefix}sticky` };
}

/** Everything that the template of `fp_pack` prints. */
export function packView(c: PackConfig, use: Use): View {
  const plan = packPlan(c);
  const { rawBits, fieldBits, tailBits } = plan;
  const { fracBits } = c.dst;
  const right = plan.denormal === "right";
  // The number as {hidden, fraction, tail}; what stands below is ORed into one sticky bit.
  const window = 1 + fracBits + tailBits;
  const bodyBits = c.sigBits + 1;
  const capped = plan.denormal === "capped";
  const alignedBits = right || capped ? window : Math.max(bodyBits, window);
  const restBits = alignedBits - window;
  const lost = lostWidth(c.round, c.rndBits);
  const padBits = alignedBits - bodyBits;
  const normal = plan.normalises ? "normal" : "body";
  const word = right || (padBits > 0 && !capped) ? "aligned" : normal;
  const bits = (top: number, width: number) => slice(word, top, top - width + 1, alignedBits);
  const tailTop = alignedBits - 2 - fracBits;
  // The underflow flag's rounding keeps one bit more, so that one bit less is below it.
  const extraTail = tailBits - lost;
  const cappedTail = {
    prefix: "",
    rest: "",
    declared: false,
    carry: c.increment ? "increment_i & ~fell_out" : "",
    sticky: "fell_out",
  };
  const tail = (prefix: string, low: number) => tailView(prefix, low > 0 ? bits(low - 1, low) : "", c.increment, right);

  const { width: portBits } = expShape(plan.port);
  const countBits = leadBits(c);
  const filler = (n: number) => (c.increment ? replicate("increment_i", n) : binary(0, n));
  const amountBits = right ? unsignedBits(1 - plan.normal.min) : 1;
  const current = plan.normalises ? "normal_field" : "raw_field";
  const fieldBase = fieldBits > rawBits ? signExtend(current, rawBits, fieldBits) : low(current, fieldBits, rawBits);
  return {
    ...outcomeView(c, plan),
    // Modulo the field's width higher bits of the exponent do not matter.
    unusedExp: unusedAbove("exp_i", portBits, rawBits),
    capped: capped ? cappedView(c, plan.raw.max - 1, window, fieldBits) : false,
    normalises: plan.normalises && !capped,
    limited: plan.denormal === "limited",
    right,
    small: plan.denormal === "limited" || right,
    separateCount: plan.denormal === "limited",
    lzc: plan.denormal === "limited" ? use(lzc, { width: c.maxLead + 1 }) : "",
    lead: c.maxLead === c.sigBits ? "body" : `sig_i[${c.sigBits - 1}:${c.sigBits - 1 - c.maxLead}]`,
    steps: Array.from({ length: plan.normalises ? countBits : 0 }, (_, i) => {
      const bit = countBits - 1 - i;
      const by = 2 ** bit;
      const from = i === 0 ? "body" : `moved_${by * 2}`;
      return {
        by,
        to: by === 1 ? "normal" : `moved_${by}`,
        from,
        empty: by === 1 ? `~${from}[${bodyBits - 1}]` : `~|${from}[${bodyBits - 1}:${bodyBits - by}]`,
        moved: by >= bodyBits ? filler(bodyBits) : `{${low(from, bodyBits - by, bodyBits)}, ${filler(by)}}`,
        select: countBits === 1 ? "left" : `left[${bit}]`,
      };
    }),
    emptySteps:
      countBits === 1
        ? "empty_1"
        : `{${Array.from({ length: countBits }, (_, i) => `empty_${2 ** (countBits - 1 - i)}`).join(", ")}}`,
    places: `${"0".repeat(2)}1${"x".repeat(3)} -> 1${"x".repeat(3)}${(c.increment ? "i" : "0").repeat(2)}`,
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
    word,
    normal,
    hidden: bits(alignedBits - 1, 1),
    padded: padBits > 0 && !capped ? `{${normal}, ${filler(padBits)}}` : "",
    layout: [
      "hidden bit",
      ...(fracBits > 0 ? [`fraction ${fracBits}`] : []),
      `tail ${tailBits}`,
      ...(restBits > 0 ? [`rest ${restBits}`] : []),
    ].join(", "),
    hasFrac: fracBits > 0,
    fracRange: range(Math.max(1, fracBits)),
    frac: bits(alignedBits - 2, Math.max(1, fracBits)),
    fracOnes: fracBits > 0 ? "&frac & " : "",
    tailFirst: bits(tailTop, 1),
    lost: bits(tailTop, lost),
    tail: capped ? cappedTail : tail("", extraTail + restBits),
    lowerTail: tail("lower_", restBits),
    increment: c.increment,
    odd: fracBits > 0 ? low("frac", 1, fracBits) : low("field", 1, fieldBits),
    rounded: c.rounded,
    dropped: [bits(tailTop, tailTop + 1), ...(right || capped ? ["fell_out"] : [])].join(", "),
    roundAway: c.rounded ? "" : use(roundAway, { round: c.round, rndBits: c.rndBits, carry: c.increment }),
    random: isStochastic(c.round),
    // One binade lower the first bit of the tail is kept.
    lowerLost: extraTail > 0 ? bits(tailTop - 1, lost) : "",
    lostAny: `${c.increment ? `increment_i ? ~&${bits(tailTop, tailTop + 1)} : ` : ""}|${bits(tailTop, tailTop + 1)}${right ? " | fell_out" : ""}`,
    lowerOdd: fracBits > 0 ? "1'b1" : "1'b0",
    down: fracBits > 0 ? "{field, frac}" : "field",
    downRange: range(fieldBits + fracBits),
    awayWide: fieldBits + fracBits === 1 ? "away" : `{${fieldBits + fracBits - 1}'d0, away}`,
    judgesTiny: plan.denormal !== "none" && c.flags,
  };
}
