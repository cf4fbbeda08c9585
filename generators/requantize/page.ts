import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Banner et al., NeurIPS 2018, section 4, and the authors' code: GEMMLOWP quantisation with scale and zero point, ties to even on the host, stochastic for the gradient that goes on to dX; where the zero point is added is open (here behind the rounding, as GEMMLOWP does)",
  ],
  equations: ["```", "q = clamp(round(acc mult 2^-shift) + zero)", "```"].join("\n"),
  picture: [
    "acc_i -> multiply -> shift -> round -> offset -> clamp -> q_o",
    "mult_i -> multiply",
    "shift_i -> shift",
    "rnd_i -> round",
    "zero_i -> offset",
  ],
  example: {
    command: "echo '000003e8 8000 12 80' | halfulp model requantize",
    meaning: "1000 / 8 = 125, and 128 is the code of 0: 253",
  },
};
