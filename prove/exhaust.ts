/**
 * All inputs of a combinational netlist against the model, in shards that workers take. What the model says is worked
 * out once for each class of outer words and compared with the netlist under every outer word of the class.
 */

import { sliceNetlist } from "../cosim/bitslice.js";
import { plainOptions } from "../cosim/job.js";
import type { Netlist } from "../cosim/netlist.js";
import { batchInputs, batchOutputs, type Port } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { designOf, type Instance, instantiate } from "../generators/instance.js";
import type { Options, Parameters } from "../generators/unit.js";
import { findUnit } from "../generators/units.js";
import { cached, contentHash } from "../tools/cache.js";
import { closureHash } from "../tools/closure.js";
import { CheckFailed } from "../tools/errors.js";
import { type Expectation, expectationOf, piecesOf, STEP_BITS } from "./expect.js";
import { outputsOf } from "./interpret.js";
import { passedThrough } from "./pipeline.js";
import { Sweep } from "./sweep.js";

/** What is proven: plain data, so that it crosses to a worker. */
export interface Subject {
  readonly unit: string;
  readonly options: Options;
  readonly parameters: Parameters;
}

export interface Shard extends Subject {
  readonly shard: number;
  readonly shards: number;
  /** Take nothing from the cache. */
  readonly fresh: boolean;
}

export interface Counterexample {
  /** The input words side by side, the first port highest: the order of the rows. */
  readonly row: number;
  readonly inputs: readonly bigint[];
  readonly got: readonly bigint[];
  readonly want: readonly bigint[];
}

export interface ShardResult {
  /** Rows compared that the contract allows. */
  readonly cases: number;
  /** The first of this shard. */
  readonly counterexample?: Counterexample;
}

export const instanceOf = ({ unit, options }: Subject): Instance => instantiate(findUnit(unit), options);

/** The same unit without a pipeline. */
export function coreOf(instance: Instance): Instance {
  if (!("stages" in instance.config)) return instance;
  return instantiate(instance.unit, { ...plainOptions(instance), stages: 0, enable: false });
}

/**
 * The combinational netlist between the data ports: that of synthesis, with a pipeline's registers passed through.
 * @throws CheckFailed as `sliceNetlist` and `passedThrough`
 */
export async function dataNetlist(instance: Instance, parameters: Parameters): Promise<Netlist> {
  const design = designOf(instance, emitInstance(instance).files, parameters);
  const netlist = await sliceNetlist(design);
  return instance.clocked ? passedThrough(netlist, instance.ports, instance.settleRows) : netlist;
}

/** What a proof is about, besides the model: nodes and outputs. */
export const netlistHash = ({ nodes, outputs, registers }: Netlist): string =>
  contentHash(JSON.stringify({ nodes, outputs, registers }));

interface Class {
  readonly outers: readonly number[];
}

/** Outer words with the same results, in the order in which each class first appears. */
function classesOf(expectation: Expectation): Class[] {
  const found = new Map<string, number[]>();
  for (let outer = 0; outer < 2 ** expectation.outerBits; outer++) {
    const name = expectation.classOf(outer);
    const known = found.get(name);
    if (known) known.push(outer);
    else found.set(name, [outer]);
  }
  return [...found.values()].map((outers) => ({ outers }));
}

/** A model row costs as much as this many rows of the netlist, roughly; shards are made even with it. */
const MODEL_COST = { fast: 25, exact: 3000 };

interface Prepared {
  readonly netlist: Netlist;
  readonly expectation: Expectation;
  readonly classes: readonly Class[];
  readonly sweep: Sweep;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** The last one stays: the shards of one proof follow each other in a worker. */
let last: { readonly key: string; readonly prepared: Promise<Prepared> } | undefined;

function prepare(subject: Subject): Promise<Prepared> {
  const key = JSON.stringify([subject.unit, subject.options, subject.parameters]);
  if (last?.key !== key) last = { key, prepared: prepareNow(subject) };
  return last.prepared;
}

async function prepareNow(subject: Subject): Promise<Prepared> {
  const instance = instanceOf(subject);
  return prepareFrom(await dataNetlist(instance, subject.parameters), coreOf(instance), subject.parameters);
}

/** A netlist beside the model of `core`, whose data ports it has. @throws CheckFailed without a model for all inputs */
export function prepareFrom(netlist: Netlist, core: Instance, parameters: Parameters): Prepared {
  const expectation = expectationOf(core, parameters);
  if (expectation === undefined) throw new CheckFailed(`${core.module} has no model for all of its inputs`);
  const { ports } = designOf(core, [], parameters);
  const [inputs, outputs] = [batchInputs({ ports }), batchOutputs({ ports })];
  const sweep = new Sweep(netlist, inputs, outputs, expectation);
  return { netlist, expectation, classes: classesOf(expectation), sweep, inputs, outputs };
}

/**
 * One shard: its share of all (class, block) pairs, by cost. Kept under the hash of netlist and program, so that a proof
 * that was stopped goes on from there; one with a counterexample is never kept.
 */
export async function proveShard(job: Shard): Promise<ShardResult> {
  const prepared = await prepare(job);
  const { shard, shards } = job;
  const program = await closureHash(import.meta.url, ["./exhaust", `../generators/${job.unit}/unit`]);
  const what = JSON.stringify([job.unit, job.options, job.parameters, shard, shards]);
  const key = [program, netlistHash(prepared.netlist), what];
  return keptResult(job.fresh ? undefined : key, () => sweepShard(prepared, shard, shards));
}

/** What `make` gives, from the cache where it is there under `key`; one with a counterexample is never kept. */
export async function keptResult(key: readonly string[] | undefined, make: () => ShardResult): Promise<ShardResult> {
  if (key === undefined) return make();
  let failed: ShardResult | undefined;
  const bytes = cached("prove", key, async () => {
    const made = make();
    if (made.counterexample) {
      failed = made;
      throw new CheckFailed("not kept");
    }
    return new TextEncoder().encode(JSON.stringify(made));
  });
  try {
    return JSON.parse(new TextDecoder().decode(await bytes)) as ShardResult;
  } catch (error) {
    if (failed) return failed;
    throw error;
  }
}

/** The share `shard` of `shards`, in this process. */
export function sweepShard(prepared: Prepared, shard: number, shards: number): ShardResult {
  const { expectation, classes, sweep } = prepared;
  const blocks = 2 ** expectation.innerBits / sweep.rows;
  const costOf = ({ outers }: Class): number => MODEL_COST[expectation.model] + outers.length;
  const total = blocks * classes.reduce((sum, one) => sum + costOf(one), 0);
  const [from, to] = [(total * shard) / shards, (total * (shard + 1)) / shards];
  let spent = 0;
  let cases = 0;
  let best: { outer: number; block: number } | undefined;
  for (const one of classes) {
    const cost = costOf(one);
    const first = Math.max(0, Math.ceil((from - spent) / cost));
    const end = Math.min(blocks, Math.ceil((to - spent) / cost));
    spent += cost * blocks;
    for (let block = first; block < end; block++) {
      const counted = expectation.fill(one.outers[0]!, block * sweep.rows, sweep.rows, sweep.columns);
      sweep.expect();
      for (const outer of one.outers) {
        cases += counted;
        if (sweep.agrees(outer, block)) continue;
        if (!best || outer < best.outer || (outer === best.outer && block < best.block)) best = { outer, block };
      }
    }
  }
  return best ? { cases, counterexample: counterexampleIn(prepared, best) } : { cases };
}

function counterexampleIn(prepared: Prepared, { outer, block }: { outer: number; block: number }): Counterexample {
  const { expectation, sweep, netlist, inputs, outputs } = prepared;
  const pieces = piecesOf(outputs);
  expectation.fill(outer, block * sweep.rows, sweep.rows, sweep.columns);
  for (let row = 0; row < sweep.rows; row++) {
    if (expectation.masked && sweep.columns[pieces.length]![row] === 0) continue;
    const number = (BigInt(outer) << BigInt(expectation.innerBits)) + BigInt(block * sweep.rows + row);
    let rest = number;
    const words = [...inputs].reverse().map(({ name, width }) => {
      const isStepped = name === expectation.stepped?.port;
      const bits = isStepped ? STEP_BITS : width;
      const word = BigInt.asUintN(bits, rest);
      rest >>= BigInt(bits);
      return isStepped ? BigInt(sweep.columns.at(-1)![row]!) : word;
    });
    words.reverse();
    const got = outputsOf(netlist, inputs, outputs, words);
    const want = outputs.map((port) =>
      pieces.reduce((word, piece, i) => {
        const bits = piece.port === port ? BigInt(sweep.columns[i]![row]!) << BigInt(piece.from) : 0n;
        return word | bits;
      }, 0n),
    );
    if (got.some((word, i) => word !== want[i])) return { row: Number(number), inputs: words, got, want };
  }
  throw new Error("the sweep and the interpreter of a netlist disagree");
}
