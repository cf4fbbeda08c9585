import type { Fixed } from "../../formats/index.js";
import type { ClockedModel } from "../unit.js";

interface Config {
  readonly a: Fixed;
  readonly b: Fixed;
  readonly accBits: number;
}

/** The sum by its four terms, row and column sums apart; the result is there two edges after its last pair. */
export function uint8DotModel({ b, accBits }: Config): ClockedModel {
  let sum = 0n;
  let pending: bigint | undefined;
  let valid = 0n;
  let result = 0n;
  const reset = (): void => {
    [sum, pending, valid, result] = [0n, undefined, 0n, 0n];
  };
  return {
    reset,
    step({ rst_i, valid_i, last_i, a_i = 0n, b_i = 0n, zero_a_i = 0n, zero_b_i = 0n }) {
      if (rst_i === 1n) reset();
      else {
        valid = BigInt(pending !== undefined);
        result = pending ?? result;
        pending = undefined;
        if (valid_i === 1n) {
          const second = b.signed ? BigInt.asIntN(b.width, b_i) : b_i;
          sum += a_i * second - zero_a_i * second - zero_b_i * a_i + zero_a_i * zero_b_i;
          if (last_i === 1n) {
            pending = BigInt.asUintN(accBits, sum);
            sum = 0n;
          }
        }
      }
      return { valid_o: valid, result_o: result };
    },
  };
}
