import type { Fixed, Format, Minifloat, Posit } from "../formats/index.js";
import { finite, infinity, nan, type Value, zero } from "./value.js";

const mask = (bits: number): bigint => (1n << BigInt(bits)) - 1n;

/** The exact value of a code. Bits above the format's width must be 0. */
export function decode(format: Format, code: bigint): Value {
  switch (format.kind) {
    case "minifloat":
      return decodeMinifloat(format, code);
    case "posit":
      return decodePosit(format, code);
    case "fixed":
      return decodeFixed(format, code);
  }
}

function decodeMinifloat(f: Minifloat, code: bigint): Value {
  const negative = code >> BigInt(f.width - 1) === 1n;
  const magnitude = code & mask(f.width - 1);
  if (magnitude === 0n) return f.negZero === "nan" && negative ? nan : zero(negative && f.signedZero);
  if (magnitude > f.maxFiniteCode) return magnitude === f.infCode ? infinity(negative) : nan;
  const field = Number(magnitude >> BigInt(f.fracBits));
  const frac = magnitude & mask(f.fracBits);
  if (field === 0 && f.lowest === "flush") return zero(negative && f.signedZero);
  if (field === 0 && f.lowest === "subnormal") return finite(negative, frac, f.minExp - f.fracBits);
  return finite(negative, (1n << BigInt(f.fracBits)) | frac, field - f.bias - f.fracBits);
}

function decodePosit(f: Posit, code: bigint): Value {
  if (code === 0n) return zero();
  if (code === f.narCode) return nan;
  const negative = code > f.narCode;
  const body = negative ? (1n << BigInt(f.width)) - code : code;
  const at = (i: number): bigint => (i < 0 ? 0n : (body >> BigInt(i)) & 1n);
  const first = at(f.width - 2);
  let i = f.width - 2;
  while (i >= 0 && at(i) === first) i--;
  const run = f.width - 2 - i;
  const regime = first === 1n ? run - 1 : -run;
  i--; // the bit that ends the regime
  // Exponent bits that fall off the end are 0.
  let exponent = 0;
  for (let k = 0; k < f.es; k++, i--) exponent = exponent * 2 + Number(at(i));
  const fracBits = Math.max(0, i + 1);
  const sig = (1n << BigInt(fracBits)) | (body & mask(fracBits));
  return finite(negative, sig, regime * 2 ** f.es + exponent - fracBits);
}

function decodeFixed(f: Fixed, code: bigint): Value {
  const value = f.signed ? BigInt.asIntN(f.width, code) : code;
  return value < 0n ? finite(true, -value, -f.fl) : finite(false, value, -f.fl);
}
