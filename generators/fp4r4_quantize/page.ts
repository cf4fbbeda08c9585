import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., _Ultra-Low Precision 4-bit Training of Deep Neural Networks_, NeurIPS 2020: radix-4 FP4 [1,3,0] and two-phase rounding. Where the smallest number begins, and which phase is which, is left open",
    "US 12,443,841: one sign bit, three exponent bits, no fraction",
    "Chmiel et al., _Accurate Neural Training with 4-bit Matrix Multiplications at Standard Formats_, ICLR 2023: radix 4, and each gradient quantised twice",
  ],
  equations: [
    "With `y = |x| 2^scale`, in the odd phase half of that, the code is the largest `c` of 1..7 with `y >= t(c)`, 0 where there is none:",
    "",
    "- `t(c) = (4^(c-5) + 4^(c-4)) / 2 = 0.625 * 4^(c-4)` for c = 2..7,",
    "- `t(1) = 0.5 * 4^-3`, the half of the smallest number; with `--bottom ratio` `0.625 * 4^-3`.",
    "",
    "The value of a code is `+-4^(c-4)`, in the odd phase `+-2 * 4^(c-4)`. Half way between is away from zero.",
  ].join("\n"),
  picture: ["x_i -> unpack -> step -> encode -> code_o", "phase_i -> step", "unpack -> encode"],
  example: {
    command: "printf '3c00 0\\n3c00 1\\n' | halfulp model fp4r4_quantize --src fp16",
    meaning:
      "1.0 is code 4 in the even phase; in the odd one, where 0.5 and 2 meet at 1.25, it is code 3, which is 0.5",
  },
};
