import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Posit Standard 2022: es = 2, rounding on the bit string. Gustafson and Yonemoto, _Beating Floating Point at its Own Game_, 2017: the same coding with other es.",
    "Carmichael et al., _Performance-Efficiency Trade-off of Low-Precision Numerical Formats in Deep Neural Networks_ (Deep Positron), CoNGA 2019: the encoder of its posit EMAC, with rounding to nearest, ties to even, saturating at maxpos.",
  ],
  equations: `\`\`\`text
code = nearest posit of (-1)^sign * (1 + frac + sticky) * 2^scale        --form magnitude
\`\`\`

Regime, exponent and fraction are set down as one string without end and cut after n - 1 bits: the first lost bit rounds up, unless
it is alone and the last kept bit is 0. Nothing nonzero becomes zero or NaR, nothing exceeds maxpos.`,
  picture: [
    "scale_i -> regime -> shift string -> round -> code_o",
    "frac_i -> shift string",
    "sticky_i -> shift string",
    "sign_i -> regime",
    "sign_i -> round",
    "is_zero_i -> round",
    "is_nar_i -> round",
  ],
  example: {
    command: "echo '0 0 0 1 0 0' | halfulp model posit_encode --n 8 --es 1 --frac-bits 5",
    meaning: "1.0 * 2^1 is 0 10 1 0000, which is 0x50.",
  },
};
