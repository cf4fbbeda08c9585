import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Gupta et al., ICML 2015, sections 3 and 5: products kept exact, a wide accumulator (48 bits in a DSP), one stochastic rounding and saturation at the end; the number of random bits is left open (option `rndBits`)",
  ],
  equations: ["```", "s = init + sum a b, exact, modulo 2^accBits", "result = saturate(round(s))", "```"].join("\n"),
  picture: [
    "a_i -> multiply",
    "b_i -> multiply",
    "multiply -> product_q -> add -> acc_q -> add",
    "init_i -> acc_q",
    "rnd_i -> rnd_q -> round",
    "add -> round -> saturate -> result_q -> result_o",
  ],
  example: {
    command:
      "printf '1 0 0180 0200 00\\n1 1 0100 0100 00\\n0 0 0000 0000 00\\n' | halfulp model fixed_mac --a 'fixed(8,8)'",
    meaning: "the third line is 1.5 * 2 + 1 * 1 = 4",
  },
};
