import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "NVIDIA's NVFP4, as several public implementations agree: blocks of 16 E2M1 elements under an E4M3 scale, and one fp32 scale for a whole tensor. The tensor's scale is not part of the unit: it multiplies the result, or the sum of many.",
  ],
  equations:
    "`result = round(a_scale * b_scale * (a_0 b_0 + a_1 b_1 + ...))`, exact before the one rounding. A NaN scale makes it NaN.",
  picture: [
    "a_i -> exact products -> adder tree -> magnitude -> multiply -> round -> result_o",
    "b_i -> exact products",
    "a_scale_i -> unpack -> scale product -> multiply",
    "b_scale_i -> unpack",
    "unpack -> exponents -> round",
    "unpack -> special cases -> round",
  ],
  example: {
    command: "echo '2 2 4 4 38 40' | halfulp model nvfp4_dot --lanes 2",
    meaning: "1 * 2 * (1 * 2 + 1 * 2) is 8.0 in fp32.",
  },
};
