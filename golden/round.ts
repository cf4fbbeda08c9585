/** The one rounding decision of the project: is the next magnitude taken? Modes and their sources: docs/numerics.md. */

export const roundModes = ["rtz", "rup", "rdn", "rne", "rna", "rto", "sra", "srb", "src"] as const;
export type RoundMode = (typeof roundModes)[number];

/** Modes of two's complement units: `rhu` is floor(x + 1/2), `srf` is floor(x + R 2^-n). */
export const fixedRoundModes = ["rdn", "rne", "rna", "rhu", "sra", "srf"] as const;
export type FixedRoundMode = (typeof fixedRoundModes)[number];

/** P3109 StochasticA/B/C, and the one toward minus infinity: they consume a word of random bits. */
export const isStochastic = (mode: RoundMode | FixedRoundMode): boolean =>
  mode === "sra" || mode === "srb" || mode === "src" || mode === "srf";

/** An explicit word R of n random bits, 0 <= R < 2^n. */
export interface RandomWord {
  readonly bits: number;
  readonly word: bigint;
}

/** What the decision depends on: the kept code is odd, and nu = lost / 2^lostBits, 0 <= nu < 1, in units of its last place. */
export interface Tail {
  readonly odd: boolean;
  readonly negative: boolean;
  readonly lost: bigint;
  readonly lostBits: number;
}

/** True when the magnitude rounds away from zero to the next one. `random` is read by the stochastic modes only. */
export function roundsAway(mode: RoundMode, tail: Tail, random?: RandomWord): boolean {
  const { lost, negative, odd } = tail;
  if (lost === 0n) return false; // exact values never move, in any mode
  const half = compareHalf(tail);
  switch (mode) {
    case "rtz":
      return false;
    case "rup":
      return !negative;
    case "rdn":
      return negative;
    case "rne":
      return half > 0 || (half === 0 && odd);
    case "rna":
      return half >= 0;
    case "rto":
      return !odd;
  }
  if (random === undefined) throw new Error(`rounding ${mode} needs a random word`);
  const n = random.bits;
  const one = 1n << BigInt(n);
  switch (mode) {
    case "sra":
      return floorScaled(tail, n) + random.word >= one;
    case "srb":
      return floorScaled(tail, n + 1) + 2n * random.word + 1n >= 2n * one;
    case "src":
      return nearestScaled(tail, n) + random.word >= one;
  }
}

/** Sign of nu - 1/2. */
function compareHalf({ lost, lostBits }: Tail): number {
  const twice = lost << 1n;
  const one = 1n << BigInt(lostBits);
  return twice > one ? 1 : twice === one ? 0 : -1;
}

/** floor(nu 2^n) */
function floorScaled({ lost, lostBits }: Tail, n: number): bigint {
  return lostBits <= n ? lost << BigInt(n - lostBits) : lost >> BigInt(lostBits - n);
}

/** nu 2^n to the nearest integer, ties to even */
function nearestScaled(tail: Tail, n: number): bigint {
  const floor = floorScaled(tail, n);
  const dropped = tail.lostBits - n;
  if (dropped <= 0) return floor;
  const rest = tail.lost & ((1n << BigInt(dropped)) - 1n);
  const half = 1n << BigInt(dropped - 1);
  return rest > half || (rest === half && (floor & 1n) === 1n) ? floor + 1n : floor;
}
