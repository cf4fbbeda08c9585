import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., _Hybrid 8-bit Floating Point (HFP8) Training and Inference for Deep Neural Networks_, NeurIPS 2019: 1-4-3 forward and 1-5-2 backward operands, both converted to 1-5-3 before the multiplier. Its bias of 4 for 1-4-3 can be read in two ways, so `Bias` is a parameter; -1 to 12 fit 1-5-3 exactly.",
    "Special codes and subnormals of 1-4-3 and 1-5-2 are not settled by the paper: as in the published DLFloat family there are no subnormals, and one code is NaN and infinity at once.",
  ],
  equations: `\`\`\`text
mode 0   s eeee  fff   ->   s (eeee + 15 - Bias) fff
mode 1   s eeeee ff    ->   s eeeee ff0
\`\`\`

Exact in both modes. Behind the sign, zero stays all zeros, and the code of all ones (NaN) becomes all ones.`,
  picture: [
    "code_i -> fields -> move bias -> select -> code_o",
    "fields -> append 0 -> select",
    "fields -> zero or NaN -> move bias",
    "zero or NaN -> append 0",
    "mode_i -> select",
  ],
  example: {
    command: "printf '0 38\\n1 3c\\n' | halfulp model hfp8_widen",
    meaning: "1.0 in 1-4-3 with bias 7 and 1.0 in 1-5-2 are both 0x078, 1.0 in 1-5-3.",
  },
};
