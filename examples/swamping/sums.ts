/**
 * Sums of numbers of mean 1 in 1-6-9, from the bits of `fp_mac`: where they stall, and how chunks help (Wang et al.,
 * NeurIPS 2018, section 2.3).
 */
import type { SimulatingEngine } from "../../cosim/engine.js";
import { parseFormat } from "../../formats/index.js";
import { instantiate } from "../../generators/instance.js";
import { findUnit } from "../../generators/units.js";
import { Prng } from "../../testbench/prng.js";
import { codeOf, valuesOf } from "../mnist/quantise.js";
import { streamDots } from "../streamed.js";

/** Products of a sum, and in a chunk; 0 is one chunk. */
export const LENGTHS = [2048, 4096, 8192, 16384, 32768] as const;
export const CHUNKS = [0, 32, 64] as const;

const operand = parseFormat("e5m2");
const accumulator = parseFormat("dlf16");
/** Fraction bits of 1-6-9: an addend of at most half of the last place is lost, or goes to the even neighbour. */
const FRACTION = 9;

export interface Sums {
  readonly chunk: number;
  /** What the hardware gives over the exact sum of the same operands, for each of `LENGTHS`. */
  readonly ratios: readonly number[];
  readonly results: readonly number[];
  /** The predicted stall: from here on a chunk of mean value no longer counts. */
  readonly stall: number;
  readonly checked: number;
  readonly mismatches: number;
}

/** Uniform of mean 1 and deviation 1, rounded to the operand format: 1-5-2, to nearest even. */
function numbers(count: number): Uint32Array {
  const prng = new Prng("swamping");
  return Uint32Array.from({ length: count }, () => codeOf(operand, 1 + Math.sqrt(3) * (2 * prng.unit() - 1)));
}

/**
 * A chunk of n numbers adds n on average. It is lost where it is below half of the last place, which is
 * 2^(floor(log2 S) - 9) of the sum S; alone, where the largest number of the distribution is, 1 + sqrt 3.
 */
export function predictedStall(chunk: number): number {
  const addend = chunk === 0 ? 1 + Math.sqrt(3) : chunk;
  return 2 ** (Math.floor(Math.log2(addend)) + 2 + FRACTION);
}

export async function sums(engine: SimulatingEngine): Promise<Sums[]> {
  const instance = instantiate(findUnit("fp_mac"), { a: "e5m2", acc: "dlf16" });
  const codes = numbers(Math.max(...LENGTHS));
  const ones = new Uint32Array(codes.length).fill(codeOf(operand, 1));
  const values = valuesOf(operand, codes);
  const exact = LENGTHS.map((n) => values.subarray(0, n).reduce((sum, x) => sum + x, 0));
  const dots = LENGTHS.map((n) => ({ a: codes.subarray(0, n), b: ones.subarray(0, n) }));
  return Promise.all(
    CHUNKS.map(async (chunk): Promise<Sums> => {
      const { results, checked, mismatches } = await streamDots(instance, { ChunkLen: chunk }, engine, dots);
      const found = [...valuesOf(accumulator, Uint32Array.from(results))];
      const ratios = found.map((sum, i) => sum / exact[i]!);
      return { chunk, ratios, results: found, stall: predictedStall(chunk), checked, mismatches };
    }),
  );
}
