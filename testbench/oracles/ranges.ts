/** Published ranges and special codes, typed in from the documents named beside them; none comes from this project. */
import { type Decoder, dlfloat, fnuz, ieee, mx, ocpE4M3, p3109, withoutSubnormals } from "./decoders.js";

export interface PublishedRange {
  readonly format: string;
  /** The value of every code by the document's prose, for formats of up to 16 bits. */
  readonly decode?: Decoder;
  readonly maxFinite: number;
  readonly minPositive: number;
  /** Where the document states one. */
  readonly minNormal?: number;
  /** Every NaN code, both signs, where there are few; else some. */
  readonly nans: readonly number[];
  /** Positive and negative infinity. */
  readonly infs: readonly number[];
  /** Number of NaN codes, both signs. */
  readonly nanCount: number;
  readonly source: string;
}

const ofp8 = "OCP OFP8 1.0, table 2";
const mxTables = "OCP MX 1.0, tables 3 to 5";
const fnuzOfLlvm = "LLVM APFloat, Float8E4M3FNUZ and Float8E5M2FNUZ";
const ibm = "DLFloat rules: one code is zero, one is NaN and infinity";
const p3109Tables = "IEEE P3109 draft, value tables of binary8p1 to binary8p7";
const hobflopsRules = "Garland and Gregg 2020: 5 exponent bits, 2 to 10 fraction bits, no subnormals, Inf and NaN";
const none = { nans: [], infs: [], nanCount: 0 };

export const publishedRanges: readonly PublishedRange[] = [
  {
    format: "e4m3",
    decode: ocpE4M3,
    maxFinite: 448,
    minPositive: 2 ** -9,
    minNormal: 2 ** -6,
    nans: [0x7f, 0xff],
    infs: [],
    nanCount: 2,
    source: ofp8,
  },
  {
    format: "e5m2",
    decode: ieee(5, 2, 15),
    maxFinite: 57344,
    minPositive: 2 ** -16,
    minNormal: 2 ** -14,
    nans: [0x7d, 0x7e, 0x7f, 0xfd, 0xfe, 0xff],
    infs: [0x7c, 0xfc],
    nanCount: 6,
    source: ofp8,
  },
  {
    format: "e4m3fnuz",
    decode: fnuz(4, 3, 8),
    maxFinite: 240,
    minPositive: 2 ** -10,
    minNormal: 2 ** -7,
    nans: [0x80],
    infs: [],
    nanCount: 1,
    source: fnuzOfLlvm,
  },
  {
    format: "e5m2fnuz",
    decode: fnuz(5, 2, 16),
    maxFinite: 57344,
    minPositive: 2 ** -17,
    minNormal: 2 ** -15,
    nans: [0x80],
    infs: [],
    nanCount: 1,
    source: fnuzOfLlvm,
  },
  {
    format: "e3m2",
    decode: mx(3, 2, 3),
    maxFinite: 28,
    minPositive: 0.0625,
    minNormal: 0.25,
    ...none,
    source: mxTables,
  },
  { format: "e2m3", decode: mx(2, 3, 1), maxFinite: 7.5, minPositive: 0.125, minNormal: 1, ...none, source: mxTables },
  { format: "e2m1", decode: mx(2, 1, 1), maxFinite: 6, minPositive: 0.5, minNormal: 1, ...none, source: mxTables },
  { format: "e3m1", decode: mx(3, 1, 3), maxFinite: 24, minPositive: 0.125, ...none, source: "the MX rule at 1-3-1" },
  { format: "e2m2", decode: mx(2, 2, 1), maxFinite: 7, minPositive: 0.25, ...none, source: "the MX rule at 1-2-2" },
  ...[
    { format: "hfp8_fwd", decode: dlfloat(4, 3, 7), maxFinite: 448, minPositive: 1.125 * 2 ** -7 },
    { format: "hfp8_fwd_b4", decode: dlfloat(4, 3, 4), maxFinite: 3584, minPositive: 1.125 * 2 ** -4 },
    { format: "hfp8_fwd_b7", decode: dlfloat(4, 3, 7), maxFinite: 448, minPositive: 1.125 * 2 ** -7 },
    { format: "hfp8_fwd_b11", decode: dlfloat(4, 3, 11), maxFinite: 28, minPositive: 1.125 * 2 ** -11 },
    { format: "hfp8_bwd", decode: dlfloat(5, 2, 15), maxFinite: 1.5 * 2 ** 16, minPositive: 1.25 * 2 ** -15 },
  ].map((row) => ({ ...row, nans: [0x7f, 0xff], infs: [], nanCount: 2, source: ibm })),
  {
    format: "fp9",
    decode: dlfloat(5, 3, 15),
    maxFinite: 1.75 * 2 ** 16,
    minPositive: 1.125 * 2 ** -15,
    nans: [0xff, 0x1ff],
    infs: [],
    nanCount: 2,
    source: ibm,
  },
  {
    format: "dlf16",
    decode: dlfloat(6, 9, 31),
    maxFinite: 8_573_157_376,
    minPositive: 2 ** -31 * (1 + 1 / 512),
    nans: [0x7fff, 0xffff],
    infs: [],
    nanCount: 2,
    source: "onnx-mlir DLF16Conversion.hpp, zDNN limits",
  },
  {
    format: "fp12",
    decode: ieee(6, 5, 31),
    maxFinite: 2 ** 31 * (2 - 1 / 32),
    minPositive: 2 ** -35,
    minNormal: 2 ** -30,
    nans: [0x7e1, 0x7ff, 0xfe1, 0xfff],
    infs: [0x7e0, 0xfe0],
    nanCount: 62,
    source: "IEEE 754-2019 table 3.5, k = 12, p = 6",
  },
  {
    format: "fp16",
    decode: ieee(5, 10, 15),
    maxFinite: 65504,
    minPositive: 2 ** -24,
    minNormal: 2 ** -14,
    nans: [0x7c01, 0x7e00, 0xffff],
    infs: [0x7c00, 0xfc00],
    nanCount: 2046,
    source: "IEEE 754-2019 table 3.5, binary16",
  },
  {
    format: "bf16",
    decode: ieee(8, 7, 127),
    maxFinite: 3.3895313892515355e38,
    minPositive: 9.183549615799121e-41,
    minNormal: 1.1754943508222875e-38,
    nans: [0x7f81, 0x7fc0, 0xffff],
    infs: [0x7f80, 0xff80],
    nanCount: 254,
    source: "bfloat16: the upper half of binary32; FLT_MIN",
  },
  ...[
    { format: "binary8p1", decode: p3109(1), maxFinite: 2 ** 62, minPositive: 2 ** -63 },
    { format: "binary8p2", decode: p3109(2), maxFinite: 2 ** 31, minPositive: 2 ** -32 },
    { format: "binary8p3", decode: p3109(3), maxFinite: 49152, minPositive: 2 ** -17 },
    { format: "binary8p4", decode: p3109(4), maxFinite: 224, minPositive: 2 ** -10 },
    { format: "binary8p5", decode: p3109(5), maxFinite: 15, minPositive: 2 ** -7 },
    { format: "binary8p6", decode: p3109(6), maxFinite: 3.875, minPositive: 2 ** -6 },
    { format: "binary8p7", decode: p3109(7), maxFinite: 1.96875, minPositive: 2 ** -6 },
  ].map((row) => ({ ...row, nans: [0x80], infs: [0x7f, 0xff], nanCount: 1, source: p3109Tables })),
  ...[
    { format: "hobflops8", frac: 2, maxFinite: 57344 },
    { format: "hobflops9", frac: 3, maxFinite: 61440 },
    { format: "hobflops10", frac: 4, maxFinite: 63488 },
    { format: "hobflops11", frac: 5, maxFinite: 64512 },
    { format: "hobflops12", frac: 6, maxFinite: 65024 },
    { format: "hobflops13", frac: 7, maxFinite: 65280 },
    { format: "hobflops14", frac: 8, maxFinite: 65408 },
    { format: "hobflops15", frac: 9, maxFinite: 65472 },
    { format: "hobflops16", frac: 10, maxFinite: 65504 },
  ].map(({ format, frac, maxFinite }) => {
    const inf = 31 * 2 ** frac;
    const nans = [inf + 1, 32 * 2 ** frac - 1, 64 * 2 ** frac - 1];
    const range = { maxFinite, minPositive: 2 ** -14, minNormal: 2 ** -14 };
    const codes = { nans, infs: [inf, 32 * 2 ** frac + inf], nanCount: 2 * (2 ** frac - 1) };
    return { format, decode: withoutSubnormals(5, frac, 15), ...range, ...codes, source: hobflopsRules };
  }),
];

/** The decoders by format name. */
export const decoders: Readonly<Record<string, Decoder>> = Object.fromEntries(
  publishedRanges.flatMap(({ format, decode }) => (decode ? [[format, decode]] : [])),
);

/** maxpos; minpos is its reciprocal. Posit Standard 2022 for es = 2; Gustafson and Yonemoto 2017, table 1, for the others. */
export const publishedPosits: readonly { readonly n: number; readonly es: number; readonly maxpos: number }[] = [
  { n: 8, es: 0, maxpos: 64 },
  { n: 8, es: 1, maxpos: 4096 },
  { n: 8, es: 2, maxpos: 2 ** 24 },
  { n: 16, es: 1, maxpos: 2 ** 28 },
  { n: 16, es: 2, maxpos: 2 ** 56 },
  { n: 32, es: 2, maxpos: 2 ** 120 },
];

/** End values of two's complement and unsigned fixed point. */
export const publishedFixed: readonly { readonly text: string; readonly min: number; readonly max: number }[] = [
  { text: "int(8)", min: -128, max: 127 },
  { text: "int(4)", min: -8, max: 7 },
  { text: "uint(8)", min: 0, max: 255 },
  { text: "fixed(4,4)", min: -8, max: 7.9375 },
  { text: "ufixed(4,4)", min: 0, max: 15.9375 },
  { text: "fixed(2,6)", min: -2, max: 1 + 63 / 64 },
  { text: "fixed(-1,8)", min: -0.25, max: 63 / 256 },
  { text: "ufixed(10,-2)", min: 0, max: 1020 },
];
