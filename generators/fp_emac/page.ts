import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Carmichael et al., CoNGA 2019 and DATE 2019 (Deep Positron), the floating-point EMAC: exact products, a wide sum, one rounding. Published: the structure, the width of the sum, subnormals in and out. Left open: NaN and infinity, which are kept here, and overflow, which theirs clips.",
    "Gernigon et al. 2023 (on-board minifloats): formats of 6 bits and fewer, where an exact sum is smaller than a rounding adder.",
  ],
  equations: [
    "```",
    "result = round(init + sum of a_k b_k)    exact sum, one rounding",
    "bits of the sum = (EA - mA) + (EB - mB) + 1 + ceil(log2 Terms),   largest number < 2^E, last place 2^m",
    "```",
  ].join("\n"),
  picture: [
    "a_i -> multiply",
    "b_i -> multiply",
    "multiply -> product_q -> shift -> add -> sum_q -> round -> result_q -> result_o",
    "sum_q -> add",
  ],
  example: {
    command:
      "printf '1 0 7e 7e\\n1 0 01 01\\n1 1 fe 7e\\n0 0 0 0\\n0 0 0 0\\n0 0 0 0\\n' | halfulp model fp_emac --a e4m3 --dst fp32",
    meaning:
      "448 * 448 + 2^-9 * 2^-9 - 448 * 448 is 2^-18 (36800000) in the third cycle after the last pair: no bit is lost on the way",
  },
};
