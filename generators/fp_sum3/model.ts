import type { CombModel } from "../unit.js";

/** What becomes of what falls out below the window. */
export const sum3Forms = ["cut", "sticky", "exact"] as const;
export type Sum3Form = (typeof sum3Forms)[number];

export interface Sum3Config {
  readonly bits: number;
  readonly expBits: number;
  readonly window: number;
  readonly form: Sum3Form;
}

interface Term {
  readonly negative: boolean;
  readonly exp: bigint;
  readonly sig: bigint;
}

/** The terms that take part: with `exact` two that cancel are not there. */
function present(terms: readonly Term[], exact: boolean): readonly Term[] {
  if (!exact) return terms;
  for (const [x, y, rest] of [
    [0, 1, 2],
    [0, 2, 1],
    [1, 2, 0],
  ] as const) {
    const [p, q] = [terms[x]!, terms[y]!];
    if (p.negative !== q.negative && p.exp === q.exp && p.sig === q.sig) return [terms[rest]!];
  }
  return terms;
}

/** In units of half the window's last place: each term cut there, with the half as its sticky bit; then the exact sum. */
export function sum3Model({ bits, window, form }: Sum3Config): CombModel {
  return (w) => {
    const terms = ["a", "b", "c"].map((x): Term => {
      const [sign, exp = 0n, sig = 0n] = [w[`${x}_sign_i`], w[`${x}_exp_i`], w[`${x}_sig_i`]];
      return { negative: sign === 1n, exp, sig };
    });
    const summed = present(terms, form === "exact");
    const top = BigInt(Math.max(...summed.map(({ exp }) => Number(exp))));
    const placed = ({ exp, sig }: Term): bigint => {
      const high = sig << BigInt(window);
      const shift = BigInt(bits) + top - exp;
      const kept = high >> shift;
      return 2n * kept + (form !== "cut" && kept << shift !== high ? 1n : 0n);
    };
    const sum = summed.reduce((total, term) => total + (term.negative ? -placed(term) : placed(term)), 0n);
    const size = sum < 0n ? -sum : sum;
    // A negative sum is the inverted one plus 1, which is left to the rounder: seen from the sign of a.
    const inverted = sum !== 0n && sum < 0n !== terms[0]!.negative;
    const rest = inverted ? 1n : 0n;
    return {
      exp_o: top,
      is_zero_o: BigInt(sum === 0n),
      sign_o: BigInt(sum === 0n ? terms.every(({ negative }) => negative) : sum < 0n),
      sig_o: (size - rest) >> 1n,
      sticky_o: (size - rest) & 1n,
      increment_o: rest,
    };
  };
}
