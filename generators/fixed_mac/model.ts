import type { Fixed } from "../../formats/index.js";
import { type FixedRoundMode, roundFixed, saturate } from "../../golden/index.js";
import type { ClockedModel } from "../unit.js";

interface Config {
  readonly a: Fixed;
  readonly b: Fixed;
  readonly dst: Fixed;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
  readonly init: boolean;
  readonly relu: boolean;
}

const numberOf = ({ width, signed }: Fixed, code: bigint): bigint => (signed ? BigInt.asIntN(width, code) : code);

/** A dot product at a time, exact but for the accumulator's wrap; the result is there two edges after its last pair. */
export function fixedMacModel(c: Config, accBits: number): ClockedModel {
  const { a, b, dst, round, rndBits, init, relu } = c;
  const drop = a.fl + b.fl - dst.fl;
  const isSigned = a.signed || b.signed || (init && dst.signed);
  let sum = 0n;
  let isFirst = true;
  let pending: bigint | undefined;
  let valid = 0n;
  let result = 0n;

  function resultOf(word: bigint): bigint {
    const held = isSigned ? BigInt.asIntN(accBits, sum) : BigInt.asUintN(accBits, sum);
    const rounded = roundFixed(round, held, drop, { bits: rndBits, word });
    const positive = relu && rounded < 0n ? 0n : rounded;
    return BigInt.asUintN(dst.width, saturate(positive, dst.width, dst.signed));
  }
  function reset(): void {
    [sum, isFirst, pending, valid, result] = [0n, true, undefined, 0n, 0n];
  }
  return {
    reset,
    step({ rst_i, valid_i, last_i, a_i = 0n, b_i = 0n, init_i = 0n, rnd_i = 0n }) {
      if (rst_i === 1n) reset();
      else {
        valid = BigInt(pending !== undefined);
        result = pending ?? result;
        pending = undefined;
        if (valid_i === 1n) {
          if (isFirst) sum = init ? numberOf(dst, init_i) << BigInt(drop) : 0n;
          sum += numberOf(a, a_i) * numberOf(b, b_i);
          isFirst = last_i === 1n;
          if (isFirst) pending = resultOf(rnd_i);
        }
      }
      return { valid_o: valid, result_o: result };
    },
  };
}
