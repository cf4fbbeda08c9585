import { fixed } from "../../formats/index.js";
import { finite } from "../../golden/index.js";
import { fpConvert } from "../fp_convert/unit.js";
import { product } from "../int4_fp4r4_mul/model.js";
import { int4Fp4r4Mul } from "../int4_fp4r4_mul/unit.js";
import { integerParam } from "../params.js";
import { fp4r4Port, int4Port, PRODUCT_BITS, PRODUCT_EXP, phasePort } from "../shared/fp4r4.js";
import {
  chunkModel,
  chunkPorts,
  chunkReference,
  chunkView,
  lengthParameter,
  outerParams,
  termsOf,
} from "../shared/int-chunks.js";
import { range } from "../shared/literals.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";

/** Magnitude of the largest product. */
const LARGEST = 2 ** (PRODUCT_BITS - 2);

/** Dot products of 4-bit training: integers within a chunk, floating point between chunks, no multiplier. */
export const int4Fp4r4Mac = defineUnit({
  kind: "clocked",
  name: "int4_fp4r4_mac",
  summary: "Streaming dot product of INT4 and radix-4 FP4, exact within a chunk.",
  params: {
    ...outerParams("dlf16"),
    accBits: integerParam({
      doc: "bits of the integer accumulator; they limit the products of a chunk",
      min: 19,
      max: 33,
      fallback: 24,
      tag: "i",
    }),
  },
  variants: [{}, { acc: "fp16", round: "rtz", accBits: 20 }],
  verilogParameters: ({ accBits }) => [lengthParameter("ChunkLen", "products in a chunk", termsOf(LARGEST, accBits))],
  ports: (c) =>
    chunkPorts(c, [
      int4Port("q_i", "INT4 factor, -8..7"),
      fp4r4Port("code_i", "in", "radix-4 FP4 factor"),
      phasePort("of code_i; 0: +-4^k; 1: +-2 * 4^k"),
    ]),
  behaviour: ({ accBits }) => [
    ["product", "inner = inner + q * code, exact, in units of 2^-6"],
    ["chunk", "after ChunkLen products or the last: outer = round(outer + round(inner)), inner = 0"],
    ["result", "outer after the last product; the next one starts at +0"],
    ["range", `${accBits} bits hold any ${termsOf(LARGEST, accBits)} products`],
    ["latency", "3 cycles; one product per cycle, dot products back to back"],
  ],
  model: (c, { ChunkLen = 1 }) =>
    chunkModel({
      ...c,
      length: ChunkLen,
      product: ({ q_i = 0n, code_i = 0n, phase_i }) => product(q_i, code_i, phase_i === 1n),
      value: (sum) => finite(sum < 0n, sum < 0n ? -sum : sum, PRODUCT_EXP),
    }),
  view: (c, use) => ({
    len: "ChunkLen",
    chunk: chunkView(c, use),
    mul: use(int4Fp4r4Mul, { split: true }),
    productRange: range(PRODUCT_BITS),
    productTop: PRODUCT_BITS - 1,
    signs: c.accBits - PRODUCT_BITS,
    accBits: c.accBits,
    accRange: range(c.accBits),
    carryZeros: c.accBits - 1,
    convert: use(fpConvert, { src: fixed(c.accBits + PRODUCT_EXP, -PRODUCT_EXP), dst: c.acc, round: c.round }),
  }),
  reference: (c, { ChunkLen = 1 }, use) => ({
    chunk: chunkReference(c, ChunkLen, use),
    mul: use(int4Fp4r4Mul, { split: true }),
    productRange: range(PRODUCT_BITS),
    accRange: range(c.accBits),
    convert: use(fpConvert, { src: fixed(c.accBits + PRODUCT_EXP, -PRODUCT_EXP), dst: c.acc, round: c.round }),
  }),
  fault: { name: "a chunk starts where the last one ended", find: "chunk_start_q ? ", replace: "1'b0 ? " },
  page,
});
