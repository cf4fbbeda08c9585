import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., NeurIPS 2019 (HFP8): sums of three terms under one rounding. The paper publishes no data path; the window and its bound are derived here.",
  ],
  equations:
    "`(-1)^sign * (2 sig + sticky + increment) * 2^exp` is the sum of three unpacked numbers, in a window below the largest exponent; what a term loses below the window is kept as its option says.",
  picture: [
    "a_exp_i -> largest exponent -> exp_o",
    "b_exp_i -> largest exponent",
    "c_exp_i -> largest exponent",
    "a_sig_i -> align -> add -> magnitude -> sig_o",
    "b_sig_i -> align",
    "c_sig_i -> align",
    "largest exponent -> align",
    "magnitude -> sign_o",
    "align -> sticky_o",
  ],
  example: {
    command: "echo '0 3 4 0 3 4 0 1 4' | halfulp model fp_sum3 --bits 3 --exp-bits 3 --window 8",
    meaning: "Two terms of the largest exponent and one that stands two places lower.",
  },
};
