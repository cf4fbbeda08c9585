/** The words of a port at which something changes: stimulus starts from them, alone and in all combinations. */
import type { Fixed, Format, Minifloat, Posit } from "../formats/index.js";
import type { Port } from "../generators/design.js";
import { encode, finite } from "../golden/index.js";

const mask = (width: number): bigint => (1n << BigInt(width)) - 1n;

/** The corners of a port: by its format, else as an integer. */
export function cornerWords(port: Port): readonly bigint[] {
  return port.format ? cornerCodes(port.format) : integerCorners(port.width);
}

/** What is asked for with every draw, kept, since finding it each time would be most of the work. */
function perFormat<T>(find: (format: Format) => T): (format: Format) => T {
  const known = new WeakMap<Format, T>();
  return (format) => {
    const found = known.get(format) ?? find(format);
    known.set(format, found);
    return found;
  };
}

/** The code of 1, or the nearest there is. */
export const oneCode = perFormat(
  (format) => encode(format, finite(false, 1n, 0), { round: "rne", overflow: "saturate" }).code,
);

/** The code of the largest finite number. */
export function topCode(format: Format): bigint {
  if (format.kind === "minifloat") return format.maxFiniteCode;
  if (format.kind === "posit") return format.narCode - 1n;
  return mask(format.signed ? format.width - 1 : format.width);
}

/** The code of the smallest positive number. */
export function bottomCode(format: Format): bigint {
  return format.kind === "minifloat" ? format.minPositiveCode : 1n;
}

/** The code of the smallest number with full precision; for posits and fixed point the smallest positive number. */
export function normalCode(f: Format): bigint {
  if (f.kind !== "minifloat" || f.lowest === "normal") return bottomCode(f);
  const code = 1n << BigInt(f.fracBits);
  return code < f.maxFiniteCode ? code : f.maxFiniteCode;
}

/** Codes at which the meaning of a format changes, each once. */
export const cornerCodes = perFormat((format): readonly bigint[] => {
  const codes = { minifloat: minifloatCorners, posit: positCorners, fixed: fixedCorners }[format.kind];
  const all = (codes as (f: Format) => bigint[])(format);
  return [...new Set(all.map((code) => BigInt.asUintN(format.width, code)))];
});

/** Codes that are no number, and the zeros. */
export function specialCodes(format: Format): bigint[] {
  if (format.kind === "fixed") return [0n];
  if (format.kind === "posit") return [0n, format.narCode];
  const sign = 1n << BigInt(format.width - 1);
  const magnitudes = [0n, ...(format.maxFiniteCode < sign - 1n ? [format.maxFiniteCode + 1n, sign - 1n] : [])];
  return [...new Set([...magnitudes.flatMap((m) => [m, m | sign]), ...(format.nanCode ? [format.nanCode] : [])])];
}

function minifloatCorners(f: Minifloat): bigint[] {
  const normal = normalCode(f);
  const sign = 1n << BigInt(f.width - 1);
  const magnitudes = [
    0n,
    1n,
    f.minPositiveCode,
    normal - 1n,
    normal,
    normal + 1n,
    oneCode(f),
    oneCode(f) + 1n,
    f.maxFiniteCode - 1n,
    f.maxFiniteCode,
    f.maxFiniteCode + 1n,
    f.maxFiniteCode + 2n,
    (f.nanCode ?? 0n) & (sign - 1n),
    sign - 1n,
  ].filter((m) => m >= 0n && m < sign);
  return magnitudes.flatMap((m) => [m, m | sign]);
}

function positCorners(f: Posit): bigint[] {
  const positive = [0n, 1n, 2n, 3n, oneCode(f) - 1n, oneCode(f), oneCode(f) + 1n, f.narCode - 2n, f.narCode - 1n];
  return [...positive, f.narCode, ...positive.map((code) => -code)];
}

function fixedCorners(f: Fixed): bigint[] {
  const top = topCode(f);
  const positive = [0n, 1n, oneCode(f), top - 1n, top];
  return f.signed ? [...positive, ...positive.map((code) => -code), top + 1n] : positive;
}

function integerCorners(width: number): bigint[] {
  const half = 1n << BigInt(width - 1);
  return [...new Set([0n, 1n, half - 1n, half, half + 1n, -2n, -1n].map((word) => BigInt.asUintN(width, word)))];
}
