import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Gupta et al., ICML 2015, section 3: stochastic rounding to floor(x) or floor(x) + 1, here `srf`; how many random bits are added is left open (option `rndBits`)",
    "IEEE P3109 draft: StochasticA on the magnitude, here `sra`",
  ],
  equations: [
    "With x = `x_i` 2^-drop, the result is the nearest code to r(x):",
    "",
    "```",
    "rdn  floor(x)                    rhu  floor(x + 1/2)",
    "rne  nearest, ties to even       rna  nearest, ties away from zero",
    "srf  floor(x + R 2^-n)           sra  sign(x) (floor|x| + (floor(frac|x| 2^n) + R >= 2^n))",
    "```",
  ].join("\n"),
  picture: ["x_i -> round -> saturate -> y_o", "rnd_i -> round"],
  example: {
    command: "echo '0058 80' | halfulp model fixed_round --drop 4 --width 8 --round srf",
    meaning: "5.5 + 128/256 = 6",
  },
};
