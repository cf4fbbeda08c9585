import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Sun et al., _Hybrid 8-bit Floating Point (HFP8) Training and Inference for Deep Neural Networks_, NeurIPS 2019: forward, backward and weight-gradient products mix 1-4-3 and 1-5-2 operands and accumulate in 1-6-9 (DLFloat16) in chunks of 64. Guard bits and the order of the outer sum are not published: every step here rounds the exact sum once, half away from zero.",
    "Wang et al., _Training Deep Neural Networks with 8-bit Floating Point Numbers_, NeurIPS 2018: the chunks.",
    "Agrawal et al., _A 7nm 4-Core AI Chip with 25.6TFLOPS Hybrid FP8 Training, 102.4TOPS INT4 Inference and Workload-Aware Throttling_, ISSCC 2021: conversion to FP9 on the fly, zero operands bypassed.",
  ],
  equations: `\`\`\`text
a' = widen(mode_a, a),  b' = widen(mode_b, b)            1-5-3, exact
inner = round(a' * b' + inner);   at the end of a chunk  outer = round(outer + inner),  inner = +0
\`\`\`

The formats are chosen product by product: forward GEMMs have modes 0 0, backward 0 1 or 1 0. Accumulators are \`dlf16\`
by default; a zero factor leaves \`inner\` as it is. The accumulation is that of [fp_mac](fp_mac.md).`,
  picture: [
    "a_i -> widen a -> fp_mac -> result_o",
    "mode_a_i -> widen a",
    "b_i -> widen b -> fp_mac",
    "mode_b_i -> widen b",
    "valid_i -> fp_mac",
    "last_i -> fp_mac",
    "rnd_i -> fp_mac",
    "init_i -> fp_mac",
    "fp_mac -> valid_o",
  ],
  example: {
    command: "printf '1 0 38 3c 0 1\\n1 1 38 38 0 0\\n0 0 0 0 0 0\\n' | halfulp model hfp8_mac",
    meaning:
      "1.0 (1-4-3) * 1.0 (1-5-2) + 1.0 * 1.0 (both 1-4-3) = 2.0: the third line has `valid_o` 1 and 0x4000, 2.0 in `dlf16`.",
  },
};
