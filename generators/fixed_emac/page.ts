import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Carmichael et al., CoNGA 2019, exact multiply-and-accumulate (EMAC): accumulator of 2n + ceil(log2 Terms) bits, bias loaded into it, optional ReLU; the authors' hardware drops fraction bits by an arithmetic shift, which is `rdn`, and clips",
  ],
  equations: ["```", "s = init + sum a b, exact", "result = saturate(round(s))", "```"].join("\n"),
  picture: [
    "a_i -> multiply",
    "b_i -> multiply",
    "multiply -> product_q -> add -> acc_q -> add",
    "init_i -> acc_q",
    "rnd_i -> rnd_q -> round",
    "add -> round -> saturate -> result_q -> result_o",
  ],
  example: {
    command: "printf '1 0 18 20\\n1 1 10 10\\n0 0 00 00\\n' | halfulp model fixed_emac --a 'fixed(4,4)'",
    meaning: "the third line is 1.5 * 2 + 1 * 1 = 4",
  },
};
