import { encode, finite, infinity, nan, type Value } from "../../golden/index.js";
import { expShape } from "../shared/exponents.js";
import { flagWords } from "../shared/rounding.js";
import type { CombModel, Words } from "../unit.js";
import { type FixedPackConfig, fixedPackPlan } from "./plan.js";

function expOf(c: FixedPackConfig, exp: bigint): number {
  const { width, signed } = expShape(fixedPackPlan(c).port);
  return Number(signed ? BigInt.asIntN(width, exp) : exp) - c.offset;
}

/** One encode of (-1)^sign (2 sig + sticky) 2^(exp - W). */
export function fixedPackModel(c: FixedPackConfig): CombModel {
  return ({ exp_i = 0n, sig_i = 0n, sticky_i = 0n, rnd_i = 0n, ...w }) => {
    const negative = w.sign_i === 1n;
    const sig = w.is_zero_i === 1n ? 0n : 2n * sig_i + sticky_i;
    const number: Value = w.is_inf_i === 1n ? infinity(negative) : finite(negative, sig, expOf(c, exp_i) - c.sigBits);
    const value = w.is_nan_i === 1n ? nan : number;
    const random = { bits: c.rndBits, word: rnd_i };
    const { code, flags } = encode(c.dst, value, { round: c.round, overflow: "saturate", random });
    return { code_o: code, ...flagWords(flags) };
  };
}

/** Rows that the contract allows: exponents in range. */
export function fixedPackLegal(c: FixedPackConfig): (w: Words) => boolean {
  return ({ is_zero_i, is_inf_i, is_nan_i, exp_i = 0n }) => {
    if (is_zero_i === 1n || is_inf_i === 1n || is_nan_i === 1n) return true;
    const exp = expOf(c, exp_i);
    return exp >= c.minExp && exp <= c.maxExp;
  };
}
