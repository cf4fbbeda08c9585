import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., _Ultra-Low Precision 4-bit Training of Deep Neural Networks_, NeurIPS 2020: INT4 times radix-4 FP4, sums in 16-bit floating point by chunks. Length of a chunk and rounding between chunks are left open",
    "US 12,443,841: shifters instead of multipliers, an integer adder tree, a rounder that writes floating point",
  ],
  equations: [
    "Within a chunk `inner = inner + q * code`, exact. At the end of one, `outer = round(outer + round(inner))` in the accumulator's format; behind the last product `result = outer`.",
    "A chunk has `ChunkLen` products, at most as many as the integer accumulator of `--acc-bits` bits holds: `2^(accBits-17) - 1`.",
  ].join("\n"),
  picture: [
    "q_i -> shift -> add -> inner_q -> round -> chunk_q -> outer add -> outer_q",
    "code_i -> shift",
    "phase_i -> shift",
    "inner_q -> add",
    "outer_q -> outer add -> result_q -> result_o",
  ],
  example: {
    command: "printf '1 0 3 5 0\\n1 1 7 c 0\\n0 0 0 0 0\\n0 0 0 0 0\\n' | halfulp model int4_fp4r4_mac",
    meaning: "3 * 4 + 7 * -1 = 5, in 1-6-9 the code 4280, in the fourth line, two cycles after the last product",
  },
};
