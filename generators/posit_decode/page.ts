import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Posit Standard 2022: es = 2, rounding on the bit string. Gustafson and Yonemoto, _Beating Floating Point at its Own Game_, 2017: the same coding with other es.",
    "Carmichael et al., _Performance-Efficiency Trade-off of Low-Precision Numerical Formats in Deep Neural Networks_ (Deep Positron), CoNGA 2019: the decoder of its posit EMAC (sign, regime run, exponent, fraction). It complements negative posits first; here they are decoded as they stand, with `--form signed` also into two's complement.",
  ],
  equations: `\`\`\`text
value = (-1)^sign * (1 + frac) * 2^scale          --form magnitude
value = (1 - 3 sign + frac) * 2^scale             --form signed
scale = regime * 2^es + exponent
\`\`\`

The run of equal bits behind the sign is counted on the XOR of neighbours, so no copy is inverted; what follows it is shifted up by the count.
Zero and NaR are the two codes with nothing behind the sign.`,
  picture: [
    "code_i -> turns -> count run -> scale -> scale_o",
    "code_i -> shift -> frac_o",
    "count run -> shift -> scale",
    "code_i -> sign_o",
    "code_i -> special -> is_zero_o",
    "special -> is_nar_o",
  ],
  example: {
    command: "echo '50' | halfulp model posit_decode --n 8 --es 1",
    meaning: "0 10 1 0000: regime 0 and exponent 1, so 2^1 times 1.0.",
  },
};
