/** One design through one target: in this process, or in a worker and through the cache. */
import { basename } from "node:path";
import { cached, contentHash } from "../tools/cache.js";
import { CheckFailed, ToolError, ToolFailed, UsageError } from "../tools/errors.js";
import { type Pool, taskOf } from "../tools/pool.js";
import { runYosys, type YosysBackend, yosysVersion } from "../tools/yosys.js";
import { normaliseScript, type SynthDesign, scriptId, targetScript } from "./script.js";
import { type Row, readNormal, readRow } from "./stat.js";
import { LIBERTY_FILE, NORMAL_FILE, type TargetName, targets } from "./targets.js";

export interface SynthOptions {
  readonly backend?: YosysBackend;
  /** The cell library, for the `liberty` target alone. */
  readonly liberty?: { readonly name: string; readonly text: string };
  /** Without one the run happens in this process. */
  readonly pool?: Pool;
}

export interface SynthResult {
  readonly target: TargetName;
  /** Key of the script's text in `scripts.json`. */
  readonly script: string;
  /** Version and origin of Yosys. */
  readonly yosys: string;
  /** Everything that the row depends on: sources, parameter assignment, script, library and Yosys version. */
  readonly hash: string;
  /** Of the `liberty` target: name and content hash of the cell library. */
  readonly library?: string;
  /** Null where the target infers DSP blocks and the design does not multiply: nothing to say. */
  readonly row: Row | null;
}

interface NormaliseJob {
  readonly design: SynthDesign;
  readonly backend: YosysBackend;
}

/** One flat module of word-level cells, as Verilog. */
export interface Normal {
  readonly flat: string;
  readonly multiplies: boolean;
}

/**
 * Brings a design into the normal form that every target starts from.
 * @throws CheckFailed when the design has a latch, a combinational loop, or a wire with no driver or more than one.
 */
export async function normalise(job: NormaliseJob): Promise<Normal> {
  const { design, backend } = job;
  const sources = Object.fromEntries(design.files.map((file) => [file.name, file.text]));
  const { files } = await runYosys({ files: sources, script: normaliseScript(design) }, { backend });
  const stat = named(design.top, () => readNormal(files));
  const flat = files[NORMAL_FILE];
  if (flat === undefined) throw new ToolError(`yosys wrote no ${NORMAL_FILE}`);
  return { flat, multiplies: stat.cells.$mul !== undefined };
}

interface MeasureJob {
  /** For messages. */
  readonly top: string;
  readonly flat: string;
  readonly target: TargetName;
  readonly backend: YosysBackend;
  readonly liberty: string | undefined;
}

/**
 * Maps a normal form to a target and counts.
 * @throws CheckFailed when a cell is left that the target does not have, or the gates form a loop.
 */
export async function measure(job: MeasureJob): Promise<Row> {
  const target = targets[job.target];
  const input = {
    [NORMAL_FILE]: job.flat,
    ...(job.liberty === undefined ? {} : { [LIBERTY_FILE]: job.liberty }),
  };
  const { files } = await runYosys({ files: input, script: targetScript(target) }, { backend: job.backend });
  return named(job.top, () => readRow(files, target));
}

function named<T>(top: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    throw new CheckFailed(`${top}: ${error.message}`, { cause: error });
  }
}

const normaliseTask = taskOf(import.meta.url, normalise);
const measureTask = taskOf(import.meta.url, measure);

/** The hash of all that a row depends on. Two designs with the same one have the same row. */
export function inputHash(design: SynthDesign, target: TargetName, yosys: string, liberty = ""): string {
  return contentHash(designHash(design, yosys), targetScript(targets[target]), liberty);
}

function designHash(design: SynthDesign, yosys: string): string {
  const sources = design.files.flatMap((file) => [file.name, file.text]);
  return contentHash(yosys, normaliseScript(design), ...sources);
}

/**
 * Synthesises one design for one target, from the cache where that holds it; failures are never kept.
 * @throws CheckFailed as `normalise` and `measure` do; UsageError for a target that needs a library without one, or with
 * one that nothing can be mapped to.
 */
export async function synthesise(
  design: SynthDesign,
  target: TargetName,
  options: SynthOptions = {},
): Promise<SynthResult> {
  const { backend = "wasm", liberty, pool } = options;
  const needsLibrary = targets[target].figures === "library";
  if (needsLibrary && liberty === undefined) throw new UsageError(`target ${target} needs a library file`);
  const { name: libraryName = "", text: library } = (needsLibrary && liberty) || {};
  const yosys = await yosysVersion(backend);
  const { top, files, parameters } = design;
  const flatten = (): Promise<Normal> => {
    const job = { design: { top, files, parameters }, backend };
    return cachedJson("synth-flat", designHash(design, yosys), () =>
      pool === undefined ? normalise(job) : pool.run(normaliseTask, job),
    );
  };
  const hash = inputHash(design, target, yosys, library);
  const row = await cachedJson<Row | null>("synth", hash, async () => {
    const { flat, multiplies } = await flatten();
    if (targets[target].infersDsp && !multiplies) return null;
    const job = { top, flat, target, backend, liberty: library };
    const measuring = pool === undefined ? measure(job) : pool.run(measureTask, job);
    return library === undefined ? measuring : measuring.catch((error) => Promise.reject(blame(libraryName, error)));
  });
  const label = library === undefined ? {} : { library: `${basename(libraryName)} ${contentHash(library)}` };
  return { target, script: scriptId(targets[target]), yosys, hash, ...label, row };
}

/** What Yosys refuses of a design that the other targets take is the user's library; a crash is not its fault. */
function blame(library: string, error: unknown): unknown {
  const refused = error instanceof ToolFailed && /^exit code \d+$/.test(error.how);
  if (!refused && !(error instanceof UsageError)) return error;
  const told = refused ? [...error.log.matchAll(/ERROR: (.*?)\.?$/gm)].at(-1)?.[1] : error.message;
  // ABC says nothing that can be shown; Yosys then misses its output under a name that nobody gave.
  const reason = told === undefined || told.includes("ABC output") ? "ABC cannot map with its gates" : told;
  const needed = "a liberty file of gates that make every function and D flip-flops, with areas";
  return new UsageError(`cannot map to ${library}: ${reason.replace(/ `.*'$/, "")} (needed: ${needed})`, {
    cause: error,
  });
}

/** The cache has checked the bytes against their hash, so they are what was encoded. */
export async function cachedJson<T>(kind: string, key: string, make: () => Promise<T>): Promise<T> {
  const bytes = await cached(kind, [key], async () => new TextEncoder().encode(JSON.stringify(await make())));
  const value: T = JSON.parse(new TextDecoder().decode(bytes));
  return value;
}
