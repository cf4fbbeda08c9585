import { isStochastic } from "../../golden/index.js";
import { lzc } from "../lzc/unit.js";
import { roundAway } from "../round_away/unit.js";
import { expExtend, expShape, plusConstant } from "../shared/exponents.js";
import { binary, decimal, range } from "../shared/literals.js";
import { lostWidth } from "../shared/rounding.js";
import { unsignedBits } from "../shared/unpacked.js";
import { shiftSticky } from "../shift_sticky/unit.js";
import type { Use, View } from "../unit.js";
import { outcomeView } from "./outcome.js";
import { leadBits, type PackConfig, packPlan } from "./plan.js";

/** The low bits of a vector of `of` bits. */
const low = (name: string, width: number, of: number): string =>
  width === of ? name : width === 1 ? `${name}[0]` : `${name}[${width - 1}:0]`;

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
  const rest = restBits > 0 ? [bits(restBits - 1, restBits)] : [];
  const extra = extraTail > 0 ? [`aligned[${tailTop - lost}]`] : [];
  // With an increment pending the tail ends in ones without end: it is a carry where all bits below are 1.
  const any = (words: string[], fell: boolean) =>
    [...words.map((w) => `(|${w})`), ...(fell && right ? ["fell_out"] : [])].join(" | ") || "1'b0";
  const all = (words: string[]) => ["increment_i", ...words.map((w) => `(&${w})`)].join(" & ");
  const tail = (words: string[]) =>
    c.increment
      ? {
          carry: all(words),
          sticky: words.length > 0 ? `increment_i ? ~(${all(words)}) : ${any(words, true)}` : "1'b0",
        }
      : { carry: "", sticky: any(words, true) };

  const { width: portBits } = expShape(plan.port);
  const countBits = leadBits(c);
  const padBits = alignedBits - bodyBits;
  const filler = (n: number) => (c.increment ? `{${n}{increment_i}}` : binary(0, n));
  const amountBits = right ? unsignedBits(1 - plan.normal.min) : 1;
  const current = plan.normalises ? "normal_field" : "raw_field";
  const fieldBase =
    fieldBits > rawBits
      ? `{{${fieldBits - rawBits}{${current}[${rawBits - 1}]}}, ${current}}`
      : low(current, fieldBits, rawBits);
  return {
    ...outcomeView(c, plan),
    // Modulo the field's width higher bits of the exponent do not matter.
    unusedExp:
      portBits > rawBits ? (portBits - rawBits === 1 ? `exp_i[${rawBits}]` : `exp_i[${portBits - 1}:${rawBits}]`) : "",
    normalises: plan.normalises,
    limited: plan.denormal === "limited",
    right,
    small: plan.denormal !== "none",
    separateCount: plan.denormal === "limited",
    lzc: plan.denormal === "limited" ? use(lzc, { width: c.maxLead + 1 }) : "",
    lead: c.maxLead === c.sigBits ? "body" : `sig_i[${c.sigBits - 1}:${c.sigBits - 1 - c.maxLead}]`,
    steps: Array.from({ length: plan.normalises ? countBits : 0 }, (_, i) => {
      const bit = countBits - 1 - i;
      const by = 2 ** bit;
      const from = i === 0 ? "body" : `moved_${by * 2}`;
      return {
        by,
        from,
        empty: by === 1 ? `~${from}[${bodyBits - 1}]` : `~|${from}[${bodyBits - 1}:${bodyBits - by}]`,
        moved: by >= bodyBits ? filler(bodyBits) : `{${low(from, bodyBits - by, bodyBits)}, ${filler(by)}}`,
        select: countBits === 1 ? "left" : `left[${bit}]`,
      };
    }),
    emptySteps: Array.from({ length: countBits }, (_, i) => `empty_${2 ** (countBits - 1 - i)}`).join(", "),
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
    padded: padBits > 0 ? `{normal, ${filler(padBits)}}` : "normal",
    hasFrac: fracBits > 0,
    fracRange: range(Math.max(1, fracBits)),
    frac: bits(alignedBits - 2, Math.max(1, fracBits)),
    fracOnes: fracBits > 0 ? "&frac & " : "",
    tailFirst: `aligned[${tailTop}]`,
    lost: bits(tailTop, lost),
    sticky: tail([...extra, ...rest]).sticky,
    carry: tail([...extra, ...rest]).carry,
    increment: c.increment,
    odd: fracBits > 0 ? low("frac", 1, fracBits) : low("field", 1, fieldBits),
    roundAway: use(roundAway, { round: c.round, rndBits: c.rndBits, carry: c.increment }),
    random: isStochastic(c.round),
    // One binade lower the first bit of the tail is kept.
    lowerLost: extraTail > 0 ? bits(tailTop - 1, lost) : "",
    lowerSticky: tail(rest).sticky,
    lowerCarry: tail(rest).carry,
    lostAny: c.increment
      ? `increment_i ? ~(${all([bits(tailTop, tailBits), ...rest])}) : ${any([bits(tailTop, tailBits), ...rest], true)}`
      : any([bits(tailTop, tailBits), ...rest], true),
    lowerOdd: fracBits > 0 ? "1'b1" : "1'b0",
    down: fracBits > 0 ? "{field, frac}" : "field",
    downRange: range(fieldBits + fracBits),
    awayWide: fieldBits + fracBits === 1 ? "away" : `{${fieldBits + fracBits - 1}'d0, away}`,
    judgesTiny: plan.denormal !== "none" && c.flags,
  };
}
