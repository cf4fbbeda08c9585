import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Zhong et al., _Exploring the Potential of Low-Bit Training of Convolutional Neural Networks_, 2020: dynamic quantisation with a scale per tensor, a scale `<Eg,Mg>` per group and elements `<Ex,Mx>`, rounded stochastically. Left open: the direction in which the group scale is rounded, the place of the elements below it, and every bit of the hardware",
  ],
  equations: [
    "`scale = min { s of <Eg,Mg> : s >= max |x_i| }` over a group, and `element_i = sr(x_i / scale)` in `<Ex,Mx>`.",
    "The tensor scale is not here: it is taken as 1, or as applied to the numbers before.",
    "The scale is known with the last number of a group, so that the numbers are needed twice: from the memory that they are in, or through a queue as long as a group from `x_i` to `y_i`. The unit holds none of them, and groups may be of any length.",
  ].join("\n"),
  picture: [
    "x_i -> largest -> max_q -> round up -> scale_q -> scale_o",
    "max_q -> largest",
    "y_i -> unpack -> divide -> element_q -> element_o",
    "scale_q -> divide",
    "rnd_i -> divide",
  ],
  example: {
    command:
      "printf '1 0 4500 0 0 0\\n1 1 3c00 0 0 0\\n0 0 0 0 0 0\\n0 0 0 1 4500 0\\n0 0 0 1 3c00 0\\n' | halfulp model mls_quantize --src fp16",
    meaning:
      "5 and 1 have the scale 6 (code 103); the elements are 5/6, below 0.75 + half a step, as 0.75 (7), and 1/6 as 0.125 (2)",
  },
};
