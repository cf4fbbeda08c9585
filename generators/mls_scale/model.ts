import type { Minifloat } from "../../formats/index.js";
import { compare, decode, finite } from "../../golden/index.js";
import { type ScaleConfig, scaleBits, scaleValue } from "../shared/mls.js";
import type { CombModel } from "../unit.js";

export interface MlsScaleConfig extends ScaleConfig {
  readonly src: Minifloat;
}

/** The smallest group scale that is not below |x|; the largest where none is so large. */
export function groupScale(c: MlsScaleConfig, code: bigint): bigint {
  const top = 2n ** BigInt(scaleBits(c)) - 1n;
  const x = decode(c.src, code);
  if (x.kind !== "finite") return top;
  const size = { ...x, negative: false };
  const reaches = (scale: bigint): boolean => {
    const { exp, factor } = scaleValue(c, scale);
    return compare(finite(false, factor, exp - c.mg), size) >= 0;
  };
  let [low, high] = [0n, top];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (reaches(middle)) high = middle;
    else low = middle + 1n;
  }
  return low;
}

export const mlsScaleModel =
  (c: MlsScaleConfig): CombModel =>
  ({ x_i = 0n }) => ({ scale_o: groupScale(c, x_i) });
