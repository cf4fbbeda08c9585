import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Gupta et al., _Deep Learning with Limited Numerical Precision_, ICML 2015, section 3 (limited precision arithmetic): the fixed-point format <IL, FL>, nearest and stochastic rounding, saturation at both ends. Its stochastic rounding goes to the floor; the modes here round magnitudes, which has the same probabilities but for what lies below the last bit of the random word.",
    "IEEE P3109 draft, rounding and saturation modes: the nine `--round` rules, StochasticA, B and C among them, and the three `--overflow` policies.",
  ],
  equations: `\`\`\`text
x    = (-1)^sign * (2 sig + sticky) * 2^(exp - W)
code = clamp(round(x * 2^fl), lowest, highest)
\`\`\`

The significand is shifted into a window whose top bit has the weight of the largest exponent, the bits below the last place decide
the rounding, and one adder rounds and negates: -(kept + away) = ~kept + 1 - away. What does not fit becomes the end of the range;
NaN becomes the largest number. A negative number into an unsigned format gives 0.`,
  picture: [
    "sig_i -> shift_sticky -> round_away -> round and negate -> saturate -> code_o",
    "sticky_i -> shift_sticky",
    "exp_i -> shift_sticky",
    "shift_sticky -> round and negate",
    "rnd_i -> round_away",
    "sign_i -> round and negate",
    "is_nan_i -> saturate",
    "is_inf_i -> saturate",
    "is_zero_i -> saturate",
  ],
  example: {
    command:
      "printf '0 0 0 0 0 b 0\\n0 0 0 1 0 b 0\\n' | halfulp model fixed_pack --dst 'fixed(4,4)' --sig-bits 4 --min-exp -6 --max-exp 4",
    meaning: "1.375 is 22/16, 0x16, and -1.375 is 0xea.",
  },
};
