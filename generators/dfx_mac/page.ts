import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Shawahna et al., FxP-QNet, IEEE Access 2022: dynamic fixed point, a width of 1 to 8 bits, a sign and a fraction length for each structure of a layer, integer arithmetic alone; the rounding of the result is left open (here `rhu`, option `round`)",
  ],
  equations: [
    "With fa, fb and fy the fraction lengths of factors and result, `shift_i` = fa + fb - fy, which may be negative:",
    "",
    "```",
    "result = saturate(floor((init + sum a b) 2^-shift + 1/2))",
    "```",
  ].join("\n"),
  picture: [
    "a_i -> cut_a -> multiply",
    "b_i -> cut_b -> multiply",
    "multiply -> product_q -> add -> acc_q -> add",
    "init_i -> acc_q",
    "add -> shift -> round -> clamp -> result_q -> result_o",
    "shift_i -> distance_q -> shift",
    "rnd_i -> rnd_q -> round",
  ],
  example: {
    command: "printf '1 1 0d fe 4 0 3 1 02 8 1\\n0 0 00 00 0 0 0 0 00 0 0\\n' | halfulp model dfx_mac",
    meaning: "a 4-bit 13 times a 3-bit -2 is -26; a quarter of it, -6.5, becomes -6",
  },
};
