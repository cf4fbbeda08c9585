/** The coverage of the whole catalogue: in workers, keeping what is committed and still true. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { plainOptions } from "../cosim/job.js";
import type { Instance } from "../generators/instance.js";
import { patternFileName } from "../testbench/patterns.js";
import { HalfulpError } from "../tools/errors.js";
import { writeFiles } from "../tools/files.js";
import { Pool, taskOf } from "../tools/pool.js";
import { rotating } from "../tools/rotating.js";
import { type CoverageJobResult, coverageJob } from "./job.js";
import { type CoverageReport, coverageMarkdown, pruneModules, readCoverage, writeCoverage } from "./report.js";

export interface CatalogueOptions {
  readonly instances: readonly Instance[];
  /** Folder of the table; the reports of the modules stand in `coverage` below it. */
  readonly folder: string;
  /** Folder of the pattern files. */
  readonly patterns: string;
  /** Use what is committed; otherwise everything is measured. */
  readonly keep: boolean;
  /** Chooses the tenth that is measured again; the hash of the commit. */
  readonly seed: string;
  /** Worker processes, default 2. */
  readonly jobs?: number;
  readonly onProgress?: (done: number, total: number, module: string, measured: "now" | "kept") => void;
}

export interface CatalogueResult {
  /** In catalogue order. */
  readonly reports: readonly CoverageReport[];
  readonly measured: number;
  readonly failures: readonly { readonly text: string; readonly exitCode: number }[];
}

/**
 * Goes on behind failures, so that one run shows them all. Reports and patterns are written as their modules are done,
 * those of modules that are not among the instances removed, and the table written when nothing failed.
 */
export async function coverCatalogue(options: CatalogueOptions): Promise<CatalogueResult> {
  const { instances, folder, patterns, keep } = options;
  const names = instances.map(({ module }) => module);
  const again = rotating(names, options.seed);
  const reports = join(folder, "coverage");
  const pool = new Pool({ workers: options.jobs ?? 2, rssLimit: RSS_LIMIT });
  const failures: { text: string; exitCode: number }[] = [];
  let done = 0;
  const one = async (instance: Instance): Promise<CoverageJobResult | undefined> => {
    const { module, unit } = instance;
    const report = keep ? readCoverage(reports, module) : undefined;
    const job = { unit: unit.name, options: plainOptions(instance), report, again: again.has(module) };
    try {
      const result = await pool.run(taskOf(jobModule, coverageJob), job);
      if (result.measured === "now") {
        if (result.patterns !== undefined) writeFiles(patterns, [result.patterns]);
        else rmSync(join(patterns, patternFileName(module)), { force: true });
        writeCoverage(reports, result.report);
      }
      options.onProgress?.(++done, instances.length, module, result.measured);
      return result;
    } catch (error) {
      if (!(error instanceof HalfulpError)) throw error;
      failures.push({ text: `${module}: ${error.message}`, exitCode: error.exitCode });
      return undefined;
    }
  };
  try {
    const results = (await Promise.all(instances.map(one))).filter((result) => result !== undefined);
    const made = results.map(({ report }) => report);
    for (const place of [reports, patterns]) pruneModules(place, new Set(names));
    if (failures.length === 0) writeFiles(folder, [coverageMarkdown(made)]);
    return { reports: made, measured: results.filter(({ measured }) => measured === "now").length, failures };
  } finally {
    await pool.close();
  }
}

/** A worker with Yosys loaded is large; loading it again costs more than most configurations do. */
const RSS_LIMIT = 1.3e9;

const jobModule = new URL(`./job${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url).href;
