import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Kulisch, Computer Arithmetic and Validity (2008): exact dot products in fixed point.",
    "OCP Microscaling Formats (MX) 1.0, section 6.1: the dot product of two blocks, whose internal precision the standard leaves open; here it is exact.",
  ],
  equations:
    "`sum = a_0 b_0 + a_1 b_1 + ...` in units of the formats' product grid, without any rounding: `ceil(log2 lanes)` bits above a product.",
  picture: [
    "a_i -> products -> adder tree -> sum_o",
    "b_i -> products",
    "products -> special cases -> is_nan_o",
    "special cases -> is_inf_o",
  ],
  example: {
    command: "echo '38 38 38 38 40 40 40 40' | halfulp model exact_dot --a e4m3",
    meaning: "Four times 1.0 * 2.0 is 2^21 units of 2^-18.",
  },
};
