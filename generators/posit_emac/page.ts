import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Carmichael et al., _Performance-Efficiency Trade-off of Low-Precision Numerical Formats in Deep Neural Networks_ (Deep Positron), CoNGA 2019: exact multiply-and-accumulate in a quire of 2^(es+2) (n-2) + 2 + ceil(log2 k) bits, one rounding at the end; n = 5 to 8, es = 0 to 2. The authors' circuits have no NaR, and saturate where the guard bits overflow.",
    "Posit Standard 2022: es = 2, rounding on the bit string. Gustafson and Yonemoto, _Beating Floating Point at its Own Game_, 2017: the same coding with other es.",
  ],
  equations: `\`\`\`text
quire  = sum of a * b, exact
result = nearest posit of quire, after the product with last_i
\`\`\`

The quire has \`Terms\` times the largest product as its range and minpos squared as its last place: 4 (n - 2) 2^es + 2 + ceil(log2 Terms)
bits. More products than \`Terms\` may wrap it, in the model as in the hardware. One NaR factor makes the result NaR. The first
product replaces the old sum, so nothing has to clear the quire.`,
  picture: [
    "a_i -> decode a -> multiply -> product_q -> align -> add -> quire_q -> first digit -> posit_encode -> result_q -> result_o",
    "b_i -> decode b -> multiply",
    "decode a -> add scales -> distance_q -> align",
    "decode b -> add scales",
    "quire_q -> add",
    "valid_i -> product_adds_q -> quire_q",
    "last_i -> product_last_q -> is_done_q -> valid_q -> valid_o",
    "is_done_q -> result_q",
  ],
  example: {
    command: "printf '1 0 40 40\\n1 1 50 40\\n0 0 0 0\\n0 0 0 0\\n' | halfulp model posit_emac --n 8 --es 1",
    meaning: "1 * 1 + 2 * 1 = 3.0: `valid_o` is 1 and the result 0x58.",
  },
};
