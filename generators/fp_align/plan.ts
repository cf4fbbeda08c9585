import type { ExpRange } from "../shared/exponents.js";

export interface AlignConfig {
  readonly aBits: number;
  readonly aMin: number;
  readonly aMax: number;
  readonly bBits: number;
  readonly bMin: number;
  readonly bMax: number;
  readonly window: number;
  readonly aZero: boolean;
}

/** Exponent ranges of the two numbers and of the larger one of them. */
export function alignPlan(c: AlignConfig): { a: ExpRange; b: ExpRange; out: ExpRange } {
  const a = { min: c.aMin, max: c.aMax };
  const b = { min: c.bMin, max: c.bMax };
  // A zero a does not count, so the result can be any exponent of b; but it is never below those.
  const min = c.aZero ? b.min : Math.max(a.min, b.min);
  return { a, b, out: { min, max: Math.max(a.max, b.max) } };
}
