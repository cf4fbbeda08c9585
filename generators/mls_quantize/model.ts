import { compare, decode, type Value, zero } from "../../golden/index.js";
import { elementCode } from "../mls_element/model.js";
import type { MlsElementConfig } from "../mls_element/plan.js";
import { groupScale, type MlsScaleConfig } from "../mls_scale/model.js";
import { scaleValue } from "../shared/mls.js";
import type { ClockedModel } from "../unit.js";

export type MlsQuantizeConfig = MlsScaleConfig & Omit<MlsElementConfig, "fracBits">;

/** The element of one number: |x| over the group scale, exactly, then rounded. */
export function elementOf(c: MlsQuantizeConfig, code: bigint, scale: bigint, word: bigint): bigint {
  const x = decode(c.src, code);
  const top = 2n ** BigInt(c.ex + c.mx) - 1n;
  if (x.kind === "nan") return top;
  const sign = x.negative ? top + 1n : 0n;
  if (x.kind === "inf") return sign | top;
  const { exp, factor } = scaleValue(c, scale);
  // sig 2^exp over factor 2^(exp - Mg): one of the two powers of two is in the numerator.
  const shift = x.exp - exp + c.mg;
  const num = x.sig << BigInt(Math.max(0, shift));
  const den = factor << BigInt(Math.max(0, -shift));
  return sign | elementCode({ ...c, fracBits: c.src.fracBits }, num, den, word);
}

export function mlsQuantizeModel(c: MlsQuantizeConfig): ClockedModel {
  let largest: Value = zero();
  let code = 0n;
  let isFirst = true;
  let isDone = false;
  let scale = 0n;
  let element = 0n;
  function reset(): void {
    [largest, code, isFirst, isDone, scale, element] = [zero(), 0n, true, false, 0n, 0n];
  }
  /** Infinity and NaN give the same scale, so that it does not matter which of them is kept. */
  function measure(x_i: bigint): void {
    const value = decode(c.src, x_i);
    const x = value.kind === "finite" ? { ...value, negative: false } : value;
    const isLarger = x.kind !== "finite" || (largest.kind === "finite" && compare(x, largest) > 0);
    if (isFirst || isLarger) [largest, code] = [x, x_i];
  }
  return {
    reset,
    step({ rst_i, valid_i, last_i, x_i = 0n, y_valid_i = 0n, y_i = 0n, rnd_i = 0n }) {
      if (rst_i === 1n) {
        reset();
        return { scale_valid_o: 0n, scale_o: 0n, valid_o: 0n, element_o: 0n };
      }
      if (y_valid_i === 1n) element = elementOf(c, y_i, scale, rnd_i);
      const isNew = isDone;
      if (isDone) scale = groupScale(c, code);
      isDone = valid_i === 1n && last_i === 1n;
      if (valid_i === 1n) {
        measure(x_i);
        isFirst = last_i === 1n;
      }
      return { scale_valid_o: BigInt(isNew), scale_o: scale, valid_o: y_valid_i, element_o: element };
    },
  };
}
