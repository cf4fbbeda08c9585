/** Matrix products and random words for the tests, from the definitions alone: exact integers, and bits by recurrence. */
import { integerRange, type integerRules, roundedWithin } from "../../testbench/oracles/fixed-rounding.js";
import type { Prng } from "../../testbench/prng.js";
import type { Words } from "../unit.js";

/** Codes as integers, rows first. */
export type Matrix = readonly (readonly number[])[];

export const drawMatrix = (prng: Prng, rows: number, cols: number, [low, high]: readonly [number, number]): Matrix =>
  Array.from({ length: rows }, () => Array.from({ length: cols }, () => low + prng.below(high - low + 1)));

/** A B in integers of any size, then as it stands in an accumulator of two's complement. */
export function productOf(a: Matrix, b: Matrix, accBits: number): bigint[][] {
  const wrapped = (sum: bigint): bigint => {
    const modulus = 2n ** BigInt(accBits);
    const positive = ((sum % modulus) + modulus) % modulus;
    return 2n * positive >= modulus ? positive - modulus : positive;
  };
  return a.map((row) =>
    b[0]!.map((_, c) => wrapped(row.reduce((sum, x, k) => sum + BigInt(x) * BigInt(b[k]![c]!), 0n))),
  );
}

interface Rounding {
  readonly round: keyof typeof integerRules;
  readonly drop: number;
  /** Bits of the signed result. */
  readonly width: number;
  readonly bits: number;
}

/** Of sums below 2^53. */
export const roundedSum = (sum: bigint, word: bigint, { round, drop, width, bits }: Rounding): number =>
  roundedWithin(round, Number(sum) / 2 ** drop, integerRange(width, true), { word, bits });

/**
 * The words of a register, from its polynomial as the header prints it, `x^4 + x + 1`: u(n + 4) = u(n + 1) + u(n). A word
 * takes `bits` of the sequence, the oldest lowest, and the next one begins `steps` further on.
 */
export function* wordsFrom(polynomial: string, seed: bigint, bits: number, steps: number): Generator<bigint, never> {
  const [width = 0, ...taps] = polynomial
    .split(" + ")
    .map((term) => (term === "1" ? 0 : term === "x" ? 1 : Number(term.slice(2))));
  const u = Array.from({ length: width }, (_, n) => (seed >> BigInt(n)) & 1n);
  for (let from = 0; ; from += steps) {
    for (let n = u.length - width; u.length < from + bits; n++) u.push(taps.reduce((sum, t) => sum ^ u[n + t]!, 0n));
    yield u.slice(from, from + bits).reduce((word, bit, i) => word | (bit << BigInt(i)), 0n);
  }
}

const element = (name: string, values: readonly number[], width: number): Words =>
  Object.fromEntries(values.map((x, i) => [`${name}_${i}`, BigInt.asUintN(width, BigInt(x))] as const));

/** The cycles that feed A B, a column of A and a row of B each, and `wait` cycles behind it that count for nothing. */
export function cyclesOf(a: Matrix, b: Matrix, [widthA, widthB]: readonly [number, number], wait: number): Words[] {
  const cycle = (k: number, valid: boolean, last: boolean): Words => ({
    rst_i: 0n,
    valid_i: BigInt(valid),
    last_i: BigInt(last),
    ...element(
      "a_i",
      a.map((row) => row[k]!),
      widthA,
    ),
    ...element("b_i", b[k]!, widthB),
  });
  const fed = b.map((_, k) => cycle(k, true, k === b.length - 1));
  return [...fed, ...Array.from({ length: wait }, () => cycle(0, false, true))];
}
