import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Kummer et al., AdaPT, 2021/2023: fixed point <WL,FL> per layer, switched while training, stochastic rounding, WL up to 32; the number of random bits is left open (option `rndBits`)",
  ],
  equations: [
    "```",
    "y = max(-2^(wl - 1), min(2^(wl - 1) - 1, round(x 2^fl)))",
    "```",
    "",
    "`y_o` is this integer, in units of 2^-fl. `wl_i` and `fl_i` belong to the number beside them: with `--stages` they",
    "travel along, so that two numbers of different lengths may follow each other.",
  ].join("\n"),
  picture: ["x_i -> shift -> round -> clamp -> y_o", "fl_i -> shift", "rnd_i -> round", "wl_i -> clamp"],
  example: {
    command: "echo '01800000 08 01 00' | halfulp model fixed_quantize --round srf",
    meaning: "1.5 with one fraction bit in a word of 8 bits is the code 3",
  },
};
