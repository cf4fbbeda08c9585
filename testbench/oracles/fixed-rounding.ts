/** Rounding to integers from the definitions in docs/numerics.md, in doubles that hold every number here exactly. */

type Rule = (x: number, word: number, bits: number) => number;

function nearestEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

function stochasticMagnitude(x: number, word: number, bits: number): number {
  const magnitude = Math.abs(x);
  const whole = Math.floor(magnitude);
  const goes = Math.floor((magnitude - whole) * 2 ** bits) + word >= 2 ** bits;
  return Math.sign(x) * (goes ? whole + 1 : whole);
}

/** By mode; a result of -0 may come out. */
export const integerRules = {
  rdn: (x) => Math.floor(x),
  rhu: (x) => Math.floor(x + 0.5),
  rna: (x) => Math.sign(x) * Math.floor(Math.abs(x) + 0.5),
  rne: nearestEven,
  sra: stochasticMagnitude,
  srf: (x, word, bits) => Math.floor(x + word * 2 ** -bits),
} satisfies Readonly<Record<string, Rule>>;

/** x rounded to an integer and held in a range. */
export function roundedWithin(
  rule: keyof typeof integerRules,
  x: number,
  [low, high]: readonly [number, number],
  { word = 0n, bits = 0 } = {},
): number {
  // Also turns -0 into 0.
  return Math.min(high, Math.max(low, integerRules[rule](x, Number(word), bits))) + 0;
}

/** The range of an integer. */
export const integerRange = (width: number, signed: boolean): readonly [number, number] =>
  signed ? [-(2 ** (width - 1)), 2 ** (width - 1) - 1] : [0, 2 ** width - 1];
