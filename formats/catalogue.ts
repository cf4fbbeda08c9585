import { minifloat } from "./minifloat.js";
import type { Minifloat, MinifloatFacts } from "./types.js";

type Row = Omit<MinifloatFacts, "spec">;

const ieee = (expBits: number, fracBits: number): Row => ({
  expBits,
  fracBits,
  bias: 2 ** (expBits - 1) - 1,
  lowest: "subnormal",
  hasInf: true,
  highNans: 2 ** fracBits - 1,
  negZero: "zero",
});
/** Every code a number. */
const finite = (expBits: number, fracBits: number, bias: number): Row => ({
  ...ieee(expBits, fracBits),
  bias,
  hasInf: false,
  highNans: 0,
});
const fnuz = (expBits: number, fracBits: number): Row => ({
  ...finite(expBits, fracBits, 2 ** (expBits - 1)),
  negZero: "nan",
});
/** IBM's family: exponent field 0 is an ordinary binade, one code is NaN and infinity at once. */
const ibm = (expBits: number, fracBits: number, bias: number): Row => ({
  ...finite(expBits, fracBits, bias),
  lowest: "normal",
  highNans: 1,
});
/** P3109 binary8pP, signed extended: P - 1 fraction bits, one NaN at 100..0. */
const p3109 = (p: number): Row => ({
  ...finite(8 - p, p - 1, 2 ** (7 - p)),
  hasInf: true,
  negZero: "nan",
});

/** Garland and Gregg's family: IEEE's codes, but an exponent field of 0 is zero whatever the fraction. */
const hobflops = (width: number): Row => ({ ...ieee(5, width - 6), lowest: "flush" });

const ocp8 = "OCP 8-bit Floating Point Specification (OFP8) 1.0";
const mx = "OCP Microscaling Formats (MX) 1.0";
const hfp8 = "HFP8, Sun et al., NeurIPS 2019";

const rows: Record<string, Row & { spec: string }> = {
  e4m3: { ...ieee(4, 3), hasInf: false, highNans: 1, spec: ocp8 },
  e5m2: { ...ieee(5, 2), spec: ocp8 },
  e4m3fnuz: { ...fnuz(4, 3), spec: "FNUZ: bias 8, NaN at 0x80" },
  e5m2fnuz: { ...fnuz(5, 2), spec: "FNUZ: bias 16, NaN at 0x80" },
  e3m2: { ...finite(3, 2, 3), spec: mx },
  e2m3: { ...finite(2, 3, 1), spec: mx },
  e2m1: { ...finite(2, 1, 1), spec: mx },
  e3m1: { ...finite(3, 1, 3), spec: "5-bit minifloat, all codes finite" },
  e2m2: { ...finite(2, 2, 1), spec: "5-bit minifloat, all codes finite" },
  hfp8_fwd: { ...ibm(4, 3, 7), spec: hfp8 },
  hfp8_fwd_b4: { ...ibm(4, 3, 4), spec: hfp8 },
  hfp8_fwd_b7: { ...ibm(4, 3, 7), spec: hfp8 },
  hfp8_fwd_b11: { ...ibm(4, 3, 11), spec: hfp8 },
  hfp8_bwd: { ...ibm(5, 2, 15), spec: `${hfp8}; Wang et al., NeurIPS 2018` },
  fp9: { ...ibm(5, 3, 15), spec: hfp8 },
  dlf16: { ...ibm(6, 9, 31), spec: "DLFloat16, 1-6-9" },
  fp12: { ...ieee(6, 5), spec: "E6M5, IEEE layout" },
  fp16: { ...ieee(5, 10), spec: "IEEE 754-2019 binary16" },
  bf16: { ...ieee(8, 7), spec: "bfloat16" },
  fp32: { ...ieee(8, 23), spec: "IEEE 754-2019 binary32" },
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((p) => [`binary8p${p}`, { ...p3109(p), spec: "IEEE P3109 draft, signed extended" }]),
  ),
  ...Object.fromEntries(
    [8, 9, 10, 11, 12, 13, 14, 15, 16].map((n) => [
      `hobflops${n}`,
      { ...hobflops(n), spec: "HOBFLOPS, Garland and Gregg 2020" },
    ]),
  ),
};

/** Every named minifloat. The names have no privilege: each row is only a set of facts. */
export const minifloats: Readonly<Record<string, Minifloat>> = Object.freeze(
  Object.fromEntries(Object.entries(rows).map(([name, facts]) => [name, minifloat(facts, name)])),
);
