import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Zhong et al., _Exploring the Potential of Low-Bit Training of Convolutional Neural Networks_, 2020: group scales `<Eg,Mg>`, a power of two times a short fraction. The width <8,1> and the direction of rounding are choices here",
  ],
  equations: [
    "`scale = min { s : s >= |x| }` over `s = 2^(E-bias) (1 + m / 2^Mg)`, `bias = 2^(Eg-1) - 1`; the largest `s` where none reaches `|x|`.",
    "Rounded up, so that no element exceeds 1 before it is rounded itself.",
  ].join("\n"),
  picture: ["x_i -> unpack -> round up -> clamp -> scale_o"],
  example: {
    command: "echo 4500 | halfulp model mls_scale --src fp16",
    meaning: "5.0 is rounded up to 6 = 2^2 * 1.5: E = 129, m = 1, the code 103",
  },
};
