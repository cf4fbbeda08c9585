import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "IEEE 754-2019, clauses 4.3 and 7.4: rounding as if the exponent had no upper limit, then overflow.",
    "IEEE P3109 draft, rounding and saturation modes: the nine `--round` rules, StochasticA, B and C among them, and the three `--overflow` policies.",
  ],
  equations: `\`\`\`text
result = overflow(round(a + b))
\`\`\`

The formats of a, b and the result are independent. \`fp_align\` sorts by exponent, \`fp_sum\` adds, \`fp_pack\` normalises and rounds:
one path for near and far operands. Inf - Inf is NaN; x - x is +0, in \`rdn\` -0.`,
  picture: [
    "a_i -> unpack a -> fp_align -> fp_sum -> fp_pack -> result_o",
    "b_i -> unpack b -> fp_align",
    "fp_align -> fp_pack",
    "unpack a -> special cases -> fp_pack",
    "unpack b -> special cases",
    "rnd_i -> fp_pack",
  ],
  example: {
    command: "echo '38 20' | halfulp model fp_add --a e4m3",
    meaning: "1.0 + 0.125 = 1.125, which is 0x39.",
  },
};
