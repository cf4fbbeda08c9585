/**
 * The published systems that the units are for: what each needs, as data. A unit that is not written yet is named like
 * any other; what there is of each is worked out from the registry and the reports, never written down here.
 */
export interface SystemPart {
  /** Name of a unit, whether it exists yet or not. */
  readonly unit: string;
  /** The configurations of the catalogue that count: those with these values, as on the command line. All where absent. */
  readonly where?: Readonly<Record<string, string | number | boolean>>;
}

/** A file that shows something of the system beyond its units. */
export interface Exhibit {
  readonly what: string;
  /** From the project's root. */
  readonly file: string;
}

export interface System {
  readonly name: string;
  readonly paper: string;
  /** What must work, in words. */
  readonly needs: string;
  readonly parts: readonly SystemPart[];
  /** Command lines that must work, beginning with `halfulp`. */
  readonly commands?: readonly string[];
  readonly exhibits?: readonly Exhibit[];
  /** A number that the paper publishes, and the test that compares with it; or why there is none to compare with. */
  readonly published: { readonly text: string; readonly test?: string };
}

const partsOf = (...units: readonly string[]): SystemPart[] => units.map((unit) => ({ unit }));
const withFormats = (unit: string, option: string, formats: readonly (string | number)[]): SystemPart[] =>
  formats.map((format) => ({ unit, where: { [option]: format } }));
const testOf = (unit: string): string => `generators/${unit}/${unit}.test.ts`;

/** The formats of at most 6 bits. */
const narrow = ["e3m2", "e2m3", "e2m1", "e3m1", "e2m2"] as const;

export const systems: readonly System[] = [
  {
    name: "HFP8",
    paper: "Sun et al., NeurIPS 2019",
    needs:
      "dot products of 1-4-3 and 1-5-2 operands, chosen at run time, with a bias for 1-4-3; two products and an addend in " +
      "one sum; the weight update with its residual; conversions out of 1-6-9",
    parts: [
      ...partsOf("hfp8_mac", "hfp8_widen", "hfp8_fmma", "ror_update"),
      { unit: "fp_convert", where: { src: "dlf16" } },
      { unit: "fp_fma", where: { b: "hfp8_bwd", acc: "dlf16" } },
    ],
    published: {
      text: "the ends of the range of 1-6-9, 8573157376 and 513 * 2^-40; the paper itself prints accuracies",
      test: "golden/decode.test.ts",
    },
  },
  {
    name: "FP8 training",
    paper: "Wang et al., NeurIPS 2018",
    needs: "dot products of 1-5-2 in 1-6-9, in chunks; y = sr(a x + y); stochastic rounding",
    parts: [
      { unit: "fp_mac", where: { a: "e5m2", acc: "dlf16" } },
      { unit: "axpy_sr" },
      { unit: "stochastic_round", where: { src: "dlf16" } },
    ],
    published: {
      text: "a sum in 1-6-9 stalls at 4096 without chunks, and does not in chunks of 32 and more",
      test: "examples/swamping/swamping.test.ts",
    },
  },
  {
    name: "4-bit training",
    paper: "Sun et al., NeurIPS 2020",
    needs:
      "quantisers to radix-4 FP4 in two phases and to INT4; their product by shifting, in chunks of 1-6-9; maximum and " +
      "overflow count for the scale of the gradients",
    parts: partsOf("fp4r4_quantize", "int4_quantize", "int4_fp4r4_mac", "max_abs"),
    published: {
      text: "radix-4 FP4 is [1, 3, 0]: seven magnitudes from 4^-3 to 4^3 and zero",
      test: testOf("fp4r4_quantize"),
    },
  },
  {
    name: "Scalable 8-bit training",
    paper: "Banner et al., NeurIPS 2018",
    needs: "dot products of bytes with zero points; requantisation; Range BN; 8 by 16 bits for the weight gradients",
    parts: partsOf("uint8_dot", "requantize", "range_bn"),
    published: {
      text: "the constants of Range BN: C(n) = 1 / sqrt(2 ln n), in the authors' program 0.5402 / sqrt(2 ln n)",
      test: testOf("range_bn"),
    },
  },
  {
    name: "On-board minifloat",
    paper: "Gernigon et al., 2023",
    needs:
      "minifloats of 6 bits and fewer, accumulated exactly and in floating point, beside fixed point of the same width",
    parts: [
      ...withFormats("fp_emac", "a", narrow),
      ...withFormats("fp_mac", "a", narrow),
      ...partsOf("fixed_mac", "fp_dot", "posit_fma"),
    ],
    published: { text: "none to compare with: the paper publishes accuracies (6 bits: -0.3 % to binary32)" },
  },
  {
    name: "Deep Positron",
    paper: "Carmichael et al., CoNGA 2019",
    needs: "exact multiply-and-accumulate of fixed point, minifloats and posits behind one port list, 5 to 8 bits",
    parts: [...partsOf("fixed_emac", "fp_emac"), ...withFormats("posit_emac", "n", [5, 6, 7, 8])],
    exhibits: [
      { what: "accuracy on Iris and MNIST from the hardware's bits, beside area", file: "docs/deep-positron.md" },
    ],
    published: {
      text: "the quire of posits: 2^(es+2) (n-2) + 2 + ceil(log2 k) bits",
      test: testOf("posit_emac"),
    },
  },
  {
    name: "HOBFLOPS",
    paper: "Garland and Gregg, 2020",
    needs: "its formats, with 5 exponent bits and no subnormals, and a unit's netlist as bit-sliced software",
    parts: withFormats("fp_fma", "a", ["hobflops8", "hobflops9", "hobflops16"]),
    commands: ["halfulp bitslice fp_fma --a hobflops9 --round rne -o out"],
    exhibits: [{ what: "what the software is and how fast it runs", file: "docs/software.md" }],
    published: { text: "none to compare bits with: the paper publishes ratios of speed on its own processors" },
  },
  {
    name: "FxP-QNet",
    paper: "Shawahna et al., IEEE Access 2022",
    needs: "dot products with widths, signs and output shift set at run time, narrow operands packed",
    parts: partsOf("dfx_mac"),
    published: { text: "none to compare with: the paper publishes compression and accuracies" },
  },
  {
    name: "MLS",
    paper: "Zhong et al., 2020 (TCAD 2022)",
    needs: "groups of small floats under a scale of a power of two times 1 or 1.5: quantiser and dot product",
    parts: partsOf("mls_quantize", "mls_dot"),
    published: { text: "none to compare with: the paper publishes ratios of energy and accuracies" },
  },
  {
    name: "Limited precision",
    paper: "Gupta et al., ICML 2015",
    needs: "16-bit fixed point with an accumulator of 48 bits; a systolic array with one rounding unit a column",
    parts: partsOf("fixed_mac", "fixed_systolic"),
    published: { text: "28 x 28 elements at 166 MHz are 260 GOPS: 2 * 784 * f", test: testOf("fixed_systolic") },
  },
  {
    name: "AdaPT",
    paper: "Kummer et al., 2023",
    needs: "a quantiser with word and fraction length set at run time, stochastic or nearest",
    parts: partsOf("fixed_quantize"),
    published: { text: "none to compare with: the paper's speed-ups come from an analytical model" },
  },
  {
    name: "Microscaling and NVFP4",
    paper: "OCP Microscaling Formats 1.0",
    needs: "dot products and quantisers of blocks under a shared scale",
    parts: partsOf("mx_dot", "mx_quantize", "nvfp4_dot"),
    published: { text: "the rule of the shared scale and the ranges of the elements", test: testOf("mx_quantize") },
  },
  {
    name: "Stochastic rounding MAC",
    paper: "Ben Ali, Filip and Sentieys, DATE 2024",
    needs: "8-bit products in 1-6-5 with stochastic rounding; the random word added early gives the same bits",
    parts: [
      { unit: "fp_fma", where: { acc: "fp12", round: "sra", sr: "lazy" } },
      { unit: "fp_fma", where: { acc: "fp12", round: "sra", sr: "eager" } },
      { unit: "fp_mac", where: { acc: "fp12" } },
    ],
    exhibits: [{ what: "eager and lazy rounding are equal", file: "generators/fp_fma/eager.test.ts" }],
    published: { text: "none to compare with: the abstract has no figures, and the paper's could not be read" },
  },
  {
    name: "P3109",
    paper: "IEEE P3109 draft",
    needs: "its 8-bit formats, rounding and saturation modes, and a MAC of them",
    parts: [
      { unit: "round_away" },
      { unit: "fp_mul", where: { a: "binary8p1" } },
      { unit: "fp_mac", where: { a: "binary8p3" } },
      { unit: "fp_mac", where: { a: "binary8p4" } },
    ],
    published: {
      text: "the nine rounding rules; the ranges of binary8p1 to binary8p7 in golden/decode.test.ts",
      test: testOf("round_away"),
    },
  },
  {
    name: "Wrappers",
    paper: "AMBA AXI4-Stream; output-stationary arrays",
    needs: "any streaming unit behind valid and ready, and as the element of an array",
    parts: partsOf("axis_wrapper", "systolic"),
    published: { text: "none: interfaces, not arithmetic" },
  },
];
