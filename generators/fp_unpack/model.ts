import type { Minifloat } from "../../formats/index.js";
import { decode } from "../../golden/index.js";
import { type ExpCoding, unpackedShape } from "../shared/unpacked.js";
import type { CombModel } from "../unit.js";

/** Flags and zero by the value; exponent and significand by the fields, which is also what Inf and NaN show. */
export function unpackModel(f: Minifloat, coding: ExpCoding): CombModel {
  const { offset, expWidth } = unpackedShape(f, coding);
  return ({ code_i: code = 0n }) => {
    const value = decode(f, code);
    const isZero = value.kind === "finite" && value.sig === 0n;
    const magnitude = code & ((1n << BigInt(f.width - 1)) - 1n);
    const field = Number(magnitude >> BigInt(f.fracBits));
    const frac = magnitude & ((1n << BigInt(f.fracBits)) - 1n);
    const hidden = field > 0 || f.lowest === "normal" ? 1n << BigInt(f.fracBits) : 0n;
    const exp = (field === 0 && f.lowest === "subnormal" ? 1 : field) - f.bias;
    return {
      is_zero_o: BigInt(isZero),
      is_inf_o: BigInt(value.kind === "inf"),
      is_nan_o: BigInt(value.kind === "nan"),
      sign_o: code >> BigInt(f.width - 1),
      exp_o: BigInt.asUintN(expWidth, BigInt(exp + offset)),
      sig_o: magnitude === 0n || isZero ? 0n : hidden | frac,
    };
  };
}
