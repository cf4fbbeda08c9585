import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "OCP 8-bit Floating Point Specification (OFP8) 1.0: `e4m3` and `e5m2`, their ranges and special codes.",
    "OCP Microscaling Formats (MX) 1.0: the elements `e3m2`, `e2m3` and `e2m1`.",
    "IEEE P3109 draft, rounding and saturation modes: the nine `--round` rules, StochasticA, B and C among them, and the three `--overflow` policies.",
    "Posit Standard 2022: es = 2, rounding on the bit string. Gustafson and Yonemoto, _Beating Floating Point at its Own Game_, 2017: the same coding with other es.",
    "Sun et al., _Hybrid 8-bit Floating Point (HFP8) Training and Inference for Deep Neural Networks_, NeurIPS 2019: conversion of 1-6-9 results to 8 bits; the public statements have one rounding, half away from zero (`rna`), which is the default for these formats.",
  ],
  equations: `\`\`\`text
result = overflow(round(value(code)))
\`\`\`

Any minifloat, posit or fixed-point format to any other, decoded exactly and rounded once. NaN and NaR become each other, infinity
becomes NaR, NaN in fixed point becomes the largest number. Exponents that can only overflow or only vanish are clamped before
the rounder, which keeps it narrow; a conversion that cannot round has no rounder.`,
  picture: [
    "code_i -> decode -> clamp range -> round and encode -> code_o",
    "decode -> round and encode",
    "rnd_i -> round and encode",
  ],
  example: {
    command: "echo '43f8' | halfulp model fp_convert --src fp16 --dst e4m3",
    meaning: "Fp16 0x43f8 is 3.984375; between 3.75 and 4 of `e4m3` it is nearest to 4, which is 0x48.",
  },
};
