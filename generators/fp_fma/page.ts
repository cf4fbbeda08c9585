import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "IEEE 754-2019, clauses 4.3 and 7.4: rounding as if the exponent had no upper limit, then overflow.",
    "Sun et al., _Hybrid 8-bit Floating Point (HFP8) Training and Inference for Deep Neural Networks_, NeurIPS 2019: 1-4-3 and 1-5-2 operands, widened to 1-5-3, with a 1-6-9 addend and result; the number of kept alignment bits is not published, so the sum here is exact and rounded once.",
    "Ben Ali, Filip and Sentieys, _A Stochastic Rounding-Enabled Low-Precision Floating-Point MAC for DNN Training_, DATE 2024: FP8 factors, a 12-bit (1-6-5) accumulator and stochastic rounding with r bits, added after normalisation (lazy) or at alignment (eager); the abstract gives no figures and no circuit, so that of `--sr eager` is this library's own.",
    "Garland and Gregg, _HOBFLOPS_, 2020: custom-precision floating point without subnormals (`hobflops8` to `hobflops16`).",
  ],
  equations: `\`\`\`text
result = overflow(round(a * b + c))
\`\`\`

One rounding, of the exact sum. The formats of a and b and that of c and the result are independent. The product is not normalised
before the addition; what it lacks is made up for behind it, where the sum has to be normalised in any case.

With \`--sr eager\` (\`--round sra\` only) the random word R of r bits is a row of the sum instead, and the packer drops what is below
the last place. The result is that of \`--sr lazy\` for all inputs and all R. Places are counted from 0, the top bit of
the larger operand, down; p is the precision of the result, P the bits of the product, which is normalised here:

\`\`\`text
S      = |a * b + c|, its first bit at place k
lazy   = floor(S in units of place k + p - 1), and 1 more where floor(nu 2^r) + R >= 2^r
eager  = the first p bits of  S + R 2^-(k + p - 1 + r)
k      = -1 (carry), 0 or 1 where anything can be lost; up to P - p where P > p + 1
\`\`\`

- k is read from the sum of the upper bits before R is added. A borrow that this sum lacks changes k only where S is a power of
  two, which is exact.
- Results with k above max(1, P - p) come from cancellation at neighbouring exponents and are exact; R stands below their last bit.
- Where R carries into the next binade all kept bits are 0, and dropping one place more or less is the same.
- Below the smallest normal number the last place no longer follows k. There nothing may be lost: \`acc\` must have subnormals and
  every product be a multiple of the smallest one, as with FP8 factors in \`fp12\`. Other formats are refused, and so is \`--flags\`.

With \`--sr eager\` \`rnd_i\` goes to the sum, with \`--sr lazy\` to \`fp_pack\`. Shown for \`e5m2\` and \`e4m3\` in \`fp12\`, r = 2 to 12: the two netlists are equal for all inputs and all R, by SAT.`,
  picture: [
    "a_i -> unpack a -> multiply -> fp_align -> fp_sum -> fp_pack -> result_o",
    "b_i -> unpack b -> multiply",
    "c_i -> unpack c -> fp_align",
    "fp_align -> fp_pack",
    "unpack a -> special cases -> fp_pack",
    "unpack b -> special cases",
    "unpack c -> special cases",
    "rnd_i -> fp_sum",
    "rnd_i -> fp_pack",
  ],
  example: {
    command: "echo '38 40 c0' | halfulp model fp_fma --a e4m3",
    meaning: "1.0 * 2.0 - 2.0 = +0.",
  },
};
