/**
 * The value of every code of every named minifloat up to 16 bits, a second time: in double arithmetic, straight from the
 * prose of each standard, one function per family, without the records in `formats/`. Every value here is a double.
 */

/** A code's value; NaN and infinities as themselves. */
export type Decoder = (code: number) => number;

/** The fields as texts of binary digits: sign, exponent, fraction. */
function fields(code: number, expBits: number, fracBits: number): [string, string, string] {
  const text = code.toString(2).padStart(1 + expBits + fracBits, "0");
  return [text[0]!, text.slice(1, 1 + expBits), text.slice(1 + expBits)];
}
const ones = /^1+$/;
const zeros = /^0*$/;
/** 1.f or 0.f in binary */
const significand = (lead: 0 | 1, frac: string): number =>
  [...frac].reduce<number>((sum, digit, i) => sum + Number(digit) / 2 ** (i + 1), lead);

/** v = (-1)^S 2^(E - bias) 1.m; v = (-1)^S 2^(1 - bias) 0.m when E = 0. Common to OCP, IEEE and FNUZ texts. */
function gradual(sign: string, exp: string, frac: string, bias: number): number {
  const factor = sign === "1" ? -1 : 1;
  if (zeros.test(exp)) return factor * 2 ** (1 - bias) * significand(0, frac);
  return factor * 2 ** (Number.parseInt(exp, 2) - bias) * significand(1, frac);
}

/** IEEE 754, 3.4: an exponent field of ones is infinity (fraction 0) or NaN. Also OFP8's E5M2 and bfloat16. */
export function ieee(expBits: number, fracBits: number, bias: number): Decoder {
  return (code) => {
    const [sign, exp, frac] = fields(code, expBits, fracBits);
    if (ones.test(exp)) return zeros.test(frac) ? (sign === "1" ? -Infinity : Infinity) : Number.NaN;
    return gradual(sign, exp, frac, bias);
  };
}

/** HOBFLOPS, after FloPoCo: no subnormals, so that an exponent field of 0 is zero; else as IEEE 754 has it. */
export function withoutSubnormals(expBits: number, fracBits: number, bias: number): Decoder {
  const gradually = ieee(expBits, fracBits, bias);
  return (code) => {
    const [sign, exp] = fields(code, expBits, fracBits);
    return zeros.test(exp) ? (sign === "1" ? -0 : 0) : gradually(code);
  };
}

/** OFP8, table 1: E4M3 has no infinity, and NaN is S.1111.111. */
export const ocpE4M3: Decoder = (code) => {
  const [sign, exp, frac] = fields(code, 4, 3);
  return exp === "1111" && frac === "111" ? Number.NaN : gradual(sign, exp, frac, 7);
};

/** MX 1.0, 5.3: FP6 and FP4 encode neither infinity nor NaN. `e3m1` and `e2m2` are this rule at 5 bits. */
export function mx(expBits: number, fracBits: number, bias: number): Decoder {
  return (code) => gradual(...fields(code, expBits, fracBits), bias);
}

/** FNUZ: finite, NaN where -0 would be, unsigned zero. */
export function fnuz(expBits: number, fracBits: number, bias: number): Decoder {
  return (code) => (code === 0x80 ? Number.NaN : gradual(...fields(code, expBits, fracBits), bias));
}

/** DLFloat family: all bits 0 is zero, all bits 1 is NaN or infinity, of either sign; all else 2^(e - bias) 1.m. */
export function dlfloat(expBits: number, fracBits: number, bias: number): Decoder {
  return (code) => {
    const [sign, exp, frac] = fields(code, expBits, fracBits);
    if (zeros.test(exp + frac)) return 0;
    if (ones.test(exp + frac)) return Number.NaN;
    return (sign === "1" ? -1 : 1) * 2 ** (Number.parseInt(exp, 2) - bias) * significand(1, frac);
  };
}

/** P3109, binary8pP: NaN 0x80, infinities 0x7f and 0xff; else the code counts up in steps of its binade. */
export function p3109(p: number): Decoder {
  const bias = 2 ** (8 - p - 1);
  const positive = (code: number): number => {
    if (code === 0x7f) return Infinity;
    const perBinade = 2 ** (p - 1);
    const exponent = Math.floor(code / perBinade);
    const trailing = code % perBinade;
    return exponent === 0
      ? trailing * 2 ** (1 - bias - (p - 1))
      : (perBinade + trailing) * 2 ** (exponent - bias - (p - 1));
  };
  return (code) => (code === 0x80 ? Number.NaN : code < 0x80 ? positive(code) : -positive(code - 0x80));
}

/**
 * Posit Standard 2022, 3.3, on the bits as they stand, without a two's complement:
 * ((1 - 3s) + f) 2^((1 - 2s) (2^es r + e + s)).
 */
export function positDecoder(n: number, es: number): Decoder {
  return (code) => {
    const text = code.toString(2).padStart(n, "0");
    if (zeros.test(text)) return 0;
    if (zeros.test(text.slice(1))) return Number.NaN;
    const s = Number(text[0]);
    const run = /^(0+|1+)/.exec(text.slice(1))![0];
    const r = run[0] === "0" ? -run.length : run.length - 1;
    const rest = text.slice(1 + run.length + 1);
    const e = Number.parseInt(rest.slice(0, es).padEnd(es, "0") || "0", 2);
    const f = significand(0, rest.slice(es));
    return (1 - 3 * s + f) * 2 ** ((1 - 2 * s) * (2 ** es * r + e + s));
  };
}
