import type { Fixed } from "../../formats/index.js";
import type { ClockedModel } from "../unit.js";

const numberOf = ({ width, signed }: Fixed, code: bigint): bigint => (signed ? BigInt.asIntN(width, code) : code);

/** A product an edge, its sum an edge later. */
export function fixedAccModel(a: Fixed, b: Fixed, accBits: number): ClockedModel {
  let product: { readonly value: bigint; readonly isLast: boolean } | undefined;
  let sum = 0n;
  let isFirst = true;
  function reset(): void {
    [product, sum, isFirst] = [undefined, 0n, true];
  }
  return {
    reset,
    step({ rst_i, valid_i, last_i, a_i = 0n, b_i = 0n }) {
      if (rst_i === 1n) {
        reset();
        return { valid_o: 0n, result_o: 0n };
      }
      const added = product;
      if (added !== undefined) {
        sum = (isFirst ? 0n : sum) + added.value;
        isFirst = added.isLast;
      }
      product = valid_i === 1n ? { value: numberOf(a, a_i) * numberOf(b, b_i), isLast: last_i === 1n } : undefined;
      return { valid_o: BigInt(added?.isLast === true), result_o: BigInt.asUintN(accBits, sum) };
    },
  };
}
