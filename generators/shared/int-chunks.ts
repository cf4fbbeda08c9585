/** What the units share that add products as integers within a chunk, and the sums of chunks in floating point. */
import { indexBits, type Minifloat } from "../../formats/index.js";
import { add, decode, encode, isStochastic, type RoundMode, roundModes, type Value } from "../../golden/index.js";
import type { Port, VerilogParameter } from "../design.js";
import { fpAdd } from "../fp_add/unit.js";
import { choiceParam, defaultOverflow, formatParam, roundingParams } from "../params.js";
import type { ClockedModel, Use, Words } from "../unit.js";
import { clockPort, resetPort } from "./clocked.js";
import { binary, range } from "./literals.js";
import { signedBits } from "./unpacked.js";

export interface OuterConfig {
  readonly acc: Minifloat;
  readonly round: RoundMode;
}

/** The outer accumulator; its default is the one of 16 bits that 8-bit and 4-bit training have. */
export const outerParams = (fallback: string) => ({
  acc: formatParam({ doc: "format of the outer accumulator and the result", accept: ["minifloat"], fallback }),
  round: choiceParam<RoundMode>({
    doc: "rounding of chunk sums and of the outer sum; default rne, or rna for formats without subnormals of IBM's kind",
    choices: roundModes.filter((mode) => !isStochastic(mode)),
    fallback: (config) => roundingParams("acc").round.fallback(config) ?? "rne",
  }),
});

/** Bits of a two's complement sum of so many products of at most this magnitude. */
export const sumBits = (largest: number, terms: number): number => signedBits(-largest * terms, largest * terms);

/** Products that a sum of so many bits holds, whatever they are. */
export const termsOf = (largest: number, bits: number): number => Math.floor((2 ** (bits - 1) - 1) / largest);

/** How many products one chunk has. */
export const lengthParameter = (name: string, doc: string, most: number): VerilogParameter => ({
  name,
  default: Math.min(64, most),
  min: 1,
  max: Math.min(65535, most),
  others: [1, Math.min(3, most)],
  doc,
});

/** All ports; `operands` stand behind `last_i`. */
export function chunkPorts({ acc }: OuterConfig, operands: readonly Port[]): Port[] {
  const result = { dir: "out", role: "data", width: acc.width, format: acc } as const;
  return [
    clockPort,
    resetPort,
    { name: "valid_i", dir: "in", width: 1, role: "valid", doc: "there is a product; without it nothing else counts" },
    { name: "last_i", dir: "in", width: 1, role: "last", doc: "it is the last of its dot product" },
    ...operands,
    {
      name: "valid_o",
      dir: "out",
      width: 1,
      role: "valid",
      doc: "three cycles after the last product: the result is new",
    },
    { ...result, name: "result_o", doc: "the dot product; stays until the next one, +0 after reset" },
  ];
}

export const chunkView = ({ acc, round }: OuterConfig, use: Use) => ({
  range: range(acc.width),
  zero: binary(0, acc.width),
  add: use(fpAdd, { a: acc, round }),
});

export function chunkReference(c: OuterConfig, length: number, use: Use) {
  return {
    ...chunkView(c, use),
    counts: length > 1,
    countRange: range(indexBits(length)),
    lastCount: length - 1,
  };
}

interface Chunks extends OuterConfig {
  readonly length: number;
  product(inputs: Words): bigint;
  /** The value of a chunk from its integer sum and the inputs of its last product. */
  value(sum: bigint, inputs: Words): Value;
}

/** A result is there two edges after that of its last product. */
export function chunkModel({ acc, round, length, product, value }: Chunks): ClockedModel {
  const rounded = (x: Value): bigint => encode(acc, x, { round, overflow: defaultOverflow(acc) }).code;
  let [sum, count, outer, result] = [0n, 0, 0n, 0n];
  let ended: (bigint | undefined)[] = [undefined, undefined];
  function reset(): void {
    [sum, count, outer, result] = [0n, 0, 0n, 0n];
    ended = [undefined, undefined];
  }
  /** The dot product, where this product ends one. */
  function take(inputs: Words): bigint | undefined {
    sum += product(inputs);
    count++;
    const isLast = inputs.last_i === 1n;
    if (!isLast && count !== length) return undefined;
    const chunk = decode(acc, rounded(value(sum, inputs)));
    const total = rounded(add(decode(acc, outer), chunk, round === "rdn"));
    [sum, count, outer] = [0n, 0, isLast ? 0n : total];
    return isLast ? total : undefined;
  }
  return {
    reset,
    step(inputs) {
      if (inputs.rst_i === 1n) {
        reset();
        return { valid_o: 0n, result_o: result };
      }
      const done = ended.pop();
      result = done ?? result;
      ended.unshift(inputs.valid_i === 1n ? take(inputs) : undefined);
      return { valid_o: BigInt(done !== undefined), result_o: result };
    },
  };
}
