import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Gupta et al., ICML 2015, section 5: the multiply-accumulate element of an array that rounds elsewhere, once per column. An accumulator of 48 bits is that of the FPGA's DSP block.",
  ],
  equations: "`s = sum a b`, exact, modulo 2^accBits; nothing is rounded.",
  picture: [
    "a_i -> multiply",
    "b_i -> multiply",
    "multiply -> product_q -> add -> acc_q -> add",
    "acc_q -> result_o",
    "last_i -> valid_q -> valid_o",
  ],
  example: {
    command:
      "printf '1 0 0180 0200\\n1 1 0100 0100\\n0 0 0000 0000\\n' | halfulp model fixed_acc --a 'fixed(8,8)' --acc-bits 40",
    meaning: "the third line is 1.5 * 2 + 1 * 1 = 4, in units of 2^-16",
  },
};
