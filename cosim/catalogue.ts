/** The co-simulation of the whole catalogue: in workers, keeping what is committed and still true. */
import type { Instance } from "../generators/instance.js";
import { HalfulpError } from "../tools/errors.js";
import { Pool, taskOf } from "../tools/pool.js";
import { rotating } from "../tools/rotating.js";
import { type CosimJob, cosimJob, type Labelled, plainOptions } from "./job.js";
import { pruneReports, readReport, writeReport } from "./report.js";
import { isMeasured } from "./run.js";
import { warmUp } from "./warm.js";

export interface CatalogueOptions {
  readonly instances: readonly Instance[];
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
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly module: string;
  /** `now` when at least one result of the module was measured. */
  readonly measured: "now" | "kept";
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

/**
 * Goes on behind failures, so that one run shows them all. Reports are written as their modules are done, and those of
 * modules that are not among the instances removed.
 */
export async function cosimCatalogue(options: CatalogueOptions): Promise<CatalogueResult> {
  const { instances, engines, folder, keep, seed, rows } = options;
  const whole = rows === undefined;
  const again = rotating(
    instances.map(({ module }) => module),
    seed,
  );
  const pool = new Pool({ workers: options.jobs ?? 2, rssLimit: RSS_LIMIT });
  let done = 0;
  const one = async (instance: Instance): Promise<CatalogueResult> => {
    const { module, unit } = instance;
    const report = whole && keep ? readReport(folder, module) : undefined;
    const given = plainOptions(instance);
    const job: CosimJob = { unit: unit.name, options: given, engines, rows, report, again: again.has(module) };
    const result = await pool.run(taskOf(jobModule, cosimJob), job).then(
      ({ outcomes, report: made }) => {
        if (whole && made) writeReport(folder, made);
        return { outcomes, failures: failuresOf(outcomes) };
      },
      (error: unknown) => {
        if (!(error instanceof HalfulpError)) throw error;
        return { outcomes: [], failures: [{ module, text: `${module}: ${error.message}`, exitCode: error.exitCode }] };
      },
    );
    const kept = result.outcomes.length > 0 && result.outcomes.every(({ measured }) => measured !== "now");
    options.onProgress?.({ done: ++done, total: instances.length, module, measured: kept ? "kept" : "now" });
    return result;
  };
  try {
    // Once, before the workers want the same at the same time.
    await Promise.all(engines.map((engine) => pool.run(taskOf(warmModule, warmUp), engine)));
    const all = await Promise.all(instances.map(one));
    if (whole) pruneReports(folder, new Set(instances.map(({ module }) => module)));
    return { outcomes: all.flatMap((r) => r.outcomes), failures: all.flatMap((r) => r.failures) };
  } finally {
    await pool.close();
  }
}

/** A worker with Yosys and clang loaded has 600 MB; loading them again costs more than a configuration does. */
const RSS_LIMIT = 1.3e9;

const here = (name: string): string =>
  new URL(`./${name}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url).href;
const jobModule = here("job");
const warmModule = here("warm");

function failuresOf(outcomes: readonly Labelled[]): Failure[] {
  return outcomes
    .filter(isMeasured)
    .filter(({ mismatches }) => mismatches > 0)
    .map(({ module, engine, failure }) => ({ module, text: failure ?? `${engine}: ${module} is wrong`, exitCode: 1 }));
}
