import type { Minifloat } from "../../formats/index.js";
import { add, decode, encode, negate, type Overflow } from "../../golden/index.js";
import type { CombModel } from "../unit.js";

export interface RorConfig {
  readonly weight: Minifloat;
  readonly acc: Minifloat;
  readonly overflow: Overflow;
}

/** Three roundings to nearest, ties away: the sum, the weight, and what the weight lacks of the sum. */
export function rorModel({ weight, acc, overflow }: RorConfig): CombModel {
  const rna = (format: Minifloat, value: Parameters<typeof encode>[1]) =>
    encode(format, value, { round: "rna", overflow }).code;
  return ({ weight_i = 0n, update_i = 0n, residual_i = 0n }) => {
    const sum = add(add(decode(weight, weight_i), decode(acc, update_i)), decode(acc, residual_i));
    const t = decode(acc, rna(acc, sum));
    const next = rna(weight, t);
    return { weight_o: next, residual_o: rna(acc, add(t, negate(decode(weight, next)))) };
  };
}
