import type { Minifloat } from "../../formats/index.js";
import { compare, decode, encode, type Value, zero } from "../../golden/index.js";
import { defaultOverflow } from "../params.js";
import type { ClockedModel } from "../unit.js";

/** Whether a magnitude is the larger one; NaN is larger than all numbers. */
function isAbove(x: Value, y: Value): boolean {
  if (y.kind === "nan") return false;
  if (x.kind === "nan") return true;
  if (y.kind === "inf") return false;
  return x.kind === "inf" || compare(x, y) > 0;
}

const absolute = (x: Value): Value => (x.kind === "nan" ? x : { ...x, negative: false });

export function maxAbsModel(src: Minifloat, countBits: number): ClockedModel {
  const most = 2n ** BigInt(countBits) - 1n;
  const codeOf = (x: Value): bigint => encode(src, x, { round: "rtz", overflow: defaultOverflow(src) }).code;
  let largest: Value = zero();
  let count = 0n;
  let isFirst = true;
  function reset(): void {
    largest = zero();
    count = 0n;
    isFirst = true;
  }
  return {
    reset,
    step({ rst_i, valid_i = 0n, last_i = 0n, x_i = 0n, limit_i = 0n }) {
      if (rst_i === 1n) reset();
      else if (valid_i === 1n) {
        if (isFirst) reset();
        const x = absolute(decode(src, x_i));
        if (isAbove(x, largest)) largest = x;
        const isOver = x.kind === "nan" || isAbove(x, decode(src, limit_i));
        if (isOver && count < most) count++;
        isFirst = last_i === 1n;
      }
      const isDone = rst_i !== 1n && valid_i === 1n && last_i === 1n;
      return { valid_o: BigInt(isDone), max_o: codeOf(largest), count_o: count };
    },
  };
}
