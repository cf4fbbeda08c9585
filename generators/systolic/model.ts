import { elementName } from "../design.js";
import { type Instance, instanceModel } from "../instance.js";
import { innerParameters, streamResult } from "../shared/inner.js";
import type { ClockedModel, Parameters, Words } from "../unit.js";
import { sides } from "./sides.js";

interface Moving {
  readonly valid: bigint;
  readonly last: bigint;
  readonly words: Words;
}
interface Leaving {
  valid: bigint;
  word: bigint;
}

/** Every element with its own model, its two neighbours one cycle away, and the drain of each column. */
export function systolicModel(element: Instance, parameters: Parameters): ClockedModel {
  const { Rows = 4, Cols = 4 } = parameters;
  const { west, north } = sides(element);
  const still: Words = Object.fromEntries([...west, ...north].map(({ name }) => [name, 0n]));
  const nothing: Moving = { valid: 0n, last: 0n, words: still };
  const grid = <T>(make: () => T): T[][] => Array.from({ length: Rows }, () => Array.from({ length: Cols }, make));
  const elements = grid(() => {
    const made = instanceModel(element, innerParameters(element, parameters));
    if (made.kind !== "clocked") throw new Error(`${element.module} is not clocked`);
    return made.model;
  });
  let eastward: Moving[][] = [];
  let southward: Moving[][] = [];
  let skewWest: Moving[][] = [];
  let skewNorth: Moving[][] = [];
  let drain: Leaving[][] = [];
  let results: Leaving[][] = [];
  function clear(): void {
    eastward = grid(() => nothing);
    southward = grid(() => nothing);
    skewWest = Array.from({ length: Rows }, (_, r) => Array<Moving>(r).fill(nothing));
    skewNorth = Array.from({ length: Cols }, (_, c) => Array<Moving>(c).fill(nothing));
    drain = grid(() => ({ valid: 0n, word: 0n }));
    results = grid(() => ({ valid: 0n, word: 0n }));
  }
  function reset(): void {
    clear();
    for (const row of elements) for (const model of row) model.reset();
  }
  const outputs = (): Words => {
    const words: Words = {};
    for (const [c, { valid, word }] of drain[0]!.entries()) {
      words[elementName("valid_o", c)] = valid;
      words[elementName("result_o", c)] = word;
    }
    return words;
  };
  const delayed = (line: Moving[], entering: Moving): Moving => {
    line.unshift(entering);
    return line.pop()!;
  };

  function step(inputs: Words): Words {
    if (inputs.rst_i === 1n) {
      clear();
      for (const row of elements) for (const model of row) model.step({ ...still, rst_i: 1n, valid_i: 0n, last_i: 0n });
      return outputs();
    }
    const { valid_i = 0n, last_i = 0n } = inputs;
    const entering = (ports: typeof west, index: number): Moving => ({
      valid: valid_i,
      last: last_i,
      words: Object.fromEntries(ports.map(({ name }) => [name, inputs[elementName(name, index)]!] as const)),
    });
    const fromWest = skewWest.map((line, r) => delayed(line, entering(west, r)));
    const fromNorth = skewNorth.map((line, c) => delayed(line, entering(north, c)));
    const nextEast = grid(() => nothing);
    const nextSouth = grid(() => nothing);
    const nextDrain = grid<Leaving>(() => ({ valid: 0n, word: 0n }));
    const nextResults = grid<Leaving>(() => ({ valid: 0n, word: 0n }));
    for (let r = 0; r < Rows; r++)
      for (let c = 0; c < Cols; c++) {
        const a = c === 0 ? fromWest[r]! : eastward[r]![c - 1]!;
        const b = r === 0 ? fromNorth[c]! : southward[r - 1]![c]!;
        nextEast[r]![c] = a;
        nextSouth[r]![c] = b;
        const own = results[r]![c]!;
        const below = r + 1 < Rows ? drain[r + 1]![c]! : { valid: 0n, word: 0n };
        const takes = own.valid === 1n ? own : below;
        nextDrain[r]![c] = takes.valid === 1n ? { ...takes } : { valid: 0n, word: drain[r]![c]!.word };
        const out = elements[r]![c]!.step({ rst_i: 0n, ...a.words, ...b.words, valid_i: a.valid, last_i: a.last });
        nextResults[r]![c] = { valid: out.valid_o!, word: out[streamResult(element).name]! };
      }
    [eastward, southward, drain, results] = [nextEast, nextSouth, nextDrain, nextResults];
    return outputs();
  }
  reset();
  return { reset, step };
}
