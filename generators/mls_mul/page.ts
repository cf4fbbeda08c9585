import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Zhong et al., _Exploring the Potential of Low-Bit Training of Convolutional Neural Networks_, 2020: products within a group are integers",
  ],
  equations: [
    "An element of `<Ex,Mx>` is an integer of `Mx + 2^Ex - 1` bits times `2^(1 - 2^Ex - Mx)`, so a product is one of twice as many bits: 8 for <2,1>, 14 for <2,4>, 18 for <3,2>.",
    "The significands are multiplied and the product is shifted by the sum of the exponents.",
  ].join("\n"),
  picture: ["a_i -> unpack -> multiply -> shift -> product_o", "b_i -> unpack -> shift", "unpack -> negative_o"],
  example: {
    command: "echo '7 d' | halfulp model mls_mul",
    meaning: "0.75 * -0.375 is -72 units of 2^-8: 12 * 6 = 72, hex 48",
  },
};
