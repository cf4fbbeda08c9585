import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., _Ultra-Low Precision 4-bit Training of Deep Neural Networks_, NeurIPS 2020: INT4 times radix-4 FP4",
    "US 12,443,841: binary shifters take the 4-bit integers, the exponent bits of the FP4 operand are the distance; no multipliers",
  ],
  equations: [
    "`product = q * 4^(code-1) * 2^phase` in units of 2^-6, negative with the sign of `code`; 0 for the codes 0 and 8.",
    "The largest is -8 * -2 * 4^3 = 1024 = 2^16 units: 18 bits in two's complement.",
    "With `--split` the product is `product_o + carry_o`: the 1 of a negation goes into an adder that is there anyway.",
  ].join("\n"),
  picture: ["q_i -> sign -> shift -> product_o", "code_i -> sign", "code_i -> shift", "phase_i -> shift"],
  example: {
    command: "echo '3 e 1' | halfulp model int4_fp4r4_mul",
    meaning: "3 * -2 * 4^2 = -96, which is -6144 units of 2^-6: 3e800 in 18 bits",
  },
};
