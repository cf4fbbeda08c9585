/** One unit over all images, in whatever process this is called: generate, compile, stream, compare. */

import type { SimulatingEngine } from "../../cosim/engine.js";
import { engines } from "../../cosim/engines.js";
import { expectedOutputs } from "../../cosim/model.js";
import { emitInstance } from "../../generators/emit.js";
import { designOf, type Instance, instantiate } from "../../generators/instance.js";
import { findUnit } from "../../generators/units.js";
import { cached } from "../../tools/cache.js";
import { closureHash } from "../../tools/closure.js";
import { CheckFailed, ToolError, UsageError } from "../../tools/errors.js";
import { type Setup, setups } from "./setups.js";
import { type Operands, type Streamed, stream } from "./stream.js";

/** Plain data, as it crosses to a worker. */
export interface Job extends Operands {
  /** Index into `setups`. */
  readonly setup: number;
  readonly engine: string;
}

/** The engines that give words, in the order in which they are preferred: the one that shares no front end with synthesis first. */
const PREFERENCE = ["verilator", "cxxrtl", "bitslice"];

export function simulating(name: string): SimulatingEngine {
  const found = engines.find((engine) => engine.name === name);
  if (found?.kind !== "simulate") throw new UsageError(`unknown engine: ${name} (known: ${PREFERENCE.join(", ")})`);
  return found;
}

/** The first engine whose tools are there, and a line for each that was passed over. @throws ToolError when there is none */
export async function chooseEngine(): Promise<{ engine: SimulatingEngine; version: string; skipped: string[] }> {
  const skipped: string[] = [];
  for (const name of PREFERENCE) {
    const engine = simulating(name);
    const found = await engine.available();
    if (found.ok) return { engine, version: found.version, skipped };
    skipped.push(`${name}: ${found.reason}`);
  }
  throw new ToolError(`no engine to simulate with; ${skipped.join("; ")}`);
}

export const instanceOf = (setup: Setup): Instance => instantiate(findUnit(setup.unit), setup.options);

/**
 * Streams all images through one unit, or gives what the same program made of the same Verilog and images before; a run
 * with mismatches is never kept. @throws what the engine throws; mismatches are a result
 */
export async function runJob(job: Job): Promise<Streamed> {
  const setup = setups[job.setup]!;
  const { files } = emitInstance(instanceOf(setup));
  const found = await simulating(job.engine).available();
  const program = await closureHash(import.meta.url, ["./job"]);
  const facts = JSON.stringify([job.engine, found.ok ? found.version : "", setup, files], wordText);
  let wrong: Streamed | undefined;
  const bytes = cached("mnist", [program, facts, bytesOf(job.pixels), bytesOf(job.means)], async () => {
    const made = await streamAll(job);
    if (made.mismatches > 0 || made.checked === 0) {
      wrong = made;
      throw new CheckFailed("not kept");
    }
    return new TextEncoder().encode(JSON.stringify({ ...made, results: [...made.results] }, wordText));
  });
  try {
    const kept = JSON.parse(new TextDecoder().decode(await bytes)) as { checked: number; results: number[] };
    return { checked: kept.checked, mismatches: 0, results: Uint32Array.from(kept.results) };
  } catch (error) {
    if (wrong) return wrong;
    throw error;
  }
}

/** The codes as they lie in memory: the key of a cache of this machine, and no more. */
const bytesOf = (codes: Uint32Array) => new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength);

const wordText = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

async function streamAll({ setup: index, engine, pixels, means }: Job): Promise<Streamed> {
  const setup = setups[index]!;
  const instance = instanceOf(setup);
  const design = designOf(instance, emitInstance(instance).files, setup.parameters);
  const simulator = await simulating(engine).compile(design);
  try {
    return await stream(
      {
        design,
        simulate: (inputs) => simulator.run(inputs),
        expect: (inputs) => expectedOutputs(instance, inputs, setup.parameters),
      },
      { pixels, means },
    );
  } finally {
    simulator.close();
  }
}
