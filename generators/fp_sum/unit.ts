import { integerParam, switchParam } from "../params.js";
import { range } from "../shared/literals.js";
import { defineUnit } from "../unit.js";

/** The second half of an addition: two aligned significands to a sign and a magnitude. */
export const fpSum = defineUnit({
  kind: "combinational",
  name: "fp_sum",
  summary: "Adds or subtracts two aligned significands; gives sign and magnitude.",
  params: {
    bits: integerParam({ doc: "bits of the aligned significands", min: 1, max: 127, tag: "w" }),
    downward: switchParam({ doc: "a difference of equals is -0 (rounding rdn)", tag: "dn" }),
  },
  variants: [{ bits: 6 }, { bits: 1, downward: true }],
  ports({ bits }) {
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
    ];
  },
  model: ({ downward }) => {
    return ({ big_sign_i: sign = 0n, big_sig_i = 0n, subtract_i, small_sig_i = 0n, sticky_i = 0n }) => {
      const small = 2n * small_sig_i + sticky_i;
      const sum = 2n * big_sig_i + (subtract_i === 1n ? -small : small);
      const magnitude = sum < 0n ? -sum : sum;
      const zeroSign = subtract_i === 1n ? BigInt(downward) : sign;
      return {
        is_zero_o: BigInt(sum === 0n),
        sign_o: sum === 0n ? zeroSign : sum < 0n ? 1n - sign : sign,
        sig_o: magnitude >> 1n,
        sticky_o: magnitude & 1n,
      };
    };
  },
  view: ({ bits, downward }) => ({
    downward,
    // Two's complement: a sign bit, the carry bit, the significand, the sticky bit.
    range: range(bits + 3),
    top: bits + 2,
    magRange: range(bits + 2),
    magTop: bits + 1,
    zeros: `${bits + 2}'d0`,
  }),
  fault: {
    name: "no borrow from the sticky bit",
    find: "{2'b00, small_sig_i, sticky_i}",
    replace: "{2'b00, small_sig_i, 1'b0}",
  },
});
