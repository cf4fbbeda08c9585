import { decodeFp4r4 } from "../../golden/index.js";
import { PRODUCT_BITS, PRODUCT_EXP } from "../shared/fp4r4.js";
import type { CombModel } from "../unit.js";

/** q times the value of the code, an integer in units of the smallest one. */
export function product(q: bigint, code: bigint, odd: boolean): bigint {
  const { negative, sig, exp } = decodeFp4r4(code, odd);
  const size = sig === 0n ? 0n : sig << BigInt(exp - PRODUCT_EXP);
  return BigInt.asIntN(4, q) * (negative ? -size : size);
}

/** In the split form the negation of a negative code is left as a carry, which is there for 0 times that code too. */
export function mulModel({ split }: { readonly split: boolean }): CombModel {
  return ({ q_i = 0n, code_i = 0n, phase_i }) => {
    const whole = product(q_i, code_i, phase_i === 1n);
    if (!split) return { product_o: BigInt.asUintN(PRODUCT_BITS, whole) };
    const carry = code_i > 8n ? 1n : 0n;
    return { product_o: BigInt.asUintN(PRODUCT_BITS, whole - carry), carry_o: carry };
  };
}
