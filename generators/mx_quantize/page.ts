import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "OCP Microscaling Formats (MX) 1.0, section 6.3: the shared scale is the largest power of two not above the largest magnitude, over the largest power of two of the elements; elements that are too large saturate. The rounding of the elements and NaN blocks are left open there",
  ],
  equations: [
    "`scale = clamp(floor(log2(max |x_i|)) - emax, -127, 127)`, and `element_i = round(x_i / 2^scale)`, saturating; `scale_o = scale + 127`.",
    "`emax` is the exponent of the largest power of two among the elements: 8 for E4M3, 15 for E5M2, 4 for E3M2, 2 for E2M3 and E2M1, 0 for INT8.",
    "Zeros alone have the code 0. A NaN or an infinity makes the whole block NaN: code 255, elements 0.",
  ].join("\n"),
  picture: [
    "x_i -> unpack -> largest exponent -> clamp -> scale_o",
    "unpack -> subtract exponents -> round -> element_o",
    "clamp -> subtract exponents",
    "rnd_i -> round",
  ],
  example: {
    command: "echo '4180 bf80 3f00 0000' | halfulp model mx_quantize --src bf16 --dst e2m1 --lanes 4",
    meaning: "16, -1, 0.5 and 0 have the scale 2^2 (81): 4.0 (6), -0.25 to even as -0 (8), 0.125 as 0, and 0",
  },
};
