import { integerParam, switchParam } from "../params.js";
import { wordLimits } from "../shared/limits.js";
import { range } from "../shared/literals.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";

/** The second half of an addition: two aligned significands to a sign and a magnitude. */
export const fpSum = defineUnit({
  kind: "combinational",
  name: "fp_sum",
  summary: "Adds or subtracts two aligned significands; gives sign and magnitude.",
  page,
  params: {
    bits: integerParam({ doc: "bits of the aligned significands", ...wordLimits, tag: "w" }),
    increment: switchParam({
      doc: "add increment_o: the magnitude is one unit of sticky_o more, and no carry runs through it here",
      tag: "inc",
    }),
    downward: switchParam({ doc: "a difference of equals is -0 (rounding rdn)", tag: "dn" }),
  },
  variants: [{ bits: 6 }, { bits: 1, downward: true }, { bits: 7, increment: true }],
  ports({ bits, increment }) {
    const input = (name: string, width: number, doc: string) =>
      ({ name, dir: "in", width, role: "data", doc }) as const;
    const output = (name: string, width: number, doc: string) =>
      ({ name, dir: "out", width, role: "data", doc }) as const;
    return [
      input("big_sign_i", 1, "sign of the first significand"),
      input("big_sig_i", bits, "first significand"),
      input("subtract_i", 1, "the second one has the other sign"),
      input("small_sig_i", bits, "second significand"),
      input("sticky_i", 1, "one more bit below the second one"),
      output("is_zero_o", 1, "the sum is zero"),
      output("sign_o", 1, "sign of the sum"),
      output("sig_o", bits + 1, "magnitude of the sum, one carry bit on top"),
      output("sticky_o", 1, "one more bit below"),
      ...(increment ? [output("increment_o", 1, "one more unit of the sticky bit's weight")] : []),
    ];
  },
  behaviour: ({ increment, downward }) => [
    ["sum", "(-1)^big_sign * (2 big +- (2 small + sticky)), - where subtract"],
    ["magnitude", `2 sig + sticky${increment ? " + increment" : ""}`],
    ["x - x", downward ? "-0" : "+0"],
  ],
  model: ({ downward, increment }) => {
    return ({ big_sign_i: sign = 0n, big_sig_i = 0n, subtract_i, small_sig_i = 0n, sticky_i = 0n }) => {
      const small = 2n * small_sig_i + sticky_i;
      const sum = 2n * big_sig_i + (subtract_i === 1n ? -small : small);
      // A negative sum is the inverted one plus 1, which `increment` leaves to the rounder.
      const rest = sum < 0n && increment ? 1n : 0n;
      const magnitude = (sum < 0n ? -sum : sum) - rest;
      const zeroSign = subtract_i === 1n ? BigInt(downward) : sign;
      return {
        is_zero_o: BigInt(sum === 0n),
        sign_o: sum === 0n ? zeroSign : sum < 0n ? 1n - sign : sign,
        sig_o: magnitude >> 1n,
        sticky_o: magnitude & 1n,
        ...(increment && { increment_o: rest }),
      };
    };
  },
  view: ({ bits, increment, downward }) => ({
    downward,
    increment,
    // The carry bit, the significand, the sticky bit.
    range: range(bits + 2),
    top: bits + 1,
    invert: `{${bits + 2}{subtract_i}}`,
    back: `{${bits + 2}{subtract_i & total[${bits + 1}]}}`,
    magnitude: increment ? "inverted" : "magnitude",
    negativeWide: `{${bits + 1}'d0, negative}`,
  }),
  fault: {
    name: "no borrow from the sticky bit",
    find: "{1'b0, small_sig_i, sticky_i}",
    replace: "{1'b0, small_sig_i, 1'b0}",
  },
});
