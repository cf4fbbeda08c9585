import type { Overflow } from "../../golden/index.js";
import {
  decode,
  encode,
  type Finite,
  finite,
  infinity,
  multiply,
  nan,
  type RoundMode,
  type Value,
} from "../../golden/index.js";
import type { ClockedModel } from "../unit.js";
import { type EmacFormats, emacBits, emacPlan } from "./plan.js";

export interface EmacConfig extends EmacFormats {
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly relu: boolean;
}

interface Term {
  readonly product: Value;
  readonly init: Value | undefined;
  readonly last: boolean;
}

/** Three registers deep: product, sum, result. The sum wraps modulo its width. */
export function emacModel(c: EmacConfig, terms: number): ClockedModel {
  const bits = emacBits(c, terms);
  const { unit } = emacPlan(c);

  let term: Term | undefined;
  let sum = 0n;
  let isNan = false;
  let signsOfInf = new Set<boolean>();
  let isFirst = true;
  let isDone = false;
  let valid = 0n;
  let result = 0n;

  const whole = (x: Finite): bigint => {
    const size = x.exp >= unit ? x.sig << BigInt(x.exp - unit) : x.sig >> BigInt(unit - x.exp);
    return x.negative ? -size : size;
  };
  function accumulate(value: Value): void {
    if (value.kind === "nan") isNan = true;
    else if (value.kind === "inf") signsOfInf.add(value.negative);
    else sum = BigInt.asIntN(bits, sum + whole(value));
  }
  function total(): Value {
    if (isNan || signsOfInf.size > 1) return nan;
    for (const negative of signsOfInf) return infinity(negative);
    return finite(sum < 0n, sum < 0n ? -sum : sum, unit);
  }
  function rounded(value: Value): bigint {
    const kept = c.relu && value.kind !== "nan" && value.negative ? finite(false, 0n, 0) : value;
    return encode(c.dst, kept, c).code;
  }
  const reset = (): void => {
    term = undefined;
    [sum, isNan, isFirst, isDone, valid, result] = [0n, false, true, false, 0n, 0n];
    signsOfInf = new Set();
  };
  return {
    reset,
    step({ rst_i, valid_i, last_i, a_i = 0n, b_i = 0n, init_i = 0n }) {
      if (rst_i === 1n) reset();
      else {
        valid = BigInt(isDone);
        if (isDone) result = rounded(total());
        isDone = term?.last ?? false;
        if (term !== undefined) {
          if (isFirst) {
            [sum, isNan, signsOfInf] = [0n, false, new Set()];
            if (term.init) accumulate(term.init);
          }
          accumulate(term.product);
          isFirst = term.last;
        }
        term =
          valid_i === 1n
            ? {
                product: multiply(decode(c.a, a_i), decode(c.b, b_i)),
                init: c.init ? decode(c.a, init_i) : undefined,
                last: last_i === 1n,
              }
            : undefined;
      }
      return { valid_o: valid, result_o: result };
    },
  };
}
