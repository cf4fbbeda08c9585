import type { Minifloat } from "../../formats/index.js";
import { add, decode, encode, multiply, multiplyAdd, type Value } from "../../golden/index.js";
import { type AccumulatorConfig, sameFormat } from "../shared/mac.js";
import type { ClockedModel, Words } from "../unit.js";

export interface MacConfig extends AccumulatorConfig {
  /** A zero product leaves `inner` as it is, but for the first of a chunk. */
  readonly skipZero: boolean;
  /** The factors of a product as the inputs give them. */
  operands(inputs: Words): readonly [Value, Value];
}

/** Code of +0, in every format. */
const plusZero = 0n;

/** The two accumulators, a product at a time: `product` gives the result when it was the last one. */
function accumulators(c: MacConfig, chunkLen: number) {
  const downward = c.round === "rdn";
  const same = sameFormat(c.acc, c.outer);
  const { round, overflow, rndBits } = c;
  const rounded = (format: Minifloat, value: Value, word: bigint): bigint =>
    encode(format, value, { round, overflow, random: { bits: rndBits, word } }).code;

  let inner = plusZero;
  let outer = plusZero;
  let inChunk = 0;
  let first = true;

  function addProduct(a: Value, b: Value, word: bigint): void {
    const product = multiply(a, b);
    const isZero = product.kind === "finite" && product.sig === 0n;
    if (c.skipZero && isZero && inChunk > 0) return;
    inner = rounded(c.acc, multiplyAdd(a, b, decode(c.acc, inner), downward), word);
  }

  function endOfChunk(word: bigint): bigint {
    if (chunkLen === 0 && same) return inner;
    const sum = decode(c.acc, inner);
    if (chunkLen === 0 && !c.init) return rounded(c.outer, sum, word);
    return rounded(c.outer, add(decode(c.outer, outer), sum, downward), word);
  }

  function product(inputs: Words): bigint | undefined {
    const { init_i = plusZero, rnd_i = 0n } = inputs;
    const [outerWord, innerWord] = [rnd_i >> BigInt(c.rndBits), BigInt.asUintN(c.rndBits, rnd_i)];
    if (first) {
      outer = c.init ? init_i : plusZero;
      if (chunkLen === 0 && same) inner = outer;
    }
    addProduct(...c.operands(inputs), innerWord);
    inChunk++;
    first = inputs.last_i === 1n;
    if (!first && inChunk !== chunkLen) return undefined;
    outer = endOfChunk(outerWord);
    inner = plusZero;
    inChunk = 0;
    return first ? outer : undefined;
  }

  function reset(): void {
    inner = plusZero;
    inChunk = 0;
    first = true;
  }
  return { product, reset };
}

/** The accumulators as a clocked unit: a result is there one edge after that of its last product. */
export function macModel(c: MacConfig, chunkLen: number): ClockedModel {
  const accumulate = accumulators(c, chunkLen);
  let ended: bigint | undefined;
  let result = plusZero;
  function reset(): void {
    accumulate.reset();
    ended = undefined;
    result = plusZero;
  }
  return {
    reset,
    step(inputs) {
      if (inputs.rst_i === 1n) {
        reset();
        return { valid_o: 0n, result_o: result };
      }
      const isNew = ended !== undefined;
      result = ended ?? result;
      ended = inputs.valid_i === 1n ? accumulate.product(inputs) : undefined;
      return { valid_o: BigInt(isNew), result_o: result };
    },
  };
}
