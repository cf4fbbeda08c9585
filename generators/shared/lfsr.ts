/** Maximal-length linear feedback shift registers: the polynomials and what is said about them. */
import type { VerilogParameter } from "../design.js";

/**
 * x^W + ... + 1 by the exponents between W and 0. Primitive, of the fewest terms, and among those the numerically
 * smallest (OEIS A132454): low exponents let many steps at once be computed from the present state alone.
 */
const middleTaps: Readonly<Record<number, readonly number[]>> = {
  4: [1],
  5: [2],
  6: [1],
  7: [1],
  8: [4, 3, 2],
  9: [4],
  10: [3],
  11: [2],
  12: [6, 4, 1],
  13: [4, 3, 1],
  14: [5, 3, 1],
  15: [1],
  16: [5, 3, 2],
  17: [3],
  18: [7],
  19: [5, 2, 1],
  20: [3],
  21: [2],
  22: [1],
  23: [5],
  24: [4, 3, 1],
  25: [3],
  26: [6, 2, 1],
  27: [5, 2, 1],
  28: [3],
  29: [2],
  30: [6, 4, 1],
  31: [3],
  32: [7, 6, 2],
};
export const lfsrWidths = { min: 4, max: 32 } as const;

/** Exponents below W, highest first, 0 last: u(n + W) is the sum of u(n + t) over these t. */
export function feedbackTaps(width: number): readonly number[] {
  const taps = middleTaps[width];
  if (!taps) throw new Error(`no polynomial of degree ${width}`);
  return [...taps, 0];
}

/** `x^31 + x^3 + 1` */
export function polynomialText(width: number): string {
  const term = (t: number): string => (t === 0 ? "1" : t === 1 ? "x" : `x^${t}`);
  return [width, ...feedbackTaps(width)].map(term).join(" + ");
}

/** The state after reset. Default: the leading W bits of the golden ratio's fraction, as many ones as zeros about. */
export function seedParameter(width: number): VerilogParameter {
  const max = 2 ** width - 1;
  const golden = Math.floor(((Math.sqrt(5) - 1) / 2) * 2 ** width);
  return { name: "Seed", default: golden, min: 1, max, others: [1, max], doc: "state after reset" };
}

/** The prime factors of 2^width - 1 that some step count of at most `most` could share, ascending. */
export function smallFactors(width: number, most: number): number[] {
  const factors: number[] = [];
  let rest = 2 ** width - 1;
  for (let p = 3; p <= most && rest > 1; p += 2) {
    if (rest % p !== 0) continue;
    factors.push(p);
    while (rest % p === 0) rest /= p;
  }
  return factors;
}
