/** Rounding and saturation of two's complement numbers, exact. */
import { type FixedRoundMode, type RandomWord, roundsAway } from "./round.js";

/**
 * x 2^-drop rounded to an integer. `rdn`, `rhu` and `srf` are floors of a sum; the others round the magnitude, by the
 * decision that all formats share. A negative `drop` moves up and loses nothing. `random` is read by the stochastic
 * modes only.
 */
export function roundFixed(mode: FixedRoundMode, x: bigint, drop: number, random?: RandomWord): bigint {
  if (drop <= 0) return x << BigInt(-drop);
  const shift = BigInt(drop);
  switch (mode) {
    case "rdn":
      return x >> shift;
    case "rhu":
      return (2n * x + (1n << shift)) >> (shift + 1n);
    case "srf": {
      if (random === undefined) throw new Error(`rounding ${mode} needs a random word`);
      const n = BigInt(random.bits);
      return ((x << n) + (random.word << shift)) >> (n + shift);
    }
  }
  const negative = x < 0n;
  const magnitude = negative ? -x : x;
  const kept = magnitude >> shift;
  const lost = magnitude - (kept << shift);
  const tail = { odd: (kept & 1n) === 1n, negative, lost, lostBits: drop };
  const rounded = roundsAway(mode, tail, random) ? kept + 1n : kept;
  return negative ? -rounded : rounded;
}

/** The nearest of the integers that `width` bits hold. */
export function saturate(x: bigint, width: number, signed: boolean): bigint {
  const top = (1n << BigInt(signed ? width - 1 : width)) - 1n;
  const bottom = signed ? -top - 1n : 0n;
  return x > top ? top : x < bottom ? bottom : x;
}
