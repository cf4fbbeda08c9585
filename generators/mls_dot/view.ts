import { bitLength } from "../../golden/index.js";
import { limitsOf } from "../fp_convert/plan.js";
import { fpPack } from "../fp_pack/unit.js";
import { lzc } from "../lzc/unit.js";
import { mlsMul } from "../mls_mul/unit.js";
import { modulo, plusConstant } from "../shared/exponents.js";
import type { OuterConfig } from "../shared/int-chunks.js";
import { binary, range, slice, zeroExtend } from "../shared/literals.js";
import {
  type ElementConfig,
  elementIntBits,
  elementUnit,
  type ScaleConfig,
  scaleBias,
  scaleBits,
} from "../shared/mls.js";
import { signedBits, unsignedBits } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";

export interface MlsDotConfig extends OuterConfig, ElementConfig, ScaleConfig {
  readonly accBits: number;
}

/** What the templates of `mls_dot` and of its reference print, beside the chunks. */
export function mlsDotView(c: MlsDotConfig, use: Use): View {
  const { ex, mx, eg, mg, acc, round, accBits } = c;
  const product = 2 * elementIntBits(c);
  // A group's sum beside its sign, and that times both factors.
  const sizeBits = accBits - 1;
  const onceBits = sizeBits + mg + 1;
  const largest = BigInt(2 ** (mg + 1) - 1) ** 2n * (2n ** BigInt(sizeBits) - 1n);
  const bits = mg === 0 ? sizeBits : bitLength(largest);
  const kept = acc.sigBits + 1;
  const countBits = unsignedBits(bits - 1);
  // Exponent of the scaled sum's top bit, less the leading zeros; scales add up to 0..2^(eg + 1) - 2.
  const top = bits - 1 + 2 * (elementUnit(c) - mg - scaleBias(c));
  const { floor, ceil } = limitsOf({ dst: acc, round, rndBits: 0 });
  // Counted from the floor.
  const expBits = signedBits(top - (bits - 1) - floor, top + 2 ** (eg + 1) - 2 - floor);
  const packed = ceil - floor;
  const packedBits = unsignedBits(packed);
  const expWidth = Math.max(expBits, packedBits + 2);
  const wordBits = Math.max(bits, kept + 1);
  const factors = (name: string, from: string, width: number, to: number): string =>
    [
      `{${zeroExtend(from, width, to - mg)}, ${binary(0, mg)}}`,
      ...Array.from({ length: mg }, (_, i) => {
        const shifted = i === 0 ? zeroExtend(from, width, to) : `{${zeroExtend(from, width, to - i)}, ${binary(0, i)}}`;
        return `(${shifted} & {${to}{${slice(name, i, i, mg)}}})`;
      }),
    ].join(" + ");
  return {
    mul: use(mlsMul, { ex, mx }),
    productRange: range(product),
    signs: accBits - product,
    accBits,
    accTop: accBits - 1,
    accRange: range(accBits),
    carryZeros: accBits - 1,
    scaled: mg > 0,
    factorRange: range(Math.max(1, mg)),
    expA: zeroExtend(slice("scale_a_i", eg + mg - 1, mg, scaleBits(c)), eg, eg + 1),
    expB: zeroExtend(slice("scale_b_i", eg + mg - 1, mg, scaleBits(c)), eg, eg + 1),
    factorA: mg > 0 ? slice("scale_a_i", mg - 1, 0, scaleBits(c)) : "",
    factorB: mg > 0 ? slice("scale_b_i", mg - 1, 0, scaleBits(c)) : "",
    expSumRange: range(eg + 1),
    sizeRange: range(sizeBits),
    sizeBits,
    signZeros: sizeBits - 1,
    size: slice("inner_q", sizeBits - 1, 0, accBits),
    onceRange: range(onceBits),
    once: mg > 0 ? factors("factor_a_q", "size", sizeBits, onceBits) : "",
    bitsRange: range(bits),
    twice: mg > 0 ? factors("factor_b_q", "once", onceBits, bits) : "size",
    wide: zeroExtend("size", sizeBits, bits),
    one: 2 ** mg,
    lzc: use(lzc, { width: bits }),
    countRange: range(countBits),
    wordRange: range(wordBits),
    word: wordBits > bits ? `{scaled, ${binary(0, wordBits - bits)}}` : "scaled",
    sigRange: range(kept),
    sig: slice("normal", wordBits - 1, wordBits - kept, wordBits),
    sticky: `|${slice("normal", wordBits - kept - 1, 0, wordBits)}`,
    expRange: range(expWidth),
    exp: `${zeroExtend("exp_sum_q", eg + 1, expWidth)} - ${zeroExtend("zeros", countBits, expWidth)}${plusConstant(top - floor, expWidth)}`,
    expTop: expWidth - 1,
    ceil: modulo(packed, expWidth),
    packedRange: range(packedBits),
    packedZero: binary(0, packedBits),
    packedCeil: modulo(packed, packedBits),
    packedLow: slice("exp", packedBits - 1, 0, expWidth),
    pack: use(fpPack, { dst: acc, sigBits: kept, minExp: floor, maxExp: ceil, offset: -floor, maxLead: 0, round }),
  };
}
