import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Banner et al., NeurIPS 2018, section 4: 8-bit GEMMLOWP codes with zero points, products of the weight gradient with 16-bit gradients (`--b 'int(16)'`); accumulator widths are left open (option `accBits`)",
  ],
  equations: ["```", "result = sum (a - zero_a) (b - zero_b), exact, modulo 2^accBits", "```"].join("\n"),
  picture: [
    "a_i -> subtract_a -> multiply",
    "zero_a_i -> subtract_a",
    "b_i -> subtract_b -> multiply",
    "zero_b_i -> subtract_b",
    "multiply -> product_q -> add -> acc_q -> add",
    "add -> result_q -> result_o",
  ],
  example: {
    command: "printf '1 0 82 7f 80 80\\n1 1 81 83 80 80\\n0 0 00 00 00 00\\n' | halfulp model uint8_dot",
    meaning: "the third line is 2 * -1 + 1 * 3 = 1",
  },
};
