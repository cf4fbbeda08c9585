import type { Minifloat } from "../../formats/index.js";
import { decode, encode, multiplyAdd, type Overflow, type RoundMode } from "../../golden/index.js";
import { register } from "../lfsr/model.js";
import type { ClockedModel } from "../unit.js";

export interface AxpyConfig {
  readonly a: Minifloat;
  readonly x: Minifloat;
  readonly acc: Minifloat;
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
  readonly width: number;
}

/** Each valid element meets the word that stands before the edge. */
export function axpyModel({ a, x, acc, round, overflow, rndBits, width }: AxpyConfig, seed: number): ClockedModel {
  const lfsr = register(width, rndBits, seed);
  let result = 0n;
  function reset(): void {
    lfsr.load(seed);
    result = 0n;
  }
  return {
    reset,
    step({ rst_i, seed_valid_i, seed_i = 0n, valid_i = 0n, a_i = 0n, x_i = 0n, y_i = 0n }) {
      if (rst_i === 1n) {
        reset();
        return { valid_o: 0n, result_o: result };
      }
      if (valid_i === 1n) {
        const exact = multiplyAdd(decode(a, a_i), decode(x, x_i), decode(acc, y_i));
        const random = { bits: rndBits, word: BigInt(lfsr.word()) };
        result = encode(acc, exact, { round, overflow, random }).code;
      }
      if (seed_valid_i === 1n) {
        if (seed_i !== 0n) lfsr.load(Number(seed_i));
      } else if (valid_i === 1n) lfsr.advance();
      return { valid_o: valid_i, result_o: result };
    },
  };
}
