import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., NeurIPS 2019 (HFP8), round-off residual: the weight is kept in 8 bits and its rounding error in 16. Published: the scheme and that the residual is kept in 1-6-9. Left open: the sign convention, where the sum is rounded, and what happens beyond the weight's range.",
  ],
  equations: [
    "```",
    "t  = rna(W + D + R)   in acc, one rounding of the exact sum; D is the update, already scaled and with its sign",
    "W' = rna(t)           in the weight's format",
    "R' = rna(t - W')      in acc; exact unless W' is the end of its range",
    "```",
  ].join("\n"),
  picture: [
    "weight_i -> widen -> add three -> round -> round to weight -> weight_o",
    "update_i -> add three",
    "residual_i -> add three",
    "round -> subtract -> residual_o",
    "round to weight -> subtract",
  ],
  example: {
    command: "echo '38 3400 0000' | halfulp model ror_update",
    meaning:
      "1.0 + 2^-5 + 0: the step is too small for the weight, which stays 1.0 (38), and the residual is 2^-5 (3400)",
  },
};
