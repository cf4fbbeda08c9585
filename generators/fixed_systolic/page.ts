import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Gupta et al., ICML 2015, section 5: 28 x 28 multiply-accumulate units that keep each sum where it is made, in 48 bits, and one rounding unit at the end of each column, which adds random bits and saturates: 784 + 28 DSP blocks. The paper gives no port list; polynomial and seeds of the random words, their number (option `rndBits`), the skew at the edges and the order of the drain are choices made here.",
  ],
  equations: [
    "```text",
    "s(r, c)      = sum over k of a(r, k) b(k, c), exact, modulo 2^accBits",
    "result(r, c) = saturate(round(s(r, c))), in the rounding unit of column c",
    "seed(c)      = 1 + (Seed - 1 + c STEP) mod (2^width - 1): no two columns have the same",
    "rate         = 2 Rows Cols operations a cycle; 28 x 28 at the 166 MHz of the paper: 260 GOPS",
    "```",
    "",
    "A column draws a word for each of its results and none for anything else. STEP stands in the header of the emitted file.",
  ].join("\n"),
  picture: [
    "a_i -> skew of rows -> elements",
    "b_i -> skew of columns -> elements",
    "elements -> a_q -> elements",
    "elements -> b_q -> elements",
    "elements -> acc_q -> elements",
    "elements -> drain_q -> round -> saturate -> result_q -> result_o",
    "lfsr -> round",
    "drain_q -> valid_q -> valid_o",
  ],
  example: {
    command: "halfulp gen fixed_systolic --a 'fixed(8,8)' -P Rows=4 -P Cols=4 -o out",
    meaning: "Writes a 4 x 4 array of 16-bit factors and 48-bit accumulators with its bench.",
  },
};
