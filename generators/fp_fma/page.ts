import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "IEEE 754-2019, clauses 4.3 and 7.4: rounding as if the exponent had no upper limit, then overflow.",
    "Sun et al., _Hybrid 8-bit Floating Point (HFP8) Training and Inference for Deep Neural Networks_, NeurIPS 2019: 1-4-3 and 1-5-2 operands, widened to 1-5-3, with a 1-6-9 addend and result; the number of kept alignment bits is not published, so the sum here is exact and rounded once.",
    "Ben Ali, Filip and Sentieys, _A Stochastic Rounding-Enabled Low-Precision Floating-Point MAC for DNN Training_, DATE 2024: FP8 factors, a 12-bit (1-6-5) accumulator and stochastic rounding with r bits; the abstract gives no figures.",
    "Garland and Gregg, _HOBFLOPS_, 2020: custom-precision floating point without subnormals (`hobflops8` to `hobflops16`).",
  ],
  equations: `\`\`\`text
result = overflow(round(a * b + c))
\`\`\`

One rounding, of the exact sum. The formats of a and b and that of c and the result are independent. The product is not normalised
before the addition; what it lacks is made up for behind it, where the sum has to be normalised in any case.`,
  picture: [
    "a_i -> unpack a -> multiply -> fp_align -> fp_sum -> fp_pack -> result_o",
    "b_i -> unpack b -> multiply",
    "c_i -> unpack c -> fp_align",
    "fp_align -> fp_pack",
    "unpack a -> special cases -> fp_pack",
    "unpack b -> special cases",
    "unpack c -> special cases",
    "rnd_i -> fp_pack",
  ],
  example: {
    command: "echo '38 40 c0' | halfulp model fp_fma --a e4m3",
    meaning: "1.0 * 2.0 - 2.0 = +0.",
  },
};
