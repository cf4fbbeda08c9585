/** Proves instances: chooses the method, hands shards to workers, and puts the parts together. */
import { plainOptions } from "../cosim/job.js";
import type { Instance } from "../generators/instance.js";
import { emitReference } from "../generators/reference.js";
import type { Parameters } from "../generators/unit.js";
import { CheckFailed, UsageError } from "../tools/errors.js";
import { Pool, taskOf } from "../tools/pool.js";
import { coreOf, type Subject } from "./exhaust.js";
import { expectationOf, inputBits, MAX_BITS } from "./expect.js";
import { controlOf, equalOf, type Facts, factsOf, proveShard, sample } from "./jobs.js";
import { isRefuted, type Outcome, type Proof } from "./proof.js";
import { twinOf } from "./twin.js";

/** Rows where nothing stronger is possible. */
export const SAMPLED_ROWS = 1e7;
/** Rows of one batch of them. */
const BATCH_ROWS = 2 ** 19;
/** Rows that are one shard; more are cut so that a stopped proof loses little. */
const SHARD_BITS = 24;
const MOST_SHARDS = 32;
/** Of each process and second, measured on an ordinary machine; for the estimate in a refusal alone. */
const ROWS_PER_SECOND = 8e8;

export interface ProveOptions {
  /** Worker processes, default 2. */
  readonly jobs?: number;
  /** Take no shard from the cache. */
  readonly fresh?: boolean;
  /** Refuse to sample: enumerate or say why not. */
  readonly exhaustive?: boolean;
  /** Rows where nothing stronger is possible. */
  readonly samples?: number;
  readonly onProgress?: (done: number, total: number, module: string) => void;
}

/** Proofs that share workers, and the parts that they have in common. Call `close` at the end. */
export class Prover {
  readonly #options: ProveOptions;
  readonly #pool: Pool;
  readonly #known = new Map<string, Promise<Outcome>>();

  constructor(options: ProveOptions = {}) {
    this.#options = options;
    this.#pool = new Pool({ workers: options.jobs ?? 2 });
  }

  /**
   * @throws CheckFailed for a netlist that is refused, a pipeline that is none, or a control that is not its reference;
   * UsageError when `exhaustive` asks for too much; a counterexample is a result
   */
  prove(instance: Instance, parameters: Parameters): Promise<Outcome> {
    const key = JSON.stringify([instance.module, parameters]);
    let known = this.#known.get(key);
    if (known === undefined) {
      known = this.#prove(instance, parameters);
      this.#known.set(key, known);
    }
    return known;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #prove(instance: Instance, parameters: Parameters): Promise<Outcome> {
    const subject: Subject = { unit: instance.unit.name, options: plainOptions(instance), parameters };
    if (this.#options.exhaustive) refuseTooMuch(instance, parameters);
    const facts = await this.#pool.run(taskOf(jobs, factsOf), subject);
    if (facts.exhaust && facts.exhaust.bits <= MAX_BITS) return this.#exhaust(instance, subject, facts);
    if (this.#options.exhaustive)
      throw new UsageError(
        `${instance.module} is not shown to have one step of its random word; without --exhaustive it is sampled`,
      );
    const reference = emitReference(instance, parameters);
    if (reference !== undefined) return this.#byParts(instance, subject, facts);
    const twin = twinOf(instance);
    if (twin !== undefined) return this.#byTwin(instance, twin, subject, facts);
    return this.#sample(instance, subject, facts);
  }

  async #exhaust({ module, settleRows }: Instance, subject: Subject, { netlist, exhaust }: Facts): Promise<Outcome> {
    const { bits, model, masked, step } = exhaust!;
    const { parameters } = subject;
    const shards = bits <= SHARD_BITS && model === "fast" ? 1 : Math.min(MOST_SHARDS, 2 ** Math.max(0, bits - 18));
    let done = 0;
    const all = await Promise.all(
      Array.from({ length: shards }, async (_, shard) => {
        const job = { ...subject, shard, shards, fresh: this.#options.fresh === true };
        const result = await this.#pool.run(taskOf(jobs, proveShard), job);
        this.#options.onProgress?.(++done, shards, module);
        return result;
      }),
    );
    const failures = all.flatMap(({ counterexample }) => counterexample ?? []);
    failures.sort((a, b) => a.row - b.row);
    if (failures[0]) return { module, parameters, subject, refuted: failures[0] };
    const cases = all.reduce((sum, shard) => sum + shard.cases, 0);
    if (cases === 0 || (!masked && cases !== 2 ** bits))
      throw new CheckFailed(`${cases} of 2^${bits} rows of ${module} were compared`);
    const about = { module, parameters, netlist, cases, model } as const;
    return { ...about, method: "exhaustive", ...(settleRows > 0 && { pipeline: settleRows }), ...(step && { step }) };
  }

  async #byParts(instance: Instance, subject: Subject, { netlist }: Facts): Promise<Outcome> {
    const { module } = instance;
    const { parameters } = subject;
    const { parts } = emitReference(instance, parameters)!;
    // The parts first: what is wrong in one is told of it, in its own words.
    const outcomes = await Promise.all(parts.map((part) => this.prove(part.instance, part.parameters)));
    const wrong = outcomes.find(isRefuted);
    if (wrong) return wrong;
    const control = await this.#pool.run(taskOf(jobs, controlOf), subject);
    if ("counterexample" in control) return { module, parameters, subject, refuted: control.counterexample };
    const proofs = distinct(outcomes as Proof[]);
    const cases = proofs.reduce((sum, part) => sum + part.cases, 0);
    return { module, parameters, netlist, method: "by parts", cases, control, parts: proofs };
  }

  async #byTwin(instance: Instance, twin: Instance, subject: Subject, { netlist }: Facts): Promise<Outcome> {
    const { module, settleRows } = instance;
    const { parameters } = subject;
    // First what is told in seconds.
    const equal = await this.#pool.run(taskOf(jobs, equalOf), subject);
    if ("counterexample" in equal) return { module, parameters, subject, refuted: equal.counterexample };
    const outcome = await this.prove(twin, parameters);
    if (isRefuted(outcome)) return outcome;
    const { cases } = outcome;
    const pipeline = settleRows > 0 && { pipeline: settleRows };
    return { module, parameters, netlist, method: "by twin", cases, equal, ...pipeline, parts: [outcome] };
  }

  async #sample({ module, settleRows }: Instance, subject: Subject, { netlist }: Facts): Promise<Outcome> {
    const { parameters } = subject;
    const total = this.#options.samples ?? SAMPLED_ROWS;
    const batches = Math.ceil(total / BATCH_ROWS);
    let done = 0;
    const all = await Promise.all(
      Array.from({ length: batches }, async (_, batch) => {
        const rows = Math.min(BATCH_ROWS, total - batch * BATCH_ROWS);
        const job = { ...subject, rows, batch, fresh: this.#options.fresh === true };
        const result = await this.#pool.run(taskOf(jobs, sample), job);
        this.#options.onProgress?.(++done, batches, module);
        return result;
      }),
    );
    const counterexample = all.find((one) => one.counterexample)?.counterexample;
    if (counterexample) return { module, parameters, subject, refuted: counterexample, samples: total };
    const cases = all.reduce((sum, one) => sum + one.cases, 0);
    return { module, parameters, netlist, method: "sampled", cases, ...(settleRows > 0 && { pipeline: settleRows }) };
  }
}

const jobs = new URL(`./jobs${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url).href;

function distinct(proofs: readonly Proof[]): Proof[] {
  return [...new Map(proofs.map((proof) => [JSON.stringify([proof.module, proof.parameters]), proof])).values()];
}

/** @throws UsageError before anything is synthesised */
function refuseTooMuch(instance: Instance, parameters: Parameters): void {
  const { module, unit } = instance;
  if (unit.kind === "clocked") throw new UsageError(`${module} has state: it is proven by parts, without --exhaustive`);
  const otherwise = "without --exhaustive it is sampled";
  const expectation = expectationOf(coreOf(instance), parameters);
  const bits = expectation ? expectation.outerBits + expectation.innerBits : inputBits(coreOf(instance), parameters);
  if (expectation && bits <= MAX_BITS) return;
  if (bits <= MAX_BITS) throw new UsageError(`${module} has no model that answers for all of its inputs; ${otherwise}`);
  const hours = 2 ** bits / ROWS_PER_SECOND / 2 / 3600;
  const estimate = hours < 10 ? hours.toFixed(2) : hours.toPrecision(2);
  throw new UsageError(`${module} has 2^${bits} cases, more than 2^${MAX_BITS}: about ${estimate} hours; ${otherwise}`);
}
