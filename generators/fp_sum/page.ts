import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "IEEE 754-2019, clauses 4.3 and 7.4: rounding as if the exponent had no upper limit, then overflow.",
    "No paper: a part of this library, which the units share.",
  ],
  equations: `The second half of an addition, on aligned significands:

\`\`\`text
(-1)^sign_o * (2 sig_o + sticky_o) = (-1)^big_sign_i * (2 big_sig_i +- (2 small_sig_i + sticky_i))
\`\`\`

- where \`subtract_i\` is 1. Subtracting adds to the inverse, ~big + small = small - big - 1, whose inverse is big - small without a carry; where small is the larger
one, one unit is missing. With \`--increment\` that unit is given as \`increment_o\` to \`fp_pack\`, and no second carry chain stands here.
x - x is +0, with \`--downward\` (rounding \`rdn\`) -0.`,
  picture: [
    "big_sig_i -> invert -> add -> invert back -> sig_o",
    "subtract_i -> invert",
    "small_sig_i -> add",
    "sticky_i -> add",
    "invert back -> sticky_o",
    "add -> increment_o",
    "add -> sign -> sign_o",
    "big_sign_i -> sign",
    "invert back -> is zero -> is_zero_o",
  ],
  example: {
    command: "echo '0 30 1 05 1' | halfulp model fp_sum --bits 6",
    meaning: "48 - 5.5 = 42.5: not zero, positive, 0x2a and the sticky bit.",
  },
};
