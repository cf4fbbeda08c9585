import { encode, finite, infinity, nan, type Value } from "../../golden/index.js";
import { expShape } from "../shared/exponents.js";
import { flagWords } from "../shared/rounding.js";
import type { CombModel } from "../unit.js";
import { isCapped, type PackConfig, packPlan } from "./plan.js";

/** One encode of (-1)^sign (2 sig + sticky) 2^(exp - W). */
export function packModel(c: PackConfig): CombModel {
  const { width, signed } = expShape(packPlan(c).port);
  return (w) => {
    const word = (name: string): bigint => w[name] ?? 0n;
    const exp = Number(signed ? BigInt.asIntN(width, word("exp_i")) : word("exp_i")) - c.offset;
    const negative = word("sign_i") === 1n;
    const sig = word("is_zero_i") === 1n ? 0n : 2n * word("sig_i") + word("sticky_i") + word("increment_i");
    const number: Value = word("is_inf_i") === 1n ? infinity(negative) : finite(negative, sig, exp - c.sigBits);
    const value = word("is_nan_i") === 1n ? nan : number;
    const random = { bits: c.rndBits, word: word("rnd_i") };
    // The stochastic rounding with the word 0 drops the tail, and overflows as one that was done before.
    const round = c.rounded ? "sra" : c.round;
    const { code, flags } = encode(c.dst, value, { round, overflow: c.overflow, random });
    return { code_o: code, ...flagWords(flags) };
  };
}

/** Rows that the contract allows: exponents in range, no more leading zeros than promised; any where they are capped. */
export function packLegal(c: PackConfig): (w: Readonly<Record<string, bigint>>) => boolean {
  const { port } = packPlan(c);
  const { width, signed } = expShape(port);
  const floor = isCapped(c) ? 0n : 1n << BigInt(c.sigBits - c.maxLead);
  return ({ is_zero_i, is_inf_i, is_nan_i, exp_i = 0n, sig_i = 0n, sticky_i = 0n }) => {
    if (is_zero_i === 1n || is_inf_i === 1n || is_nan_i === 1n) return true;
    const exp = Number(signed ? BigInt.asIntN(width, exp_i) : exp_i);
    return exp >= port.min && exp <= port.max && 2n * sig_i + sticky_i >= floor;
  };
}
