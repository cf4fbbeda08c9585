import type { Minifloat } from "../../formats/index.js";
import { bitLength, decode } from "../../golden/index.js";
import { type ExpCoding, type SigForm, unpackedShape } from "../shared/unpacked.js";
import type { CombModel } from "../unit.js";

/** Flags and zero by the value; exponent and significand by the fields, which is also what Inf and NaN show. */
export function unpackModel(f: Minifloat, coding: ExpCoding, form: SigForm): CombModel {
  const { offset, expWidth } = unpackedShape(f, coding, form);
  return ({ code_i: code = 0n }) => {
    const value = decode(f, code);
    const isZero = value.kind === "finite" && value.sig === 0n;
    const magnitude = code & ((1n << BigInt(f.width - 1)) - 1n);
    const field = Number(magnitude >> BigInt(f.fracBits));
    const frac = magnitude & ((1n << BigInt(f.fracBits)) - 1n);
    const top = 1n << BigInt(f.fracBits);
    const subnormal = field === 0 && f.lowest === "subnormal";
    const plain = {
      exp: (subnormal ? 1 : field) - f.bias,
      sig: magnitude === 0n || isZero ? 0n : (subnormal ? 0n : top) | frac,
    };
    const { exp, sig } =
      form === "asis" ? plain : subnormal ? shifted(frac, f) : { exp: field - f.bias, sig: top | frac };
    return {
      is_zero_o: BigInt(isZero),
      is_inf_o: BigInt(value.kind === "inf"),
      is_nan_o: BigInt(value.kind === "nan"),
      sign_o: code >> BigInt(f.width - 1),
      exp_o: BigInt.asUintN(expWidth, BigInt(exp + offset)),
      sig_o: sig,
    };
  };
}

/** A subnormal's fraction moved up until its first 1 is the hidden bit; of a zero fraction the last bit counts as 1. */
function shifted(frac: bigint, f: Minifloat): { exp: number; sig: bigint } {
  const zeros = frac === 0n ? f.fracBits : f.fracBits + 1 - bitLength(frac);
  const sig = frac === 0n ? 1n << BigInt(f.fracBits) : frac << BigInt(zeros);
  return { exp: f.fracBits === 0 ? -f.bias : 1 - zeros - f.bias, sig };
}
