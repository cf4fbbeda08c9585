import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., _Ultra-Low Precision 4-bit Training of Deep Neural Networks_, NeurIPS 2020: GradScale, a scale per layer that follows the gradients. The rule is software; what it looks at is here",
    "Wang et al., _Training Deep Neural Networks with 8-bit Floating Point Numbers_, NeurIPS 2018: loss scaling",
  ],
  equations: [
    "`max = max |x_i|` and `count = #{ |x_i| > limit or x_i is NaN }` over the numbers of a tensor, the last of which comes with `last_i`.",
    "With FP4r4 the limit is 4^3 divided by the scale: a count above some share of the tensor halves the scale, a `max` below a fourth or so of the limit doubles it.",
  ].join("\n"),
  picture: [
    "x_i -> unpack -> compare -> max_q -> max_o",
    "max_q -> compare",
    "limit_i -> compare",
    "compare -> count -> count_q -> count_o",
    "count_q -> count",
  ],
  example: {
    command: "printf '1 0 bc00 4000\\n1 1 4400 4000\\n' | halfulp model max_abs --src fp16",
    meaning: "of -1 and 4 the largest magnitude is 4, and one of them is above 2",
  },
};
