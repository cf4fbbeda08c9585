import type { Fixed, Format, Minifloat, Posit } from "../formats/index.js";
import { type RandomWord, type RoundMode, roundsAway } from "./round.js";
import { exponentOf, type Finite, type Value } from "./value.js";

/** What happens to results outside the finite range: P3109 SatFinite, SatNone, SatPropagate. */
export const overflowPolicies = ["saturate", "special", "propagate"] as const;
export type Overflow = (typeof overflowPolicies)[number];

export interface Rounding {
  readonly round: RoundMode;
  /** Minifloats only; posits and fixed point saturate. */
  readonly overflow: Overflow;
  readonly random?: RandomWord | undefined;
}

/** IEEE 754 meaning; tininess is judged after rounding. */
export interface Flags {
  readonly invalid: boolean;
  readonly overflow: boolean;
  readonly underflow: boolean;
  readonly inexact: boolean;
}
export interface Encoded {
  readonly code: bigint;
  readonly flags: Flags;
}

const noFlags: Flags = { invalid: false, overflow: false, underflow: false, inexact: false };
const invalidFlags: Flags = { ...noFlags, invalid: true };
const exact = (code: bigint): Encoded => ({ code, flags: noFlags });

/** Rounds an exact value into a format, once: exponent unbounded above, then overflow, then underflow. */
export function encode(format: Format, value: Value, rounding: Rounding): Encoded {
  switch (format.kind) {
    case "minifloat":
      return encodeMinifloat(format, value, rounding);
    case "posit":
      return encodePosit(format, value);
    case "fixed":
      return encodeFixed(format, value, rounding);
  }
}

/** |x| in units of 2^unit, cut: the integer part and what is lost. */
function cut(x: Finite, unit: number): { kept: bigint; lost: bigint; lostBits: number } {
  const shift = unit - x.exp;
  if (shift <= 0) return { kept: x.sig << BigInt(-shift), lost: 0n, lostBits: 0 };
  const kept = x.sig >> BigInt(shift);
  return { kept, lost: x.sig - (kept << BigInt(shift)), lostBits: shift };
}

function encodeMinifloat(f: Minifloat, x: Value, r: Rounding): Encoded {
  if (x.kind === "nan") {
    // Without a NaN code a NaN becomes the largest positive finite, as saturating conversions do.
    const flags = x.invalid || f.nanCode === undefined ? invalidFlags : noFlags;
    return { code: f.nanCode ?? f.maxFiniteCode, flags };
  }
  if (x.kind === "inf") {
    const code = r.overflow === "saturate" ? withSign(f, f.maxFiniteCode, x.negative) : special(f, r, x.negative);
    return { code, flags: f.hasInf ? noFlags : invalidFlags };
  }
  if (x.sig === 0n) return exact(withSign(f, 0n, x.negative));

  const exp = exponentOf(x);
  const { rounded, lost } = roundedAt(f, x, r, f.lowest === "subnormal" ? Math.max(exp, f.minExp) : exp);
  if (rounded > f.maxFiniteCode) {
    const stops = r.round === "rtz" || r.round === (x.negative ? "rup" : "rdn");
    const finiteTop = r.overflow !== "special" || stops;
    return {
      code: finiteTop ? withSign(f, f.maxFiniteCode, x.negative) : special(f, r, x.negative),
      flags: { ...noFlags, overflow: true, inexact: true },
    };
  }
  if (rounded < f.minPositiveCode && f.lowest !== "subnormal")
    return { code: withSign(f, 0n, x.negative), flags: { ...noFlags, underflow: true, inexact: true } };
  const inexact = lost !== 0n;
  const smallestNormal = f.lowest === "normal" ? f.minPositiveCode : 1n << BigInt(f.fracBits);
  // Tiny after rounding: below the smallest normal when rounded as if subnormals did not exist.
  const underflow = inexact && exp < f.minExp && roundedAt(f, x, r, exp).rounded < smallestNormal;
  return { code: withSign(f, rounded, x.negative), flags: { ...noFlags, inexact, underflow } };
}

function withSign(f: Minifloat, magnitude: bigint, negative: boolean): bigint {
  return negative && (magnitude !== 0n || f.signedZero) ? magnitude | (1n << BigInt(f.width - 1)) : magnitude;
}

function special(f: Minifloat, r: Rounding, negative: boolean): bigint {
  if (f.infCode !== undefined) return withSign(f, f.infCode, negative);
  if (f.nanCode === undefined) throw new Error(`overflow ${r.overflow} needs infinity or NaN, ${f.name} has neither`);
  return f.nanCode;
}

/** The magnitude code when |x| is rounded in the binade of 2^exp, and what was cut off. */
function roundedAt(f: Minifloat, x: Finite, r: Rounding, exp: number): { rounded: bigint; lost: bigint } {
  const { kept, lost, lostBits } = cut(x, exp - f.fracBits);
  // Counted as if exponent fields went on in both directions; the carry of a round moves into the field by itself.
  const down = (BigInt(exp + f.bias - 1) << BigInt(f.fracBits)) + kept;
  const away = roundsAway(r.round, { odd: (down & 1n) === 1n, negative: x.negative, lost, lostBits }, r.random);
  return { rounded: away ? down + 1n : down, lost };
}

/** Round to nearest even on the bit string; never to zero, never to NaR (Posit Standard 2022, section 4.1). */
function encodePosit(f: Posit, x: Value): Encoded {
  if (x.kind === "nan") return { code: f.narCode, flags: x.invalid ? invalidFlags : noFlags };
  if (x.kind === "inf") return { code: f.narCode, flags: invalidFlags };
  if (x.sig === 0n) return exact(0n);
  const maxpos = f.narCode - 1n;
  const signed = (magnitude: bigint): bigint => (x.negative ? (1n << BigInt(f.width)) - magnitude : magnitude);
  const scale = exponentOf(x);
  if (scale >= f.maxScale) {
    const inexact = scale > f.maxScale || x.sig !== 1n << BigInt(scale - x.exp);
    return { code: signed(maxpos), flags: { ...noFlags, inexact, overflow: inexact } };
  }
  if (scale < -f.maxScale) return { code: signed(1n), flags: { ...noFlags, inexact: true, underflow: true } };
  const regime = Math.floor(scale / 2 ** f.es);
  const exponent = BigInt(scale - regime * 2 ** f.es);
  const regimeBits = regime >= 0 ? regime + 2 : 1 - regime;
  const regimeString = regime >= 0 ? (1n << BigInt(regime + 2)) - 2n : 1n;
  const fracBits = scale - x.exp;
  const frac = x.sig - (1n << BigInt(fracBits));
  const string = (((regimeString << BigInt(f.es)) | exponent) << BigInt(fracBits)) | frac;
  const length = regimeBits + f.es + fracBits;
  const { kept, lost, lostBits } = cut(
    { kind: "finite", negative: x.negative, sig: string, exp: -length },
    1 - f.width,
  );
  const away = roundsAway("rne", { odd: (kept & 1n) === 1n, negative: x.negative, lost, lostBits });
  const rounded = away ? kept + 1n : kept;
  const code = rounded === 0n ? 1n : rounded > maxpos ? maxpos : rounded;
  return { code: signed(code), flags: { ...noFlags, inexact: lost !== 0n } };
}

function encodeFixed(f: Fixed, x: Value, r: Rounding): Encoded {
  const top = (1n << BigInt(f.signed ? f.width - 1 : f.width)) - 1n;
  const bottom = f.signed ? -top - 1n : 0n;
  const bits = (value: bigint): bigint => BigInt.asUintN(f.width, value);
  if (x.kind === "nan") return { code: bits(top), flags: invalidFlags };
  if (x.kind === "inf") return { code: bits(x.negative ? bottom : top), flags: invalidFlags };
  const { kept, lost, lostBits } = cut(x, -f.fl);
  const away = roundsAway(r.round, { odd: (kept & 1n) === 1n, negative: x.negative, lost, lostBits }, r.random);
  const magnitude = away ? kept + 1n : kept;
  const value = x.negative ? -magnitude : magnitude;
  if (value > top) return { code: bits(top), flags: { ...noFlags, overflow: true, inexact: true } };
  if (value < bottom) return { code: bits(bottom), flags: { ...noFlags, overflow: true, inexact: true } };
  return { code: bits(value), flags: { ...noFlags, inexact: lost !== 0n } };
}
