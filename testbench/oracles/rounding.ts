/**
 * Rounding a second time: by search over a list of magnitudes instead of by bits, in doubles, which hold every number
 * that occurs here exactly. The rules are written from the definitions in docs/numerics.md.
 */

/** What a target is for this oracle: nothing of `formats/` enters. */
export interface Target {
  /** Finite magnitudes by magnitude code, from 0 up. */
  readonly magnitudes: readonly number[];
  readonly fracBits: number;
  /** Smallest exponent of a normal binade. */
  readonly minExp: number;
  readonly lowest: "subnormal" | "normal" | "flush";
  readonly hasInf: boolean;
  /** -0 is produced. */
  readonly signedZero: boolean;
}

export interface Mode {
  readonly round: string;
  readonly overflow: string;
  readonly bits: number;
  readonly word: number;
}

export interface Rounded {
  readonly value: number;
  readonly overflow: boolean;
  readonly underflow: boolean;
  readonly inexact: boolean;
}

/** Magnitudes with the number of their code; codes go on below the format's least and above its greatest. */
interface Rung {
  readonly value: number;
  readonly code: number;
}

/** All magnitudes with exponents lowExp..highExp and fracBits fraction bits; binade `zeroExp` has exponent field 0. */
function ladder(fracBits: number, zeroExp: number, lowExp: number, highExp: number): Rung[] {
  const rungs: Rung[] = [];
  const perBinade = 2 ** fracBits;
  for (let exp = lowExp; exp <= highExp; exp++)
    for (let i = 0; i < perBinade; i++)
      rungs.push({ value: 2 ** exp * (1 + i / perBinade), code: (exp - zeroExp) * perBinade + i });
  return rungs;
}

/** What stands between two neighbouring rungs: the lower one, and how far up the number is, 0 <= nu < 1. */
function locate(rungs: readonly Rung[], x: number): { low: Rung; high: Rung; nu: number } {
  let first = 0;
  let last = rungs.length - 1;
  while (last - first > 1) {
    const middle = (first + last) >> 1;
    if (rungs[middle]!.value <= x) first = middle;
    else last = middle;
  }
  const low = rungs[first]!;
  const high = rungs[last]!;
  if (!(low.value <= x && x < high.value)) throw new Error(`${x} is outside the ladder`);
  return { low, high, nu: (x - low.value) / (high.value - low.value) };
}

/** Half of the way down is even: rounds a number with a fraction to an integer. */
function nearestEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

const awayRules: Record<string, (nu: number, odd: boolean, negative: boolean, m: Mode) => boolean> = {
  rtz: () => false,
  rup: (nu, _odd, negative) => nu > 0 && !negative,
  rdn: (nu, _odd, negative) => nu > 0 && negative,
  rne: (nu, odd) => nu > 0.5 || (nu === 0.5 && odd),
  rna: (nu) => nu >= 0.5,
  rto: (nu, odd) => nu > 0 && !odd,
  sra: (nu, _odd, _negative, m) => Math.floor(nu * 2 ** m.bits) + m.word >= 2 ** m.bits,
  srb: (nu, _odd, _negative, m) => Math.floor(nu * 2 ** (m.bits + 1)) + 2 * m.word + 1 >= 2 ** (m.bits + 1),
  src: (nu, _odd, _negative, m) => nearestEven(nu * 2 ** m.bits) + m.word >= 2 ** m.bits,
};

/** A rounder for finite numbers. `value` is NaN where the format gives its NaN. */
export function roundingOracle(t: Target): (x: number, mode: Mode) => Rounded {
  const max = t.magnitudes[t.magnitudes.length - 1]!;
  const topExp = Math.floor(Math.log2(max));
  const zeroExp = t.lowest === "normal" ? t.minExp : t.minExp - 1;
  const unbounded = ladder(t.fracBits, zeroExp, t.minExp - 40, topExp + 40);
  // With gradual underflow the rungs below the lowest binade are the evenly spaced subnormals.
  const subnormals = Array.from({ length: 2 ** t.fracBits }, (_, i) => ({
    value: (i / 2 ** t.fracBits) * 2 ** t.minExp,
    code: i,
  }));
  const clamped = [...subnormals, ...unbounded.filter((rung) => rung.value >= 2 ** t.minExp)];
  const toRung = (rungs: readonly Rung[], x: number, mode: Mode): number => {
    const { low, high, nu } = locate(rungs, Math.abs(x));
    // Exact numbers stay, also where a rule is met by nu = 0.
    const away = nu > 0 && awayRules[mode.round]!(nu, Math.abs(low.code % 2) === 1, x < 0, mode);
    return away ? high.value : low.value;
  };
  return (x, mode) => {
    const signed = (magnitude: number): number =>
      x < 0 || Object.is(x, -0) ? (magnitude === 0 && !t.signedZero ? 0 : -magnitude) : magnitude;
    if (x === 0) return { value: signed(0), overflow: false, underflow: false, inexact: false };
    const rounded = toRung(t.lowest === "subnormal" ? clamped : unbounded, x, mode);
    if (rounded > max) {
      const towardZero = mode.round === "rtz" || mode.round === (x < 0 ? "rup" : "rdn");
      const stops = towardZero || mode.overflow !== "special";
      const value = stops ? signed(max) : t.hasInf ? signed(Infinity) : Number.NaN;
      return { value, overflow: true, underflow: false, inexact: true };
    }
    // IBM's lowest binade starts where zero stands; `flush` has nothing below the smallest normal.
    const flushes = t.lowest === "normal" ? rounded <= 2 ** t.minExp : t.lowest === "flush" && rounded < 2 ** t.minExp;
    if (flushes) return { value: signed(0), overflow: false, underflow: true, inexact: true };
    const inexact = rounded !== Math.abs(x);
    const tiny = toRung(unbounded, x, mode) < 2 ** t.minExp;
    return { value: signed(rounded), overflow: false, underflow: inexact && tiny, inexact };
  };
}

/** A target read off a table of decoded codes, which must hold a binade from 1 on, or most of it. */
export function targetOf(values: readonly number[]): Target {
  const half = values.length / 2;
  const finite = values.slice(0, half).filter(Number.isFinite);
  // Where subnormals are flushed all of their codes are zero; one zero counts.
  const zeros = finite.filter((v) => v === 0).length;
  const magnitudes = finite.slice(zeros - 1);
  const inBinade = magnitudes.filter((v) => 1 <= v && v < 2).length;
  const fracBits = Math.ceil(Math.log2(inBinade));
  const [, first, second] = magnitudes as [number, number, number];
  // Evenly spaced from zero on, or a binade with its first member taken by zero.
  const lowest = zeros > 1 ? "flush" : second === 2 * first ? "subnormal" : "normal";
  return {
    magnitudes,
    fracBits,
    minExp: lowest === "subnormal" ? Math.log2(first) + fracBits : Math.floor(Math.log2(first)),
    lowest,
    hasInf: values.includes(Infinity),
    signedZero: Object.is(values[half], -0),
  };
}
