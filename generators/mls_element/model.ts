import { elementMinExp } from "../shared/mls.js";
import type { CombModel } from "../unit.js";
import type { MlsElementConfig } from "./plan.js";

/** The magnitude code of the quotient num / den, rounded by the word R as the modes are defined; saturates. */
export function elementCode(c: MlsElementConfig, num: bigint, den: bigint, word: bigint): bigint {
  const top = 2n ** BigInt(c.ex + c.mx) - 1n;
  if (num >= den) return top;
  // The binade of the quotient, or the lowest one.
  let exp = -1;
  while (exp > elementMinExp(c) && num << BigInt(-exp) < den) exp--;
  const scaled = num << BigInt(c.mx - exp);
  const kept = scaled / den;
  const code =
    (BigInt(exp - elementMinExp(c)) << BigInt(c.mx)) + kept + (roundsUp(c, scaled % den, den, word) ? 1n : 0n);
  return code > top ? top : code;
}

/** The definitions of the stochastic modes with nu = rest / den, which is no binary fraction here. */
function roundsUp({ round, rndBits }: MlsElementConfig, rest: bigint, den: bigint, word: bigint): boolean {
  const one = 1n << BigInt(rndBits);
  const floor = (scale: bigint) => (rest * scale) / den;
  switch (round) {
    case "sra":
      return floor(one) + word >= one;
    case "srb":
      return floor(2n * one) + 2n * word + 1n >= 2n * one;
    case "src": {
      const below = floor(one);
      const twice = 2n * (rest * one - below * den);
      const nearest = twice > den || (twice === den && below % 2n === 1n) ? below + 1n : below;
      return nearest + word >= one;
    }
  }
}

export function mlsElementModel(c: MlsElementConfig): CombModel {
  return ({ frac_i = 0n, distance_i = 0n, factor_i = 0n, rnd_i = 0n }) => {
    const num = ((1n << BigInt(c.fracBits)) + frac_i) << BigInt(c.mg);
    const den = ((1n << BigInt(c.mg)) + factor_i) << (BigInt(c.fracBits) + distance_i);
    return { code_o: elementCode(c, num, den, rnd_i) };
  };
}
