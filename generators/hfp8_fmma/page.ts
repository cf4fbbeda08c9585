import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., NeurIPS 2019 (HFP8) and the 7 nm chip of the same group (ISSCC 2021): FMMA, two products and an addend, with one rounding to 1-6-9. Published in US patent 11,455,142: the terms are aligned to the larger product, a selected number of bits is kept. Left open: how many bits, and whether a sticky bit is kept; both are options here. Where the addend is larger than both products the alignment is to the addend, which the claims do not treat.",
  ],
  equations: [
    "```",
    "result = round(a0 b0 + a1 b1 + c)",
    "exact:  the exact sum",
    "sticky: each term in a window of alignW bits under the largest one, what it loses is one bit below",
    "cut:    the same, what it loses is nothing",
    "```",
  ].join("\n"),
  picture: [
    "a0_i -> widen -> multiply -> align -> add -> round -> result_o",
    "b0_i -> widen",
    "a1_i -> widen",
    "b1_i -> widen",
    "c_i -> align",
  ],
  example: {
    command: "echo '38 38 38 3c 0 1 3e00' | halfulp model hfp8_fmma",
    meaning: "1.0 * 0.5 + 1.0 * 1.0 + 1.0 = 2.5 (4080): b0 and b1 are read as 1-5-2, where 38 is 0.5 and 3c is 1.0",
  },
};
