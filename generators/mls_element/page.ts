import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Zhong et al., _Exploring the Potential of Low-Bit Training of Convolutional Neural Networks_, 2020: elements `<Ex,Mx>`, rounded stochastically. That the top binade ends at 1, and what underflows gradually, are choices here",
  ],
  equations: [
    "With `S` the quotient in units of the element's last place and `R` the random word of n bits, `sra` gives `floor(S + R / 2^n)`, `srb` `floor(S + (2R + 1) / 2^(n+1))`. `src` is `srb` that does not round up at equality when `R` is odd, which is the rounding of the tail to n bits first, ties to even.",
    "So with `D = 2^Mg + m` only `(S D 2^n + R D) >> n` is divided by `D`, and the quotient has `Mx + 2` bits: no long division, however many random bits there are.",
  ].join("\n"),
  picture: [
    "frac_i -> normalise -> shift -> add -> divide -> code_o",
    "factor_i -> normalise",
    "distance_i -> shift",
    "factor_i -> multiply -> add",
    "rnd_i -> multiply",
    "factor_i -> divide",
  ],
  example: {
    command: "echo '4 0 1 0' | halfulp model mls_element --frac-bits 3 --rnd-bits 4",
    meaning: "1.5 over a scale of 1.5 is 1, which saturates at 0.75, the code 7",
  },
};
