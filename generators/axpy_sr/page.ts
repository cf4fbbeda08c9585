import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Wang et al., NeurIPS 2018 (FP8 training): the three vector operations of the weight update (L2 regularisation, momentum, step) in 1-6-9 with floating-point stochastic rounding. Published: format and rounding, and that nearest rounding there costs about 4 points of AlexNet accuracy. Left open: number and source of the random bits, and whether the product is rounded before the addition; here it is not.",
  ],
  equations: [
    "```",
    "y' = sr(a * x + y)    one rounding of the exact value, with the lfsr's present word R",
    "sra: away from zero when floor(nu 2^n) + R >= 2^n, nu being the lost part in units of the last place",
    "```",
  ].join("\n"),
  picture: [
    "a_i -> multiply",
    "x_i -> multiply",
    "multiply -> align -> add -> round -> result_q -> result_o",
    "y_i -> align",
    "lfsr -> round",
    "valid_i -> valid_q -> valid_o",
  ],
  example: {
    command: "echo '0 0 1 3c00 2c00 3e00' | halfulp model axpy_sr",
    meaning:
      "0.5 * 2^-9 + 1 = 1 + 2^-10 lies half way between 1 (3e00) and 1 + 2^-9 (3e01); the first word of the default seed decides",
  },
};
