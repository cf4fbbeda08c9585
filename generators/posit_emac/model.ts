import type { Posit } from "../../formats/index.js";
import { decode, encode, finite, multiply, nan, type Value } from "../../golden/index.js";
import { quireBits } from "../shared/posit.js";
import type { ClockedModel } from "../unit.js";

interface EmacConfig {
  readonly format: Posit;
  readonly init: boolean;
  readonly relu: boolean;
}

/** What one valid cycle brings: the product in units of minpos^2, or nothing for NaR. */
interface Term {
  readonly product: bigint | undefined;
  /** Where the dot product starts if this is its first product. */
  readonly start: bigint | undefined;
  readonly last: boolean;
}

/** Three registers deep: product, quire, result. The quire wraps modulo its width. */
export function emacModel({ format, init, relu }: EmacConfig, terms: number): ClockedModel {
  const bits = quireBits(format, terms);
  const unit = -2 * format.maxScale;

  let term: Term | undefined;
  let quire = 0n;
  let isNar = false;
  let isFirst = true;
  let isDone = false;
  let valid = 0n;
  let result = 0n;

  const whole = (x: Value): bigint | undefined => {
    if (x.kind !== "finite") return undefined;
    const sig = x.sig << BigInt(Math.max(0, x.exp - unit));
    const size = sig >> BigInt(Math.max(0, unit - x.exp));
    return x.negative ? -size : size;
  };
  const termOf = (a: bigint, b: bigint, start: bigint, last: boolean): Term => ({
    product: whole(multiply(decode(format, a), decode(format, b))),
    start: init ? whole(decode(format, start)) : 0n,
    last,
  });
  const total = (): Value => {
    if (isNar) return nan;
    if (relu && quire < 0n) return finite(false, 0n, 0);
    return finite(quire < 0n, quire < 0n ? -quire : quire, unit);
  };
  const reset = (): void => {
    term = undefined;
    [quire, isNar, isFirst, isDone, valid, result] = [0n, false, true, false, 0n, 0n];
  };
  return {
    reset,
    step({ rst_i, valid_i, last_i, a_i = 0n, b_i = 0n, init_i = 0n }) {
      if (rst_i === 1n) reset();
      else {
        valid = BigInt(isDone);
        if (isDone) result = encode(format, total(), rounding).code;
        isDone = term?.last ?? false;
        if (term !== undefined) {
          if (isFirst) [quire, isNar] = [term.start ?? 0n, term.start === undefined];
          isNar ||= term.product === undefined;
          quire = BigInt.asIntN(bits, quire + (term.product ?? 0n));
          isFirst = term.last;
        }
        term = valid_i === 1n ? termOf(a_i, b_i, init_i, last_i === 1n) : undefined;
      }
      return { valid_o: valid, result_o: result };
    },
  };
}

const rounding = { round: "rne", overflow: "saturate" } as const;
