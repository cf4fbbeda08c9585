import { encode, type Value } from "../../golden/index.js";
import { type HybridFormats, operandDecoder } from "../shared/hfp8.js";
import type { CombModel } from "../unit.js";

/** Decodes and encodes the magnitude; the sign bit passes by, also that of zero and NaN. */
export function widenModel(formats: HybridFormats, bias: number): CombModel {
  const operand = operandDecoder(formats, bias);
  const { forward, widened } = formats;
  return ({ mode_i, code_i = 0n }) => {
    const value = operand(mode_i, code_i);
    const magnitude: Value = value.kind === "nan" ? value : { ...value, negative: false };
    const sign = (code_i >> BigInt(forward.width - 1)) << BigInt(widened.width - 1);
    return { code_o: sign | encode(widened, magnitude, { round: "rtz", overflow: "special" }).code };
  };
}
