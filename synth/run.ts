/** One design through one target: in this process, or in a worker and through the cache. */
import { cached, contentHash } from "../tools/cache.js";
import { CheckFailed, ToolError, UsageError } from "../tools/errors.js";
import { type Pool, taskOf } from "../tools/pool.js";
import { runYosys, type YosysBackend, yosysVersion } from "../tools/yosys.js";
import { type SynthDesign, scriptFor, scriptId } from "./script.js";
import { type Row, readRow } from "./stat.js";
import { LIBERTY_FILE, type TargetName, targets } from "./targets.js";

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
  readonly row: Row;
}

interface Job {
  readonly design: SynthDesign;
  readonly target: TargetName;
  readonly backend: YosysBackend;
  readonly liberty: string | undefined;
}

/**
 * Synthesises in this process, without any cache.
 * @throws CheckFailed when the design has a latch, a loop, an undriven wire or a cell that the target cannot map.
 */
export async function measure(job: Job): Promise<Row> {
  const { design, backend } = job;
  const target = targets[job.target];
  const files = Object.fromEntries(design.files.map((file) => [file.name, file.text]));
  if (job.liberty !== undefined) files[LIBERTY_FILE] = job.liberty;
  const result = await runYosys({ files, script: scriptFor(target, design) }, { backend });
  try {
    return readRow(result.files, target);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    throw new CheckFailed(`${design.top} for ${target.name}: ${error.message}`, { cause: error });
  }
}

const measureTask = taskOf(import.meta.url, measure);

/** The hash of all that a row depends on. Two designs with the same one have the same row. */
export function inputHash(design: SynthDesign, target: TargetName, yosys: string, liberty = ""): string {
  const sources = design.files.flatMap((file) => [file.name, file.text]);
  return contentHash(yosys, scriptFor(targets[target], design), liberty, ...sources);
}

/**
 * Synthesises one design for one target, from the cache where that holds it; failures are never kept.
 * @throws CheckFailed as `measure`; UsageError for a library without the `liberty` target, or the other way round.
 */
export async function synthesise(
  design: SynthDesign,
  target: TargetName,
  options: SynthOptions = {},
): Promise<SynthResult> {
  const { backend = "wasm", liberty, pool } = options;
  if (target === "liberty" && liberty === undefined) throw new UsageError("target liberty needs a library file");
  const library = target === "liberty" ? liberty?.text : undefined;
  const yosys = await yosysVersion(backend);
  const hash = inputHash(design, target, yosys, library);
  const { top, files, parameters } = design;
  const job: Job = { design: { top, files, parameters }, target, backend, liberty: library };
  const bytes = await cached("synth", [hash], async () => {
    const row = await (pool === undefined ? measure(job) : pool.run(measureTask, job));
    return new TextEncoder().encode(JSON.stringify(row));
  });
  return { target, script: scriptId(targets[target]), yosys, hash, row: decodeRow(bytes) };
}

/** The cache has checked the bytes against their hash; they are what `synthesise` encoded. */
function decodeRow(bytes: Uint8Array): Row {
  const row: Row = JSON.parse(new TextDecoder().decode(bytes));
  if (row.latches !== 0) throw new ToolError("cached synthesis row has no latch count");
  return row;
}
