import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "OCP Microscaling Formats (MX) 1.0, sections 5 and 6.1: blocks of 32 elements under one E8M0 scale, and their dot product. The standard leaves the precision inside and the order of the additions open; here the sum is exact and rounded once.",
  ],
  equations:
    "`result = round(2^(a_scale - 127) * 2^(b_scale - 127) * (a_0 b_0 + a_1 b_1 + ...))`. A scale of 255 makes it NaN.",
  picture: [
    "a_i -> exact products -> adder tree -> magnitude -> round -> result_o",
    "b_i -> exact products",
    "a_scale_i -> exponents -> round",
    "b_scale_i -> exponents",
    "exponents -> special cases -> round",
    "exact products -> special cases",
  ],
  example: {
    command: "echo '38 38 38 38 40 40 40 40 80 7f' | halfulp model mx_dot --a e4m3 --lanes 4",
    meaning: "2 * (4 times 1.0 * 2.0) is 16.0 in fp32.",
  },
};
