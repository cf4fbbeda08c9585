import type { Fixed } from "../../formats/index.js";
import { type FixedRoundMode, roundFixed, saturate } from "../../golden/index.js";
import type { CombModel } from "../unit.js";

interface Config {
  readonly dst: Fixed;
  readonly accBits: number;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
}

export function requantizeModel({ dst, accBits, round, rndBits }: Config): CombModel {
  return ({ acc_i = 0n, mult_i = 0n, shift_i = 0n, zero_i = 0n, rnd_i = 0n }) => {
    const product = BigInt.asIntN(accBits, acc_i) * mult_i;
    const rounded = roundFixed(round, product, Number(shift_i), { bits: rndBits, word: rnd_i });
    const zero = dst.signed ? BigInt.asIntN(dst.width, zero_i) : zero_i;
    return { q_o: BigInt.asUintN(dst.width, saturate(rounded + zero, dst.width, dst.signed)) };
  };
}
