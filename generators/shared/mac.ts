/** What the chunked multiply-accumulate units share: options and ports of the two accumulators. */
import type { Minifloat } from "../../formats/index.js";
import { isStochastic, type Overflow, overflowPolicies, type RoundMode } from "../../golden/index.js";
import type { Port, VerilogParameter } from "../design.js";
import { choiceParam, defaultOverflow, formatParam, type Param, roundingParams, switchParam } from "../params.js";
import { clockPort, resetPort } from "./clocked.js";
import { nanRow } from "./operands.js";

export interface AccumulatorConfig {
  /** Of inner. */
  readonly acc: Minifloat;
  readonly outer: Minifloat;
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
  readonly init: boolean;
}

const outerFormat = formatParam({
  doc: "format of the outer accumulator and the result; default that of acc",
  accept: ["minifloat"],
  sameAs: "acc",
});
const ofInner = roundingParams("acc");
const ofOuter = roundingParams("outer");

const outer: Param<Minifloat> = {
  ...outerFormat,
  tag: (value, config) => (sameFormat(value, config.acc as Minifloat) ? "" : `outer_${value.name}`),
};
const overflow = choiceParam<Overflow>({
  doc: "what a sum outside the finite range becomes; default special where both accumulators have one, else saturate",
  choices: overflowPolicies,
  fallback(config) {
    const defaults = [config.acc, config.outer].map((format) => defaultOverflow(format as Minifloat));
    return defaults.includes("saturate") ? "saturate" : "special";
  },
  tag: (value) => ({ saturate: "sat", special: "spec", propagate: "prop" })[value],
  check(value, config) {
    ofInner.overflow.check?.(value, config);
    ofOuter.overflow.check?.(value, config);
  },
});
const init = switchParam({ doc: "add init_i, where the outer accumulator starts instead of +0", tag: "init" });

/** Options beside `acc`. Both accumulators round and overflow alike; the default rounding is that of `acc`. */
export const accumulatorParams = { outer, round: ofInner.round, overflow, rndBits: ofInner.rndBits, init };

/** The same facts, whatever the names. */
export function sameFormat(x: Minifloat, y: Minifloat): boolean {
  const facts = ["expBits", "fracBits", "bias", "lowest", "hasInf", "highNans", "negZero"] as const;
  return facts.every((fact) => x[fact] === y[fact]);
}

export const chunkLenParameter: VerilogParameter = {
  name: "ChunkLen",
  default: 64,
  min: 0,
  max: 65535,
  others: [0, 3],
  doc: "products in a chunk; 0: no chunks",
};

/** All ports; `operands` stand between `last_i` and the random word. */
export function accumulatorPorts(c: AccumulatorConfig, operands: readonly Port[]): Port[] {
  const result = { dir: "out", role: "data", width: c.outer.width, format: c.outer } as const;
  return [
    clockPort,
    resetPort,
    { name: "valid_i", dir: "in", width: 1, role: "valid", doc: "there is a product; without it nothing else counts" },
    { name: "last_i", dir: "in", width: 1, role: "last", doc: "it is the last of its dot product" },
    ...operands,
    ...(c.init ? [initPort(c.outer)] : []),
    ...randomPort(c),
    {
      name: "valid_o",
      dir: "out",
      width: 1,
      role: "valid",
      doc: "two cycles after the last product: the result is new",
    },
    { ...result, name: "result_o", doc: "the dot product; stays until the next one, +0 after reset" },
  ];
}

const initPort = (format: Minifloat): Port => ({
  name: "init_i",
  dir: "in",
  width: format.width,
  role: "data",
  format,
  doc: "where outer starts; taken with the first product",
});

function randomPort({ round, rndBits }: AccumulatorConfig): Port[] {
  if (!isStochastic(round)) return [];
  const doc = "{outer word, inner word}; the outer word is used with the product that ends a chunk";
  return [{ name: "rnd_i", dir: "in", width: 2 * rndBits, role: "random", doc }];
}

/** Rows of the behaviour table. `operands`: the formats of the factors. */
export function accumulatorBehaviour(
  c: AccumulatorConfig,
  operands: readonly Minifloat[],
): (readonly [string, string])[] {
  const same = sameFormat(c.acc, c.outer);
  const start = c.init ? "init_i" : "+0";
  const whole = same
    ? `no chunks: the result is inner${c.init ? ", which starts at init_i" : ""}`
    : `one chunk, however long; the result is ${c.init ? "round(init_i + inner)" : "round(inner)"} in the outer format`;
  return [
    ...nanRow([...operands, c.acc, c.outer], c.outer, ["0 x Inf", "Inf - Inf"]),
    ["product", "inner = round(a * b + inner)"],
    ["chunk", "after ChunkLen products or the last: outer = round(outer + inner), inner = +0"],
    ["result", `outer after the last product; the next one starts at ${start}`],
    ["ChunkLen 0", whole],
    ["latency", "2 cycles; one product per cycle, dot products back to back"],
  ];
}
