import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Gupta et al., ICML 2015, section 5: an array of multiply-accumulate units on an FPGA that keeps each sum where it is made. The paper gives 28 x 28 and no port list; the skew at the edges and the drain are choices made here.",
  ],
  equations:
    "`result(r, c) = sum over k of a(r, k) * b(k, c)`, each rounded as the element does it: 2 Rows Cols operations a cycle.",
  picture: [
    "a_i -> skew of rows -> elements",
    "b_i -> skew of columns -> elements",
    "elements -> a_q -> elements",
    "elements -> b_q -> elements",
    "elements -> drain_q -> result_o",
    "drain_q -> valid_o",
  ],
  example: {
    command: "halfulp gen systolic --element 'fp_mac --a e4m3 --acc dlf16' -P Rows=4 -P Cols=4 -o out",
    meaning: "Writes a 4 x 4 array of e4m3 units with its bench.",
  },
};
