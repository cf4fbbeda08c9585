import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Kulisch, Computer Arithmetic and Validity (2008): exact dot products in fixed point. The grid is derived from the formats, whatever they are.",
  ],
  equations:
    "`product = a * b / 2^unit`, an integer: `unit` is the sum of the last places of both formats, so that no product has a digit below it. " +
    "For `e4m3` it is 2^-18 and the product has 37 bits.",
  picture: [
    "a_i -> unpack a -> multiply",
    "b_i -> unpack b -> multiply",
    "multiply -> negate -> shift -> product_o",
    "unpack a -> exponents -> shift",
    "unpack b -> exponents",
    "unpack a -> special cases -> is_nan_o",
    "special cases -> is_inf_o",
  ],
  example: {
    command: "echo '38 40' | halfulp model exact_product --a e4m3",
    meaning: "1.0 * 2.0 is 2^19 units of 2^-18.",
  },
};
