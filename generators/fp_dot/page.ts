import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Gernigon et al. 2023 (on-board minifloats) and the dot-product units of accelerators: several narrow products, a wider addend, one rounding. The rounding of such units is mostly not published; here it is that of the exact sum, so that the order of the products is no matter.",
  ],
  equations: [
    "```",
    "result = round(a_0 b_0 + ... + a_(N-1) b_(N-1) + c)    one rounding of the exact sum",
    "```",
  ].join("\n"),
  picture: [
    "a_i -> products -> sum -> magnitude -> align -> add -> round -> result_o",
    "b_i -> products",
    "c_i -> align",
  ],
  example: {
    command: "echo '7e 01 fe 00 7e 01 7e 00 00000000' | halfulp model fp_dot --a e4m3 --acc fp32 --lanes 4",
    meaning: "448 * 448 + 2^-9 * 2^-9 - 448 * 448 + 0 + 0 is 2^-18 (36800000)",
  },
};
