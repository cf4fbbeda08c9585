import { encode, type Value } from "../../golden/index.js";
import { operandDecoder, widened } from "../shared/hfp8.js";
import type { CombModel } from "../unit.js";

/** Decodes and encodes the magnitude; the sign bit passes by, also that of zero and NaN. */
export function widenModel(bias: number): CombModel {
  const operand = operandDecoder(bias);
  return ({ mode_i, code_i = 0n }) => {
    const value = operand(mode_i, code_i);
    const magnitude: Value = value.kind === "nan" ? value : { ...value, negative: false };
    const sign = (code_i >> 7n) << BigInt(widened.width - 1);
    return { code_o: sign | encode(widened, magnitude, { round: "rtz", overflow: "special" }).code };
  };
}
