import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "OCP 8-bit Floating Point Specification (OFP8) 1.0: `e4m3` and `e5m2`, their ranges and special codes. The other named formats: the table in [numerics.md](../numerics.md#number-formats).",
    "No paper: a part of this library, which the units share.",
  ],
  equations: `A code of E exponent and F fraction bits is taken apart into

\`\`\`text
value = (-1)^sign * sig * 2^(exp - F)
exp   = max(e, 1) - bias       sig = {e > 0, fraction}     e: the exponent field, lowest: subnormal
\`\`\`

With \`lowest: normal\` the field 0 is a binade like the others, with \`flush\` its fractions read as zero. \`--exp field\` leaves the
bias in the exponent, so that nothing is subtracted; \`--sig normalised\` shifts a subnormal's leading one to the top and counts
the exponent down by as much.`,
  picture: [
    "code_i -> fields -> significand -> sig_o",
    "fields -> exponent -> exp_o",
    "fields -> sign_o",
    "fields -> class -> is_zero_o",
    "class -> is_inf_o",
    "class -> is_nan_o",
  ],
  example: {
    command: "echo '01' | halfulp model fp_unpack --src e4m3",
    meaning:
      "The smallest subnormal of `e4m3`: not zero, not infinite, not NaN, positive, exponent -6 (0x1a in five bits), significand 1, so 1 * 2^(-6 - 3) = 2^-9.",
  },
};
