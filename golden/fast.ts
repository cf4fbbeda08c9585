/**
 * A second model of one multiply-add, in doubles instead of big integers. It is used where billions of results are
 * compared, and only because the test beside it shows it equal to the exact one. It stands on three facts: the values of
 * narrow codes and their products are exact doubles; a sum that is not is made odd in its last bit, which keeps every
 * later rounding right (Boldo and Melquiond, round to odd); scaling by a power of two is exact.
 */
import type { Format, Minifloat } from "../formats/index.js";
import { decode } from "./decode.js";
import type { Overflow } from "./encode.js";
import { isStochastic, type RoundMode } from "./round.js";
import { toNumber } from "./value.js";

/** How the result is rounded; `rndBits` counts for the stochastic modes only. */
export interface FastRounding {
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
}

/** The code of round(a b + c) from the codes of a, b and c; `random` is the random word of a stochastic mode, else 0. */
export type FastMultiplyAdd = (a: number, b: number, c: number, random: number) => number;
/** The code of round(x) for a double. */
export type FastEncode = (x: number, random: number) => number;

/** A table of values per operand: more bits than this would not stay in a cache. */
const MAX_WIDTH = 16;
/** Below 1022, so that neither a scaled value nor the error of a sum leaves the normal doubles. */
const MAX_EXPONENT = 800;
const DOUBLE_SIG_BITS = 53;

/** The values of all codes of a format. Infinities and NaN are those of doubles; zeros keep their sign. */
export function valueTable(format: Format): Float64Array {
  return Float64Array.from({ length: 2 ** format.width }, (_, code) => toNumber(decode(format, BigInt(code))));
}

interface Span {
  /** Exponent of the largest finite value. */
  readonly top: number;
  /** Weight of the lowest bit of any value. */
  readonly bottom: number;
}

function spanOf(format: Format): Span {
  switch (format.kind) {
    case "minifloat":
      return { top: format.maxExp, bottom: format.minExp - format.fracBits - 1 };
    case "posit":
      return { top: format.maxScale, bottom: -format.maxScale };
    case "fixed":
      return { top: format.il, bottom: -format.fl };
  }
}

const sigBits = (format: Format): number =>
  format.kind === "minifloat" ? format.sigBits : format.kind === "posit" ? format.maxFracBits + 1 : format.width;

/** True where doubles carry the operation: every code in a table, products exact, no double near its own limits. */
export function hasFastMultiplyAdd(a: Format, b: Format, acc: Format, rounding: FastRounding): boolean {
  if (acc.kind !== "minifloat") return false;
  const random = isStochastic(rounding.round) ? rounding.rndBits : 0;
  const spans = [a, b, acc].map(spanOf);
  return (
    [a, b, acc].every((format) => format.width <= MAX_WIDTH) &&
    spans.every(({ top, bottom }) => 2 * top <= MAX_EXPONENT && 2 * bottom >= -MAX_EXPONENT) &&
    sigBits(a) + sigBits(b) <= DOUBLE_SIG_BITS &&
    // The bits that a rounding looks at lie above the odd bit.
    acc.sigBits + random + 3 <= DOUBLE_SIG_BITS
  );
}

/**
 * The fast multiply-add of three formats.
 * @throws Error where `hasFastMultiplyAdd` is false
 */
export function fastMultiplyAdd(a: Format, b: Format, acc: Minifloat, rounding: FastRounding): FastMultiplyAdd {
  if (!hasFastMultiplyAdd(a, b, acc, rounding)) throw new Error(`no fast model of ${a.name} ${b.name} ${acc.name}`);
  const as = valueTable(a);
  const bs = valueTable(b);
  const cs = valueTable(acc);
  const encode = fastEncoder(acc, rounding);
  const [spanA, spanB, spanC] = [spanOf(a), spanOf(b), spanOf(acc)];
  const top = Math.max(spanA.top + spanB.top + 2, spanC.top + 1) + 1;
  const isExact = top - Math.min(spanA.bottom + spanB.bottom, spanC.bottom) <= DOUBLE_SIG_BITS;
  const downward = rounding.round === "rdn";
  return (codeA, codeB, codeC, random) => {
    const product = as[codeA]! * bs[codeB]!;
    const c = cs[codeC]!;
    const sum = isExact ? product + c : sumToOdd(product, c);
    // The zero that unlike signs leave is negative when rounding down; doubles round to nearest.
    if (downward && sum === 0 && (product !== 0 || !Object.is(product, c))) return encode(-0, random);
    return encode(sum, random);
  };
}

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
// The order of the halves is the machine's.
scratch[0] = 1;
const [LOW, HIGH] = words[1] === 0 ? [1, 0] : [0, 1];

/** The exact sum where it is a double, else that one of its two neighbours whose last bit is 1. */
function sumToOdd(x: number, y: number): number {
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

/** Rounds a double into a format, as `encode` does with an exact value. */
function fastEncoder(f: Minifloat, rounding: FastRounding): FastEncode {
  const away = decisions[rounding.round];
  const randomRange = 2 ** rounding.rndBits;
  const signBit = 2 ** (f.width - 1);
  const hasSubnormals = f.lowest === "subnormal";
  const maxFinite = Number(f.maxFiniteCode);
  const minPositive = hasSubnormals ? 0 : Number(f.minPositiveCode);
  const infinity = Number(f.infCode ?? f.nanCode ?? 0n);
  const nan = Number(f.nanCode ?? f.maxFiniteCode);
  const negativeInfinity = f.infCode === undefined ? infinity : infinity + signBit;
  const negativeZero = f.signedZero ? signBit : 0;
  const { fracBits, minExp, bias } = f;
  const saturates = rounding.overflow === "saturate";
  const stopsAt = (stop: RoundMode) => rounding.overflow !== "special" || ["rtz", stop].includes(rounding.round);
  const positiveOverflow = stopsAt("rdn") ? maxFinite : infinity;
  const negativeOverflow = stopsAt("rup") ? maxFinite + signBit : negativeInfinity;
  const scale = Float64Array.from({ length: 2047 }, (_, field) => 2 ** (fracBits + 1023 - field));

  return (x, random) => {
    if (Number.isNaN(x)) return nan;
    scratch[0] = x;
    const high = words[HIGH]!;
    const negative = high >= 0x8000_0000;
    const field = (high >>> 20) & 0x7ff;
    if (field === 0) return negative ? negativeZero : 0; // no smaller double ever comes here
    if (field === 0x7ff) {
      if (saturates) return negative ? maxFinite + signBit : maxFinite;
      return negative ? negativeInfinity : infinity;
    }
    const exp = hasSubnormals && field - 1023 < minExp ? minExp : field - 1023;
    const scaled = Math.abs(x) * scale[exp + 1023]!;
    const kept = Math.floor(scaled);
    // Counted as if exponent fields went on in both directions; the carry of a round moves into the field by itself.
    let code = (exp + bias - 1) * 2 ** fracBits + kept;
    const lost = scaled - kept;
    if (lost > 0 && away(lost, (code & 1) === 1, negative, random, randomRange)) code += 1;
    if (code > maxFinite) return negative ? negativeOverflow : positiveOverflow;
    if (code < minPositive || code === 0) return negative ? negativeZero : 0;
    return negative ? code + signBit : code;
  };
}

type Decision = (lost: number, odd: boolean, negative: boolean, random: number, range: number) => boolean;

/** `roundsAway` for 0 < lost < 1 in units of the last place; `range` = 2^n for n random bits. */
const decisions: Readonly<Record<RoundMode, Decision>> = {
  rtz: () => false,
  rup: (_lost, _odd, negative) => !negative,
  rdn: (_lost, _odd, negative) => negative,
  rne: (lost, odd) => lost > 0.5 || (lost === 0.5 && odd),
  rna: (lost) => lost >= 0.5,
  rto: (_lost, odd) => !odd,
  sra: (lost, _odd, _negative, random, range) => Math.floor(lost * range) + random >= range,
  srb: (lost, _odd, _negative, random, range) => Math.floor(lost * 2 * range) + 2 * random + 1 >= 2 * range,
  src: (lost, _odd, _negative, random, range) => nearestEven(lost * range) + random >= range,
};

function nearestEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
