import type { Fixed } from "../../formats/index.js";
import { type FixedRoundMode, roundFixed, saturate } from "../../golden/index.js";
import type { ClockedModel } from "../unit.js";

interface Config {
  readonly src: Fixed;
  readonly dst: Fixed;
  readonly recipFrac: number;
  readonly sumBits: number;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
}

/** Both passes: every number normalised by the mean and the reciprocal beside it, and the statistics of all of them. */
export function rangeBnModel(c: Config, chunkLen: number): ClockedModel {
  const { src, dst, recipFrac, sumBits, round, rndBits } = c;
  let batch: bigint[] = [];
  let outputs = { valid_o: 0n, y_o: 0n, stats_valid_o: 0n, sum_o: 0n, range_o: 0n };
  const signed = (x: bigint): bigint => BigInt.asIntN(src.width, x);
  const extreme = (numbers: readonly bigint[], sign: bigint): bigint =>
    numbers.reduce((most, x) => (x * sign > most * sign ? x : most));

  function statistics(): { sum_o: bigint; range_o: bigint } {
    let ranges = 0n;
    for (let i = 0; i < batch.length; i += chunkLen) {
      const chunk = batch.slice(i, i + chunkLen);
      ranges += extreme(chunk, 1n) - extreme(chunk, -1n);
    }
    const sum = batch.reduce((total, x) => total + x, 0n);
    return { sum_o: BigInt.asUintN(sumBits, sum), range_o: BigInt.asUintN(sumBits, ranges) };
  }
  function reset(): void {
    batch = [];
    outputs = { valid_o: 0n, y_o: 0n, stats_valid_o: 0n, sum_o: 0n, range_o: 0n };
  }
  return {
    reset,
    step({ rst_i, valid_i, last_i, x_i = 0n, mean_i = 0n, recip_i = 0n, rnd_i = 0n }) {
      if (rst_i === 1n) reset();
      else if (valid_i !== 1n) outputs = { ...outputs, valid_o: 0n, stats_valid_o: 0n };
      else {
        const product = (signed(x_i) - signed(mean_i)) * recip_i;
        const drop = src.fl + recipFrac - dst.fl;
        const rounded = roundFixed(round, product, drop, { bits: rndBits, word: rnd_i });
        const y_o = BigInt.asUintN(dst.width, saturate(rounded, dst.width, true));
        batch.push(signed(x_i));
        const isLast = last_i === 1n;
        outputs = { ...outputs, valid_o: 1n, y_o, stats_valid_o: BigInt(isLast), ...(isLast && statistics()) };
        if (isLast) batch = [];
      }
      return outputs;
    },
  };
}
