import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Carmichael et al., CoNGA 2019 and DATE 2019 (Deep Positron), the posit EMAC: exact products, a quire, one rounding. Published: the width of the quire, rounding to the nearest posit. Left open: NaR, which is kept here.",
    "Posit Standard 2022: the quire.",
  ],
  equations: [
    "```",
    "result = round(init + sum of a_k b_k)    exact sum, one rounding",
    "bits of the quire = 2^(es + 2) (n - 2) + 2 + ceil(log2 Terms)",
    "```",
  ].join("\n"),
  picture: [
    "a_i -> decode -> multiply",
    "b_i -> decode",
    "multiply -> product_q -> shift -> add -> quire_q -> first digit -> encode -> result_q -> result_o",
    "quire_q -> add",
  ],
  example: {
    command:
      "printf '1 0 0 00 00\\n0 1 0 7f 7f\\n0 1 0 01 01\\n0 1 1 81 7f\\n0 0 0 0 0\\n0 0 0 0 0\\n0 0 0 0 0\\n' | halfulp model posit_emac --n 8 --es 2",
    meaning:
      "maxpos^2 + minpos^2 - maxpos^2 is minpos^2, which rounds to minpos (01) in the third cycle after the last pair",
  },
};
