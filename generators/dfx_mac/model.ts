import { type FixedRoundMode, roundFixed, saturate } from "../../golden/index.js";
import type { ClockedModel, Words } from "../unit.js";

interface Config {
  readonly accBits: number;
  readonly packed: boolean;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
  readonly init: boolean;
}

const LANE_BITS = [8, 4, 2, 2] as const;

/** What is in the low bits of a code: 0 and widths beyond `most` count as `most`. */
function numberOf(code: bigint, width: bigint, most: number, isSigned: boolean): bigint {
  const bits = width === 0n || width > most ? most : Number(width);
  return isSigned ? BigInt.asIntN(bits, code) : BigInt.asUintN(bits, code);
}

/** A dot product at a time; the result is there two edges after its last pair. */
export function dfxMacModel(c: Config): ClockedModel {
  let sum = 0n;
  let isFirst = true;
  let pending: bigint | undefined;
  let valid = 0n;
  let result = 0n;

  /** The products of one pair of ports: one, or two or four of sub-words. */
  function products({ a_i = 0n, b_i = 0n, mode_i = 0n, ...w }: Words): bigint {
    const bits = LANE_BITS[c.packed ? Number(mode_i) : 0]!;
    let total = 0n;
    for (let low = 0n; low < 8n; low += BigInt(bits)) {
      const a = numberOf(a_i >> low, w.a_width_i!, bits, w.a_signed_i === 1n);
      const b = numberOf(b_i >> low, w.b_width_i!, bits, w.b_signed_i === 1n);
      total += a * b;
    }
    return total;
  }
  function resultOf({ shift_i = 0n, y_width_i = 0n, y_signed_i, rnd_i = 0n }: Words): bigint {
    const held = BigInt.asIntN(c.accBits, sum);
    const shift = Number(BigInt.asIntN(6, shift_i));
    const rounded = roundFixed(c.round, held, shift, { bits: c.rndBits, word: rnd_i });
    const width = y_width_i === 0n || y_width_i > 8n ? 8 : Number(y_width_i);
    return BigInt.asUintN(8, saturate(rounded, width, y_signed_i === 1n));
  }
  function reset(): void {
    [sum, isFirst, pending, valid, result] = [0n, true, undefined, 0n, 0n];
  }
  return {
    reset,
    step(words) {
      if (words.rst_i === 1n) reset();
      else {
        valid = BigInt(pending !== undefined);
        result = pending ?? result;
        pending = undefined;
        if (words.valid_i === 1n) {
          if (isFirst) sum = c.init ? BigInt.asIntN(c.accBits, words.init_i!) : 0n;
          sum += products(words);
          isFirst = words.last_i === 1n;
          if (isFirst) pending = resultOf(words);
        }
      }
      return { valid_o: valid, result_o: result };
    },
  };
}
