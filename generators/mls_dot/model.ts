import { decode, type Finite, finite, multiply } from "../../golden/index.js";
import { chunkModel, type OuterConfig } from "../shared/int-chunks.js";
import { type ElementConfig, elementFormat, elementUnit, type ScaleConfig, scaleValue } from "../shared/mls.js";
import type { ClockedModel } from "../unit.js";

type Config = OuterConfig & ElementConfig & ScaleConfig;

export function mlsDotModel(c: Config, length: number): ClockedModel {
  const format = elementFormat(c);
  const unit = 2 * elementUnit(c);
  return chunkModel({
    ...c,
    length,
    product({ a_i = 0n, b_i = 0n }) {
      const { negative, sig, exp } = multiply(decode(format, a_i), decode(format, b_i)) as Finite;
      const units = sig === 0n ? 0n : sig << BigInt(exp - unit);
      return negative ? -units : units;
    },
    value(sum, { scale_a_i = 0n, scale_b_i = 0n }) {
      const [a, b] = [scaleValue(c, scale_a_i), scaleValue(c, scale_b_i)];
      const size = sum < 0n ? -sum : sum;
      return finite(sum < 0n, size * a.factor * b.factor, unit + a.exp + b.exp - 2 * c.mg);
    },
  });
}
