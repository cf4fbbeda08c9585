import type { Posit } from "../../formats/index.js";
import { decode, encode, finite, multiply, nan } from "../../golden/index.js";
import { quireBits } from "../shared/posit.js";
import type { ClockedModel } from "../unit.js";

/** What one valid cycle brings: the product in units of minpos^2, or nothing for NaR. */
interface Term {
  readonly product: bigint | undefined;
  readonly last: boolean;
}

/** Three registers deep: product, quire, result. The quire wraps modulo its width. */
export function emacModel(format: Posit, terms: number): ClockedModel {
  const bits = quireBits(format, terms);
  const unit = -2 * format.maxScale;

  let term: Term | undefined;
  let quire = 0n;
  let isNar = false;
  let isFirst = true;
  let isDone = false;
  let valid = 0n;
  let result = 0n;

  const termOf = (a: bigint, b: bigint, last: boolean): Term => {
    const product = multiply(decode(format, a), decode(format, b));
    if (product.kind !== "finite") return { product: undefined, last };
    const sig = product.sig << BigInt(Math.max(0, product.exp - unit));
    const whole = sig >> BigInt(Math.max(0, unit - product.exp));
    return { product: product.negative ? -whole : whole, last };
  };
  const reset = (): void => {
    term = undefined;
    [quire, isNar, isFirst, isDone, valid, result] = [0n, false, true, false, 0n, 0n];
  };
  return {
    reset,
    step({ rst_i, valid_i, last_i, a_i = 0n, b_i = 0n }) {
      if (rst_i === 1n) reset();
      else {
        valid = BigInt(isDone);
        if (isDone)
          result = encode(format, isNar ? nan : finite(quire < 0n, quire < 0n ? -quire : quire, unit), rounding).code;
        isDone = term?.last ?? false;
        if (term !== undefined) {
          isNar = term.product === undefined || (isNar && !isFirst);
          quire = BigInt.asIntN(bits, (isFirst ? 0n : quire) + (term.product ?? 0n));
          isFirst = term.last;
        }
        term = valid_i === 1n ? termOf(a_i, b_i, last_i === 1n) : undefined;
      }
      return { valid_o: valid, result_o: result };
    },
  };
}

const rounding = { round: "rne", overflow: "saturate" } as const;
