import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Wang et al., _Training Deep Neural Networks with 8-bit Floating Point Numbers_, NeurIPS 2018: floating-point stochastic rounding, up with the probability of the discarded fraction. Number of random bits and their source are not published.",
    "Gupta et al., _Deep Learning with Limited Numerical Precision_, ICML 2015: the random word is added to the bits that are dropped.",
    "IEEE P3109 draft, rounding and saturation modes: the nine `--round` rules, StochasticA, B and C among them, and the three `--overflow` policies.",
  ],
  equations: `\`\`\`text
code_o = convert(code_i), rounded away where floor(nu 2^n) + R >= 2^n  (sra; srb and src as in numerics.md)
R      = n = --rnd-bits bits of an lfsr that advances with each valid code
\`\`\`

The register has 8 bits more than the word at least, so that the word 0, which comes once less than the others, is rarer by less than
one part in 2^8. An exact value never moves.`,
  picture: [
    "code_i -> fp_convert -> code_q -> code_o",
    "lfsr -> fp_convert",
    "seed_i -> lfsr",
    "seed_valid_i -> lfsr",
    "valid_i -> lfsr",
    "valid_i -> valid_q -> valid_o",
  ],
  example: {
    command:
      "printf '0 0 1 3ec0\\n0 0 1 3ec0\\n0 0 1 3ec0\\n0 0 1 3ec0\\n' | halfulp model stochastic_round --src dlf16 --dst e5m2",
    meaning: "1.375 four times, between 1.25 (0x3d) and 1.5 (0x3e) of `e5m2`: the words of the register decide.",
  },
};
