import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Posit Standard 2022, section on fused operations: a * b + c rounded once. Gustafson and Yonemoto 2017 for es other than 2.",
  ],
  equations: "`result = round(a * b + c)`, to nearest on the bit string, ties to the even code; never to 0 or NaR.",
  picture: [
    "a_i -> decode -> multiply -> order -> align -> add -> normalise -> encode -> result_o",
    "b_i -> decode",
    "c_i -> decode",
  ],
  example: {
    command: "echo '40 50 40' | halfulp model posit_fma --n 8 --es 1",
    meaning: "1.0 * 2.0 + 1.0 = 3.0 (58)",
  },
};
