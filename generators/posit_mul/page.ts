import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Posit Standard 2022: es = 2, rounding on the bit string. Gustafson and Yonemoto, _Beating Floating Point at its Own Game_, 2017: the same coding with other es.",
    "Carmichael et al., _Performance-Efficiency Trade-off of Low-Precision Numerical Formats in Deep Neural Networks_ (Deep Positron), CoNGA 2019: the multiplier of its posit EMAC, here with a rounding of its own.",
  ],
  equations: `\`\`\`text
result = nearest posit of a * b, ties to the even code
\`\`\`

Significands stay in two's complement, 1 - 3 sign + frac, so that neither operands nor result are complemented; the product is
written as the product of the fractions and two rows that depend on the signs. One NaR makes NaR.`,
  picture: [
    "a_i -> decode a -> multiply -> normalise -> posit_encode -> result_o",
    "b_i -> decode b -> multiply",
    "decode a -> add scales -> normalise",
    "decode b -> add scales",
    "decode a -> special -> posit_encode",
    "decode b -> special",
  ],
  example: {
    command: "echo '50 48' | halfulp model posit_mul --n 8 --es 1",
    meaning: "2.0 * 1.5 = 3.0, which is 0x58.",
  },
};
