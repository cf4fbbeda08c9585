/**
 * Rounds doubles into a format as `encode` rounds exact values, for models that give billions of results. A double here
 * stands for an exact value: itself, or, where its last bit was made odd, some value between its neighbours.
 */
import type { Fixed, Format, Minifloat, Posit } from "../formats/index.js";
import type { Overflow } from "./encode.js";
import { type FixedRoundMode, isStochastic, type RoundMode } from "./round.js";

/** How the result is rounded; `rndBits` counts for the stochastic modes only. Modes of two's complement: fixed point only. */
export interface FastRounding {
  readonly round: RoundMode | FixedRoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
}

/**
 * What became of the last double given to `round`: `low` where the random word is below `threshold`, else `high`. Each
 * is a code, with the flags invalid, overflow, underflow and inexact in the four bits above it. Without a random word
 * both are the result. The flags of the stochastic modes are not given.
 */
export interface FastRounder {
  low: number;
  high: number;
  threshold: number;
  /** `invalid`: a NaN that an operation made out of numbers. */
  round(x: number, invalid: boolean): void;
}

/** One result, whatever the random word. */
function settle(r: FastRounder, word: number): void {
  r.low = word;
  r.high = word;
  r.threshold = 0;
}

/** Flags as bits above the code. */
const INVALID = 1;
const OVERFLOW = 2;
const UNDERFLOW = 4;
const INEXACT = 8;
export const FLAG_BITS = 4;

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
// The order of the halves is the machine's.
scratch[0] = 1;
const [LOW, HIGH] = words[1] === 0 ? [1, 0] : [0, 1];

/** The exact sum where it is a double, else that one of its two neighbours whose last bit is 1. */
export function sumToOdd(x: number, y: number): number {
  const sum = x + y;
  const fromY = sum - x;
  const error = x - (sum - fromY) + (y - fromY); // exact (Knuth); NaN beside infinities
  if (error > 0 || error < 0) {
    scratch[0] = sum;
    const low = words[LOW]!;
    if ((low & 1) === 0) {
      if (error > 0 === sum > 0) words[LOW] = low | 1;
      else {
        words[LOW] = low - 1;
        if (low === 0) words[HIGH] = words[HIGH]! - 1;
      }
      return scratch[0];
    }
  }
  return sum;
}

const exponentField = (x: number): number => {
  scratch[0] = x;
  return (words[HIGH]! >>> 20) & 0x7ff;
};
const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0);

/** 2^(bits + 1023 - field) for every exponent field of a double: moves a double's binade to 2^bits. */
const binadeScale = (bits: number): Float64Array =>
  Float64Array.from({ length: 2047 }, (_, field) => 2 ** (bits + 1023 - field));

/** A rounder into any format. @throws Error for a code of more than 26 bits, which leaves no room for its flags */
export function fastRounder(format: Format, rounding: FastRounding): FastRounder {
  if (format.width > 26) throw new Error(`no fast rounding into ${format.name}: more than 26 bits`);
  switch (format.kind) {
    case "minifloat":
      return minifloatRounder(format, rounding);
    case "posit":
      return positRounder(format);
    case "fixed":
      return fixedRounder(format, rounding);
  }
}

/** The least random word that rounds away: 0 always, `NEVER` never. For 0 < lost < 1 in units of the last place. */
type Threshold = (lost: number, odd: boolean, negative: boolean) => number;
const NEVER = Number.POSITIVE_INFINITY;
const when = (away: boolean): number => (away ? 0 : NEVER);

function thresholds({ round, rndBits }: FastRounding): Threshold {
  const range = 2 ** rndBits;
  switch (round) {
    case "rtz":
      return () => NEVER;
    case "rup":
      return (_lost, _odd, negative) => when(!negative);
    case "rdn":
      return (_lost, _odd, negative) => when(negative);
    case "rne":
      return (lost, odd) => when(lost > 0.5 || (lost === 0.5 && odd));
    case "rna":
      return (lost) => when(lost >= 0.5);
    case "rto":
      return (_lost, odd) => when(!odd);
    case "sra":
      return (lost) => range - Math.floor(lost * range);
    case "srb":
      // floor(2 lost range) + 2 R + 1 >= 2 range
      return (lost) => Math.ceil((2 * range - 1 - Math.floor(2 * lost * range)) / 2);
    case "src":
      return (lost) => range - nearestEven(lost * range);
    case "rhu":
      return (lost, _odd, negative) => when(negative ? lost > 0.5 : lost >= 0.5);
    case "srf":
      // Of a negative number the part above its floor; enough of it leads towards zero, which the rounder knows.
      return (lost, _odd, negative) => range - Math.floor((negative ? 1 - lost : lost) * range);
  }
}

function nearestEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

function minifloatRounder(f: Minifloat, rounding: FastRounding): FastRounder {
  const threshold = thresholds(rounding);
  const random = isStochastic(rounding.round);
  const flag = 2 ** f.width;
  const signBit = 2 ** (f.width - 1);
  const hasSubnormals = f.lowest === "subnormal";
  const maxFinite = Number(f.maxFiniteCode);
  const minPositive = hasSubnormals ? 0 : Number(f.minPositiveCode);
  const smallestNormal = f.lowest === "normal" ? Number(f.minPositiveCode) : 2 ** f.fracBits;
  const infinity = Number(f.infCode ?? f.nanCode ?? 0n);
  const negativeInfinity = f.infCode === undefined ? infinity : infinity + signBit;
  const nan = Number(f.nanCode ?? f.maxFiniteCode);
  const negativeZero = f.signedZero ? signBit : 0;
  const infinityFlags = f.hasInf ? 0 : INVALID * flag;
  const { fracBits, minExp, bias } = f;
  const saturates = rounding.overflow === "saturate";
  const stopsAt = (stop: RoundMode) =>
    rounding.overflow !== "special" || rounding.round === "rtz" || rounding.round === stop;
  const beyond = (OVERFLOW + INEXACT) * flag;
  const positiveOverflow = (stopsAt("rdn") ? maxFinite : infinity) + beyond;
  const negativeOverflow = (stopsAt("rup") ? maxFinite + signBit : negativeInfinity) + beyond;
  const flushed = (UNDERFLOW + INEXACT) * flag;
  const scale = binadeScale(fracBits);

  const finish = (code: number, negative: boolean, flags: number): number => {
    if (code > maxFinite) return negative ? negativeOverflow : positiveOverflow;
    if (code < minPositive) return (negative ? negativeZero : 0) + flushed;
    if (code === 0) return (negative ? negativeZero : 0) + flags;
    return (negative ? code + signBit : code) + flags;
  };
  /** Tiny after rounding: below the smallest normal when rounded as if subnormals did not exist. */
  const isTiny = (x: number, field: number, negative: boolean): boolean => {
    const scaled = Math.abs(x) * scale[field]!;
    const kept = Math.floor(scaled);
    const code = (field - 1023 + bias - 1) * 2 ** fracBits + kept;
    const lost = scaled - kept;
    return code + Number(lost > 0 && threshold(lost, (code & 1) === 1, negative) === 0) < smallestNormal;
  };
  const r: FastRounder = {
    low: 0,
    high: 0,
    threshold: 0,
    round(x, invalid) {
      if (Number.isNaN(x)) return settle(r, nan + (invalid || f.nanCode === undefined ? INVALID * flag : 0));
      scratch[0] = x;
      const high = words[HIGH]!;
      const negative = high >= 0x8000_0000;
      const field = (high >>> 20) & 0x7ff;
      if (field === 0) return settle(r, negative ? negativeZero : 0); // no smaller double ever comes here
      if (field === 0x7ff) {
        if (saturates) return settle(r, (negative ? maxFinite + signBit : maxFinite) + infinityFlags);
        return settle(r, (negative ? negativeInfinity : infinity) + infinityFlags);
      }
      const exp = hasSubnormals && field - 1023 < minExp ? minExp : field - 1023;
      const scaled = Math.abs(x) * scale[exp + 1023]!;
      const kept = Math.floor(scaled);
      // Counted as if exponent fields went on in both directions; the carry of a round moves into the field by itself.
      const code = (exp + bias - 1) * 2 ** fracBits + kept;
      const lost = scaled - kept;
      if (lost === 0) return settle(r, finish(code, negative, 0));
      const least = threshold(lost, (code & 1) === 1, negative);
      if (random) {
        r.low = finish(code, negative, 0) % flag;
        r.high = finish(code + 1, negative, 0) % flag;
        r.threshold = least;
        return;
      }
      const tiny = field - 1023 < minExp && isTiny(x, field, negative);
      settle(r, finish(least === 0 ? code + 1 : code, negative, (INEXACT + (tiny ? UNDERFLOW : 0)) * flag));
    },
  };
  return r;
}

/** Nearest even on the bit string; what lies between two codes is measured in the binade of the lower one's regime. */
function positRounder(f: Posit): FastRounder {
  const flag = 2 ** f.width;
  const { maxScale, es } = f;
  const maxpos = Number(f.narCode) - 1;
  // Of each scale: the magnitude code of its power of two as a real number, and the codes of one binade above it.
  const scales = Array.from({ length: 2 * maxScale }, (_, i) => i - maxScale);
  const start = Float64Array.from(scales, (scale) => {
    const regime = Math.floor(scale / 2 ** es);
    const regimeBits = regime >= 0 ? regime + 2 : 1 - regime;
    const regimeString = regime >= 0 ? 2 ** (regime + 2) - 2 : 1;
    return (regimeString + (scale - regime * 2 ** es) / 2 ** es) * 2 ** (f.width - 1 - regimeBits);
  });
  const steps = Float64Array.from(scales, (scale) => {
    const regime = Math.floor(scale / 2 ** es);
    return 2 ** (f.width - 1 - (regime >= 0 ? regime + 2 : 1 - regime) - es);
  });
  const offset = start.map((code) => code - Math.floor(code));
  const toUnit = binadeScale(0);
  const signed = (magnitude: number, negative: boolean): number => (negative ? flag - magnitude : magnitude);
  const r: FastRounder = {
    low: 0,
    high: 0,
    threshold: 0,
    round(x, invalid) {
      if (Number.isNaN(x)) return settle(r, Number(f.narCode) + (invalid ? INVALID * flag : 0));
      if (!Number.isFinite(x)) return settle(r, Number(f.narCode) + INVALID * flag);
      if (x === 0) return settle(r, 0);
      const negative = x < 0;
      const field = exponentField(x);
      const scale = field - 1023;
      if (scale >= maxScale) {
        const inexact = Math.abs(x) !== 2 ** maxScale;
        return settle(r, signed(maxpos, negative) + (inexact ? (OVERFLOW + INEXACT) * flag : 0));
      }
      if (scale < -maxScale) return settle(r, signed(1, negative) + (UNDERFLOW + INEXACT) * flag);
      const at = scale + maxScale;
      const above = (Math.abs(x) * toUnit[field]! - 1) * steps[at]!;
      // Exponent bits that the regime pushes below the last place; with them the fraction may not fit a double.
      const rest = offset[at] === 0 ? above : sumToOdd(offset[at]!, above);
      const kept = Math.floor(start[at]!) + Math.floor(rest);
      const lost = rest - Math.floor(rest);
      const rounded = lost > 0.5 || (lost === 0.5 && kept % 2 === 1) ? kept + 1 : kept;
      const code = rounded === 0 ? 1 : Math.min(rounded, maxpos);
      settle(r, signed(code, negative) + (lost > 0 ? INEXACT * flag : 0));
    },
  };
  return r;
}

function fixedRounder(f: Fixed, rounding: FastRounding): FastRounder {
  const threshold = thresholds(rounding);
  const random = isStochastic(rounding.round);
  const floors = rounding.round === "srf";
  const flag = 2 ** f.width;
  const top = 2 ** (f.signed ? f.width - 1 : f.width) - 1;
  const bottom = f.signed ? -top - 1 : 0;
  const scale = 2 ** f.fl;
  const bits = (value: number): number => (value < 0 ? value + flag : value);
  const beyond = (OVERFLOW + INEXACT) * flag;
  const finish = (magnitude: number, negative: boolean, flags: number): number => {
    const value = negative ? -magnitude : magnitude;
    if (value > top) return bits(top) + beyond;
    if (value < bottom) return bits(bottom) + beyond;
    return bits(value) + flags;
  };
  const r: FastRounder = {
    low: 0,
    high: 0,
    threshold: 0,
    round(x) {
      if (Number.isNaN(x)) return settle(r, bits(top) + INVALID * flag);
      const negative = isNegative(x);
      if (!Number.isFinite(x)) return settle(r, bits(negative ? bottom : top) + INVALID * flag);
      const scaled = Math.abs(x) * scale;
      const kept = Math.floor(scaled);
      const lost = scaled - kept;
      if (lost === 0) return settle(r, finish(kept, negative, 0));
      const least = threshold(lost, kept % 2 === 1, negative);
      if (random) {
        const upward = floors && negative;
        r.low = finish(upward ? kept + 1 : kept, negative, 0) % flag;
        r.high = finish(upward ? kept : kept + 1, negative, 0) % flag;
        r.threshold = least;
      } else settle(r, finish(least === 0 ? kept + 1 : kept, negative, INEXACT * flag));
    },
  };
  return r;
}
