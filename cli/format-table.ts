/** Minifloats as rows of a table and as data, from their facts. */
import type { Minifloat } from "../formats/index.js";
import { decode } from "../golden/index.js";

/** One line of the table of formats. */
export function formatRow(f: Minifloat): Record<string, string> {
  return {
    format: `\`${f.name}\``,
    E: String(f.expBits),
    M: String(f.fracBits),
    bias: String(f.bias),
    "exp field 0": f.lowest,
    largest: decimal(numberOf(f, f.maxFiniteCode)),
    smallest: decimal(numberOf(f, f.minPositiveCode)),
    Inf: f.infCode === undefined ? "none" : hex(f, f.infCode),
    NaN: nanText(f),
    "-0": f.negZero === "nan" ? "NaN" : f.signedZero ? "yes" : "reads as 0",
    from: f.spec,
  };
}

/** The facts, and what follows from them: codes in hex. */
export function formatFacts(f: Minifloat): Record<string, string | number | boolean | null> {
  const { name, width, expBits, fracBits, bias, lowest, hasInf, highNans, negZero, spec } = f;
  const code = (c: bigint | undefined) => (c === undefined ? null : hex(f, c));
  return {
    ...{ name, width, expBits, fracBits, bias, lowest, hasInf, highNans, negZero, spec },
    largest: numberOf(f, f.maxFiniteCode),
    smallest: numberOf(f, f.minPositiveCode),
    infCode: code(f.infCode),
    nanCode: code(f.nanCode),
  };
}

/** The codes where they are few, beside that of -0 where it is one; in the IEEE layout all that stand above infinity. */
function nanText(f: Minifloat): string {
  if (f.infCode !== undefined && f.highNans > 0) return "above Inf";
  const sign = 1n << BigInt(f.width - 1);
  const [low, high] = [f.maxFiniteCode + 1n, f.maxFiniteCode + BigInt(f.highNans)];
  const range = (from: bigint, to: bigint) => (from === to ? hex(f, from) : `${hex(f, from)}..${hex(f, to)}`);
  const top = f.highNans === 0 ? [] : [range(low, high), range(sign + low, sign + high)];
  return [...top, ...(f.negZero === "nan" ? [hex(f, sign)] : [])].join(", ") || "none";
}

const hex = (f: Minifloat, code: bigint): string => `0x${code.toString(16).padStart(Math.ceil(f.width / 4), "0")}`;

function numberOf(f: Minifloat, code: bigint): number {
  const value = decode(f, code);
  return value.kind === "finite" ? Number(value.sig) * 2 ** value.exp : Number.NaN;
}

/** Exactly where that is short, else to four digits. */
function decimal(value: number): string {
  const exponent = Math.log2(value);
  if (value < 0.1 && Number.isInteger(exponent)) return `2^${exponent}`;
  const text = String(value);
  return text.length <= 7 ? text : value.toPrecision(4).replace("e+", "e");
}
