import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Posit Standard 2022: es = 2, rounding on the bit string. Gustafson and Yonemoto, _Beating Floating Point at its Own Game_, 2017: the same coding with other es.",
  ],
  equations: `\`\`\`text
result = nearest posit of a + b, ties to the even code
\`\`\`

Operands are ordered by scale alone and stay in two's complement; a sum that loses bits is shifted by one place at most, so two
bits and a sticky bit below the larger operand are enough.`,
  picture: [
    "a_i -> decode a -> order -> align -> add -> normalise -> posit_encode -> result_o",
    "b_i -> decode b -> order",
    "order -> add",
    "align -> posit_encode",
    "decode a -> special -> posit_encode",
    "decode b -> special",
  ],
  example: {
    command: "echo '50 40' | halfulp model posit_add --n 8 --es 1",
    meaning: "2.0 + 1.0 = 3.0, which is 0x58.",
  },
};
