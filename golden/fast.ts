/**
 * A second model of operations with one rounding, in doubles instead of big integers. It is used where billions of
 * results are compared, and only because the test beside it shows it equal to the exact one. It stands on three facts:
 * the values of narrow codes and their products are exact doubles; a sum that is not is made odd in its last bit, which
 * keeps every later rounding right (Boldo and Melquiond, round to odd); scaling by a power of two is exact.
 */
import type { Format, Minifloat, Posit } from "../formats/index.js";
import { decode } from "./decode.js";
import { type FastRounder, type FastRounding, fastRounder, sumToOdd } from "./fast-round.js";
import { isStochastic } from "./round.js";
import { toNumber } from "./value.js";

export { type FastRounding, FLAG_BITS, fastRounder } from "./fast-round.js";

/** The code of round(a b + c) from the codes of a, b and c; `random` is the random word of a stochastic mode, else 0. */
export type FastMultiplyAdd = (a: number, b: number, c: number, random: number) => number;

/** A table of values per operand: more bits than this would not stay in a cache. */
const MAX_TABLE = 16;
/** Below 1022, so that neither a scaled value nor the error of a sum leaves the normal doubles. */
const MAX_EXPONENT = 800;
const DOUBLE_SIG_BITS = 53;

/** The values of all codes of a format. Infinities and NaN are those of doubles; zeros keep their sign. */
export function valueTable(format: Format): Float64Array {
  return Float64Array.from({ length: 2 ** format.width }, (_, code) => toNumber(decode(format, BigInt(code))));
}

/** The value of one code: from a table, or, where that would be too large, from the fields of a minifloat. */
function valuesBy(format: Format): (code: number) => number {
  if (format.width > MAX_TABLE && format.kind === "fixed") {
    const [scale, half, whole] = [2 ** -format.fl, 2 ** (format.width - 1), 2 ** format.width];
    return (code) => (format.signed && code >= half ? code - whole : code) * scale;
  }
  if (format.width <= MAX_TABLE || format.kind !== "minifloat") {
    const table = valueTable(format);
    return (code) => table[code]!;
  }
  const { width, fracBits, bias, minExp } = format;
  const half = 2 ** (width - 1);
  const finite = Number(format.maxFiniteCode);
  const special = (code: number): number => toNumber(decode(format, BigInt(code)));
  const power = Float64Array.from({ length: 2 ** format.expBits }, (_, field) =>
    field === 0 ? 2 ** (minExp - fracBits) : 2 ** (field - bias - fracBits),
  );
  const hidden = 2 ** fracBits;
  return (code) => {
    const magnitude = code >= half ? code - half : code;
    const field = Math.floor(magnitude / hidden);
    // Rare, and different from format to format.
    if (magnitude > finite || (field === 0 && format.lowest !== "subnormal")) return special(code);
    const frac = magnitude - field * hidden;
    const value = (field === 0 ? frac : frac + hidden) * power[field]!;
    return code >= half ? -value : value;
  };
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
      return { top: format.maxScale, bottom: -format.maxScale - format.maxFracBits };
    case "fixed":
      return { top: format.il, bottom: -format.fl };
  }
}

const sigBits = (format: Format): number =>
  format.kind === "minifloat" ? format.sigBits : format.kind === "posit" ? format.maxFracBits + 1 : format.width;

/**
 * One operation with one rounding. `a`, and `b` where it is there, are multiplied; `addend` is added. With no `a` the
 * addend alone is rounded: a conversion.
 */
export interface FastOperation {
  readonly a?: Format;
  readonly b?: Format;
  readonly addend?: Format;
  readonly dst: Format;
  readonly rounding: FastRounding;
  /** Flags are asked for. */
  readonly flags?: boolean;
}

/** True where doubles carry the operation: products exact, no double near its own limits, all words at hand. */
export function isFast({ a, b, addend, dst, rounding, flags }: FastOperation): boolean {
  const random = isStochastic(rounding.round) ? rounding.rndBits : 0;
  const operands = [a, b, addend].filter((format) => format !== undefined);
  const tabled = operands.every((f) => f.width <= MAX_TABLE || (f.kind !== "posit" && f.width <= 32));
  const spans = [...operands, dst].map(spanOf);
  return (
    tabled &&
    dst.width <= MAX_TABLE &&
    !(flags && random > 0) &&
    spans.every(({ top, bottom }) => 2 * top <= MAX_EXPONENT && 2 * bottom >= -MAX_EXPONENT) &&
    (a ? sigBits(a) : 0) + (b ? sigBits(b) : 0) <= DOUBLE_SIG_BITS &&
    (addend ? sigBits(addend) : 0) <= DOUBLE_SIG_BITS &&
    // The bits that a rounding looks at lie above the odd bit.
    sigBits(dst) + random + 3 <= DOUBLE_SIG_BITS
  );
}

/** The exact value of an operation as a double that rounds like it, and how a double is rounded. */
export interface FastParts {
  /** The values of the codes of `a` and `b`; 1 where there is no such operand. */
  values(a: number, b: number): readonly [number, number];
  /** The value of the code of `b`. */
  factor(b: number): number;
  addend(code: number): number;
  sum(product: number, addend: number): number;
  readonly rounder: FastRounder;
}

/** @throws Error where `isFast` is false */
export function fastParts(operation: FastOperation): FastParts {
  const { a, b, addend, dst, rounding } = operation;
  if (!isFast(operation)) throw new Error(`no fast model: ${[a, b, addend, dst].map((f) => f?.name).join(" ")}`);
  const [valueA, valueB, valueC] = [a, b, addend].map((format) => (format ? valuesBy(format) : () => 1));
  const one: Span = { top: 0, bottom: 0 };
  const [spanA, spanB, spanC] = [a, b, addend].map((format) => (format ? spanOf(format) : one));
  const top = Math.max(spanA!.top + spanB!.top + 2, spanC!.top + 1) + 1;
  const isExact = top - Math.min(spanA!.bottom + spanB!.bottom, spanC!.bottom) <= DOUBLE_SIG_BITS;
  const downward = rounding.round === "rdn";
  const sum = (product: number, c: number): number => {
    const total = isExact ? product + c : sumToOdd(product, c);
    // The zero that unlike signs leave is negative when rounding down; doubles round to nearest.
    return downward && total === 0 && (product !== 0 || !Object.is(product, c)) ? -0 : total;
  };
  return {
    values: (codeA, codeB) => [valueA!(codeA), valueB!(codeB)],
    factor: valueB!,
    addend: valueC!,
    sum,
    rounder: fastRounder(dst, rounding),
  };
}

/**
 * The rounding of an unpacked number. Its ports are zero, NaR, sign, scale, fraction and sticky bit in this order, the
 * last one being one more bit of the fraction.
 */
export interface FastEncoding {
  readonly encodes: Posit;
  readonly rounding: FastRounding;
  /** Bits of a two's complement scale. */
  readonly scaleBits: number;
  readonly fracBits: number;
  /** The value is (1 - 3 sign + frac) 2^scale, else (-1)^sign (1 + frac) 2^scale. */
  readonly signed: boolean;
}

/** True where every value that the fields can say is a double far from its limits. */
export const isFastEncoding = ({ encodes, scaleBits, fracBits }: FastEncoding): boolean =>
  encodes.width <= MAX_TABLE && 2 ** (scaleBits - 1) + fracBits <= MAX_EXPONENT && fracBits + 4 <= DOUBLE_SIG_BITS;

/** True where `fastMultiplyAdd` exists. */
export function hasFastMultiplyAdd(a: Format, b: Format, acc: Format, rounding: FastRounding): boolean {
  return isFast({ a, b, addend: acc, dst: acc, rounding });
}

/**
 * The fast multiply-add of three formats.
 * @throws Error where `hasFastMultiplyAdd` is false
 */
export function fastMultiplyAdd(a: Format, b: Format, acc: Minifloat, rounding: FastRounding): FastMultiplyAdd {
  const { values, addend, sum, rounder } = fastParts({ a, b, addend: acc, dst: acc, rounding });
  // Flags stand above the code.
  const codeMask = 2 ** acc.width - 1;
  return (codeA, codeB, codeC, random) => {
    const [x, y] = values(codeA, codeB);
    rounder.round(sum(x * y, addend(codeC)), false);
    return (random >= rounder.threshold ? rounder.high : rounder.low) & codeMask;
  };
}
