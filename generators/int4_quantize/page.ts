import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., _Ultra-Low Precision 4-bit Training of Deep Neural Networks_, NeurIPS 2020: INT4 weights by SAWB, activations by PACT. The paper does not say how the division by the step is made",
    "SAWB with 15 levels: `alpha = 12.035 sqrt(E[w^2]) - 12.03 E[|w|]`, step `2 alpha / 14`; coefficients from the authors' code",
  ],
  equations: [
    "`q = clip(round(x * scale), -7, 7)`, with `--levels full` -8 to 7. One rounding of the exact product, to nearest.",
    "For SAWB and PACT `scale = 7 / alpha`: the reciprocal of the step, found once per tensor outside the unit.",
  ].join("\n"),
  picture: ["x_i -> unpack -> multiply -> round -> clip -> q_o", "scale_i -> unpack"],
  example: {
    command: "echo '3c00 4200' | halfulp model int4_quantize --src fp16",
    meaning: "1.0 times the scale 3.0: level 3",
  },
};
