import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "OCP 8-bit Floating Point Specification (OFP8) 1.0: `e4m3` and `e5m2`, their ranges and special codes.",
    "IEEE 754-2019, clauses 4.3 and 7.4: rounding as if the exponent had no upper limit, then overflow.",
    "IEEE P3109 draft, rounding and saturation modes: the nine `--round` rules, StochasticA, B and C among them, and the three `--overflow` policies.",
  ],
  equations: `\`\`\`text
result = overflow(round(a * b))
\`\`\`

The formats of a, b and the result are independent. Significands are normalised before the multiplier, so that one place of
normalisation at most is left behind it; the exact product goes to the rounder, which alone knows subnormals. 0 * Inf is NaN.`,
  picture: [
    "a_i -> unpack a -> multiply -> fp_pack -> result_o",
    "b_i -> unpack b -> multiply",
    "unpack a -> add exponents -> fp_pack",
    "unpack b -> add exponents",
    "unpack a -> special cases -> fp_pack",
    "unpack b -> special cases",
    "rnd_i -> fp_pack",
  ],
  example: {
    command: "echo '38 40' | halfulp model fp_mul --a e4m3",
    meaning: "1.0 * 2.0 = 2.0, which is 0x40.",
  },
};
