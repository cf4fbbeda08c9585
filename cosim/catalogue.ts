/** The co-simulation of the whole catalogue: in workers, keeping what is committed and still true. */
import { instantiate } from "../generators/instance.js";
import type { Options, Unit } from "../generators/unit.js";
import { HalfulpError } from "../tools/errors.js";
import { Pool, taskOf } from "../tools/pool.js";
import { rotating } from "../tools/rotating.js";
import { type CosimJob, cosimJob, type Labelled } from "./job.js";
import { readReport, writeReport } from "./report.js";
import { isMeasured } from "./run.js";

export interface Variant {
  readonly unit: Unit;
  readonly options: Options;
}

export interface CatalogueOptions {
  readonly variants: readonly Variant[];
  /** Names of the engines to use. */
  readonly engines: readonly string[];
  /** Folder of the committed reports, one file a module. */
  readonly folder: string;
  /** Use what is committed; otherwise everything is measured. */
  readonly keep: boolean;
  /** Chooses the tenth that is measured again; the hash of the commit. */
  readonly seed: string;
  /** See `stimulus`; with it nothing is kept and nothing written. */
  readonly rows?: number;
  /** Worker processes, default 2. */
  readonly jobs?: number;
  readonly onProgress?: (done: number, total: number, module: string) => void;
}

export interface Failure {
  readonly module: string;
  /** Some lines. */
  readonly text: string;
  /** 1: the check failed. 3: a tool failed. */
  readonly exitCode: number;
}

export interface CatalogueResult {
  /** In catalogue order; one per module, assignment and engine. */
  readonly outcomes: readonly Labelled[];
  readonly failures: readonly Failure[];
}

/** Goes on behind failures, so that one run shows them all. Reports are written as their modules are done. */
export async function cosimCatalogue(options: CatalogueOptions): Promise<CatalogueResult> {
  const { variants, engines, folder, keep, seed, rows, onProgress } = options;
  const whole = rows === undefined;
  const modules = variants.map(({ unit, options: given }) => instantiate(unit, given).module);
  const again = rotating(modules, seed);
  const pool = new Pool({ workers: options.jobs ?? 2 });
  let done = 0;
  const one = async ({ unit, options: given }: Variant, module: string) => {
    const report = whole && keep ? readReport(folder, module) : undefined;
    const job: CosimJob = { unit: unit.name, options: given, engines, rows, report, again: again.has(module) };
    try {
      const result = await pool.run(taskOf(jobModule, cosimJob), job);
      if (whole && result.report) writeReport(folder, result.report);
      return { outcomes: result.outcomes, failures: failuresOf(result.outcomes) };
    } catch (error) {
      if (!(error instanceof HalfulpError)) throw error;
      return { outcomes: [], failures: [{ module, text: `${module}: ${error.message}`, exitCode: error.exitCode }] };
    } finally {
      onProgress?.(++done, variants.length, module);
    }
  };
  try {
    const all = await Promise.all(variants.map((variant, i) => one(variant, modules[i]!)));
    return { outcomes: all.flatMap((r) => r.outcomes), failures: all.flatMap((r) => r.failures) };
  } finally {
    await pool.close();
  }
}

const jobModule = new URL(import.meta.url.endsWith(".ts") ? "./job.ts" : "./job.js", import.meta.url).href;

function failuresOf(outcomes: readonly Labelled[]): Failure[] {
  return outcomes
    .filter(isMeasured)
    .filter(({ mismatches }) => mismatches > 0)
    .map(({ module, engine, failure }) => ({ module, text: failure ?? `${engine}: ${module} is wrong`, exitCode: 1 }));
}
