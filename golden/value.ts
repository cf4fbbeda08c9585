/**
 * Exact values: every finite code of every format is a dyadic rational, so sums and products of codes are exact here and
 * a unit rounds at most once, in `encode`.
 */

/** (-1)^negative * sig * 2^exp. Zero has sig 0n and keeps its sign. */
export interface Finite {
  readonly kind: "finite";
  readonly negative: boolean;
  readonly sig: bigint;
  readonly exp: number;
}
export interface Infinite {
  readonly kind: "inf";
  readonly negative: boolean;
}
/** NaN or NaR; `invalid` when an operation made it out of numbers (Inf - Inf, 0 x Inf). */
export interface NotANumber {
  readonly kind: "nan";
  readonly invalid: boolean;
}
export type Value = Finite | Infinite | NotANumber;

export const nan: NotANumber = { kind: "nan", invalid: false };
export const invalidNan: NotANumber = { kind: "nan", invalid: true };
export const infinity = (negative: boolean): Infinite => ({ kind: "inf", negative });
export const finite = (negative: boolean, sig: bigint, exp: number): Finite => ({ kind: "finite", negative, sig, exp });
export const zero = (negative = false): Finite => finite(negative, 0n, 0);

/** Position of the highest set bit plus one; 0 for 0n. */
export function bitLength(x: bigint): number {
  if (x < 0x1_0000_0000n) return 32 - Math.clz32(Number(x));
  return x.toString(16).length * 4 - (Math.clz32(Number.parseInt(x.toString(16)[0]!, 16)) - 28);
}

/** floor(log2 |x|) of a nonzero finite value. */
export const exponentOf = (x: Finite): number => bitLength(x.sig) - 1 + x.exp;

export function negate(x: Value): Value {
  return x.kind === "nan" ? x : { ...x, negative: !x.negative };
}

/** Exact product. 0 x Inf is an invalid NaN. */
export function multiply(a: Value, b: Value): Value {
  if (a.kind === "nan" || b.kind === "nan") return nan;
  const negative = a.negative !== b.negative;
  if (a.kind === "inf" || b.kind === "inf") {
    const withZero = (a.kind === "finite" && a.sig === 0n) || (b.kind === "finite" && b.sig === 0n);
    return withZero ? invalidNan : infinity(negative);
  }
  return finite(negative, a.sig * b.sig, a.exp + b.exp);
}

/**
 * Exact sum. Inf - Inf is an invalid NaN. A zero sum of unlike signs is +0, or -0 when `downward` (rounding `rdn`);
 * zeros of like sign keep it.
 */
export function add(a: Value, b: Value, downward = false): Value {
  if (a.kind === "nan" || b.kind === "nan") return nan;
  if (a.kind === "inf") return b.kind === "inf" && b.negative !== a.negative ? invalidNan : a;
  if (b.kind === "inf") return b;
  const exp = Math.min(a.exp, b.exp);
  const x = signed(a) << BigInt(a.exp - exp);
  const y = signed(b) << BigInt(b.exp - exp);
  const sum = x + y;
  if (sum === 0n) return zero(a.negative === b.negative ? a.negative : downward);
  return finite(sum < 0n, sum < 0n ? -sum : sum, exp);
}

const signed = (x: Finite): bigint => (x.negative ? -x.sig : x.sig);

/** Exact a * b + c; see `multiply` and `add`. */
export function multiplyAdd(a: Value, b: Value, c: Value, downward = false): Value {
  const product = multiply(a, b);
  // A NaN operand is quiet even when the product of the others is invalid.
  return product.kind === "nan" ? (c.kind === "nan" ? nan : product) : add(product, c, downward);
}

/** Order of two finite values: negative, zero or positive like a - b. */
export function compare(a: Finite, b: Finite): number {
  const difference = add(a, negate(b));
  if (difference.kind !== "finite" || difference.sig === 0n) return 0;
  return difference.negative ? -1 : 1;
}

/** As a double, exact where one is; for display and plots, never for results. */
export function toNumber(x: Value): number {
  if (x.kind === "nan") return Number.NaN;
  if (x.kind === "inf") return x.negative ? -Infinity : Infinity;
  // 64 leading bits are kept so that the scaling below cannot overflow.
  const excess = Math.max(0, bitLength(x.sig) - 64);
  const magnitude = Number(x.sig >> BigInt(excess)) * 2 ** (x.exp + excess);
  return x.negative ? -magnitude : magnitude;
}

/** The exact value of a double. A NaN is quiet. */
export function fromNumber(x: number): Value {
  if (Number.isNaN(x)) return nan;
  const negative = x < 0 || Object.is(x, -0);
  if (!Number.isFinite(x)) return infinity(negative);
  if (x === 0) return zero(negative);
  // Scaled by powers of two, which is exact, until it is an integer.
  let exp = 0;
  let magnitude = Math.abs(x);
  for (; !Number.isInteger(magnitude); exp--) magnitude *= 2;
  return finite(negative, BigInt(magnitude), exp);
}
