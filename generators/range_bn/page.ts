import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Banner et al., NeurIPS 2018, section 3: Range BN, (x - mean) / (C(n) range(x - mean)) with C(n) = 1 / sqrt(2 ln n); the authors' code takes the mean range of 16 chunks and a factor of 0.175 (1 + sqrt(pi ln 4)); the widths are left open",
  ],
  equations: [
    "```",
    "sum_o   = sum of x over the batch",
    "range_o = sum over its chunks of (max x - min x)",
    "y_o     = saturate(round((x - mean) recip))",
    "```",
    "",
    "Numbers need two passes: `sum_o` and `range_o` of the first give mean = sum / n and recip = 1 / (C(n) range) of the second.",
    "The division is one per batch and stands outside; there is no square and no root anywhere.",
  ].join("\n"),
  picture: [
    "x_i -> extremes -> high_q -> extremes",
    "extremes -> low_q -> extremes",
    "extremes -> add_ranges -> range_q -> range_o",
    "x_i -> add -> sum_q -> sum_o",
    "x_i -> subtract -> multiply -> round -> saturate -> y_q -> y_o",
    "mean_i -> subtract",
    "recip_i -> multiply",
    "rnd_i -> round",
  ],
  example: {
    command: "echo '1 1 0c 02 4000' | halfulp model range_bn",
    meaning: "y_o is (12 - 2) / 4 = 2.5, in units of 1/32 the code 0x50; the sum of the batch is 12, its range 0",
  },
};
