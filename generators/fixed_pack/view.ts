import { isStochastic } from "../../golden/index.js";
import { roundAway } from "../round_away/unit.js";
import { expExtend } from "../shared/exponents.js";
import { binary, decimal, range, slice } from "../shared/literals.js";
import { signedBits, unsignedBits } from "../shared/unpacked.js";
import { shiftSticky } from "../shift_sticky/unit.js";
import type { Use, View } from "../unit.js";
import { type FixedPackConfig, fixedPackPlan } from "./plan.js";

/** Everything that the template of `fixed_pack` prints. */
export function fixedPackView(c: FixedPackConfig, use: Use): View {
  const { port, top, lost, integerBits, windowBits } = fixedPackPlan(c);
  const { width, signed } = c.dst;
  const bodyBits = c.sigBits + 1;
  const distance = port.max - port.min;
  const shifts = distance > 0 && windowBits > 0;
  const amountBits = unsignedBits(distance);
  const alignedBits = integerBits + lost;
  const padBits = alignedBits - windowBits;
  const window =
    windowBits > bodyBits
      ? `{body, ${binary(0, windowBits - bodyBits)}}`
      : slice("body", bodyBits - 1, bodyBits - windowBits, bodyBits);
  const rest = windowBits >= bodyBits ? "1'b0" : `|${slice("body", bodyBits - windowBits - 1, 0, bodyBits)}`;
  const [max, min] = signed
    ? [binary(2n ** BigInt(width - 1) - 1n, width), binary(2n ** BigInt(width - 1), width)]
    : [binary(2n ** BigInt(width) - 1n, width), binary(0, width)];
  // The difference fits amountBits, so that higher bits need not be looked at.
  const subtractBits = Math.max(amountBits, signedBits(port.min, port.max));
  return {
    shifts,
    constant: windowBits > 0 && distance === 0,
    below: windowBits === 0,
    usesExp: shifts,
    shifter: shifts ? use(shiftSticky, { width: bodyBits, outBits: windowBits, amountBits }) : "",
    bodyRange: range(bodyBits),
    amountRange: range(amountBits),
    differenceRange: range(subtractBits),
    difference: `${literal(port.max, subtractBits)} - ${expExtend("exp_i", port, subtractBits)}`,
    differenceUnused: subtractBits > amountBits,
    amount: slice("difference", amountBits - 1, 0, subtractBits),
    differenceHigh: subtractBits > amountBits ? slice("difference", subtractBits - 1, amountBits, subtractBits) : "",
    windowRange: range(Math.max(1, windowBits)),
    window: windowBits > 0 ? window : "1'b0",
    rest: windowBits > 0 ? rest : "|body",
    alignedRange: range(alignedBits),
    aligned: windowBits === 0 ? binary(0, alignedBits) : padBits > 0 ? `{${binary(0, padBits)}, window}` : "window",
    keptRange: range(width),
    kept: slice("aligned", lost + width - 1, lost, alignedBits),
    hasUpper: integerBits > width,
    upper: integerBits > width ? `|${slice("aligned", alignedBits - 1, lost + width, alignedBits)}` : "1'b0",
    lost: slice("aligned", lost - 1, 0, alignedBits),
    odd: slice("aligned", lost, lost, alignedBits),
    roundAway: use(roundAway, { round: c.round, rndBits: c.rndBits }),
    random: isStochastic(c.round),
    signed,
    width,
    signBit: width - 1,
    sumBits: width + 1,
    sumRange: range(width + 1),
    zeros: binary(0, width),
    sumLow: slice("sum", width - 1, 0, width + 1),
    codeRange: range(width),
    max,
    min,
    flags: c.flags,
    place: c.dst.fl === 0 ? "1" : `2^${-c.dst.fl}`,
    top,
  };
}

const literal = (value: number, width: number): string => {
  const size = 2 ** width;
  return decimal(((value % size) + size) % size, width);
};
