import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Wang et al., _Training Deep Neural Networks with 8-bit Floating Point Numbers_, NeurIPS 2018: chunk-based accumulation, 1-5-2 products in 1-6-9, chunks of 64; the error grows with N/CL + CL instead of N. It leaves infinity, NaN and subnormals of 1-5-2 open.",
    "Ben Ali, Filip and Sentieys, DATE 2024: stochastic rounding in the accumulator, 1-5-2 products in 1-6-5.",
    "Sun et al., _Hybrid 8-bit Floating Point (HFP8) Training and Inference for Deep Neural Networks_, NeurIPS 2019: both with a zero factor bypassed (`--skip-zero`).",
  ],
  equations: `Per cycle with \`valid_i\`, and at the end of a chunk (its \`ChunkLen\`-th product, or the one with \`last_i\`):

\`\`\`text
inner = round(a * b + inner)
outer = round(outer + inner),  inner = +0
\`\`\`

The result is \`outer\` after the last product. With \`ChunkLen\` 0 there are no chunks: the result is \`inner\`. A sum in 1-6-9 without
chunks stands still where its addends are below half of its last place: at 4096 for those below 4. Chunks keep both sums short.
Both accumulators round and overflow by the same options.`,
  picture: [
    "a_i -> fp_fma -> inner_q -> fp_add -> outer_q",
    "b_i -> fp_fma",
    "inner_q -> fp_fma",
    "outer_q -> fp_add",
    "fp_add -> result_q -> result_o",
    "init_i -> outer_q",
    "rnd_i -> fp_fma",
    "rnd_i -> outer_rnd_q -> fp_add",
    "valid_i -> chunks -> fold_q -> outer_q",
    "last_i -> chunks",
    "chunks -> done_q -> valid_q -> valid_o",
    "done_q -> result_q",
  ],
  example: {
    command: "printf '1 0 3c 40\\n1 1 3c 3c\\n0 0 0 0\\n' | halfulp model fp_mac --a e5m2 --acc dlf16",
    meaning:
      "1 * 2 + 1 * 1: two cycles after the last product `valid_o` is 1 and the result is 3.0 in `dlf16`, 0x4100.",
  },
};
