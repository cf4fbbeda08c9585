import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Zhong et al., _Exploring the Potential of Low-Bit Training of Convolutional Neural Networks_, 2020: integer accumulation within a group, group scales by shift and add, an adder tree over groups. What the tree adds in is left open: 1-6-9 here, or any other minifloat",
  ],
  equations: [
    "Within a group `inner = inner + a * b`, exact. At its end `outer = round(outer + round(inner * scale_a * scale_b))` in the accumulator's format; behind the last product `result = outer`.",
    "`inner * scale_a * scale_b = inner (2^Mg + m_a) (2^Mg + m_b) * 2^(E_a + E_b - 2 bias - 2 Mg)`: two additions of shifted sums, and an exponent.",
    "A group has `GroupLen` products, at most as many as the integer accumulator of `--acc-bits` bits holds.",
  ].join("\n"),
  picture: [
    "a_i -> multiply -> add -> inner_q -> scale -> normalise -> round -> chunk_q -> outer add -> outer_q",
    "b_i -> multiply",
    "inner_q -> add",
    "scale_a_i -> exp_sum_q -> normalise",
    "scale_a_i -> factor_a_q -> scale",
    "scale_b_i -> exp_sum_q",
    "scale_b_i -> factor_b_q -> scale",
    "outer_q -> outer add -> result_q -> result_o",
  ],
  example: {
    command: "printf '1 0 7 7 fe ff\\n1 1 6 e fe ff\\n0 0 0 0 0 0\\n0 0 0 0 0 0\\n' | halfulp model mls_dot",
    meaning: "(0.75 * 0.75 - 0.5 * 0.5) * 1 * 1.5 = 0.46875, in 1-6-9 the code 3bc0 in the last line",
  },
};
