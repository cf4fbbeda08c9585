/** The whole catalogue through all targets, and the report files that come of it. */
import { CheckFailed, UsageError } from "../tools/errors.js";
import { Pool } from "../tools/pool.js";
import { type YosysBackend, yosysVersion } from "../tools/yosys.js";
import { disagreement, findRow, isCurrent, parametersText, rotating } from "./keep.js";
import type { ModuleReport, ReportRow } from "./report.js";
import { readReport, writeReports } from "./report-files.js";
import { inputHash, type SynthOptions, type SynthResult, synthesise } from "./run.js";
import type { SynthDesign } from "./script.js";
import { type TargetName, targets } from "./targets.js";

export interface CatalogueDesign {
  readonly unit: string;
  /** The options that give the module, as a user writes them. */
  readonly config: string;
  /** One parameter assignment; the same module may come once for each. */
  readonly design: SynthDesign;
  /** Labels of the formats in whose tables it belongs. */
  readonly formats: readonly string[];
  /** The targets to measure it for, of those asked for; all where absent. */
  readonly only?: readonly TargetName[];
}

export interface CatalogueRow extends SynthResult {
  readonly unit: string;
  readonly config: string;
  readonly module: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly formats: readonly string[];
  /** `kept`: taken from the report in `out`, whose hash matches. */
  readonly measured: "now" | "kept";
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly module: string;
  readonly target: TargetName;
  readonly measured: "now" | "kept";
}

export interface CatalogueOptions {
  readonly designs: readonly CatalogueDesign[];
  readonly targets: readonly TargetName[];
  /** Folder of the reports, read and written; undefined: neither. */
  readonly out: string | undefined;
  /** True: rows whose hash matches are kept, but for the rotating tenth, which must agree. */
  readonly keep: boolean;
  /** Picks the tenth: the hash of the commit. */
  readonly seed: string;
  readonly backend?: YosysBackend;
  readonly liberty?: NonNullable<SynthOptions["liberty"]>;
  /** Number of worker processes, default 2. */
  readonly workers?: number;
  readonly onProgress?: (progress: Progress) => void;
}

interface Item {
  readonly entry: CatalogueDesign;
  readonly target: TargetName;
  readonly key: string;
  readonly kept: ReportRow | undefined;
}

/**
 * Measures every design for every target, or keeps what the report has, and writes the reports when all went well.
 * @throws CheckFailed when there is nothing to do, a design is refused, or a row measured again differs from the report.
 */
export async function synthCatalogue(options: CatalogueOptions): Promise<CatalogueRow[]> {
  const items = await plan(options);
  const candidates = items.filter((item) => item.kept !== undefined).map((item) => item.key);
  const again = rotating(candidates, options.seed);
  const pool = new Pool({ workers: options.workers ?? 2 });
  let done = 0;
  const rowOf = async (item: Item): Promise<CatalogueRow> => {
    const { entry, target, key, kept } = item;
    const measured = kept === undefined || again.has(key) ? "now" : "kept";
    const result = measured === "kept" && kept !== undefined ? kept : await measureItem(item, options, pool);
    const { unit, config, formats, design } = entry;
    const { top: module, parameters } = design;
    done += 1;
    options.onProgress?.({ done, total: items.length, module, target, measured });
    return { ...result, unit, config, module, parameters, formats, measured };
  };
  try {
    const rows = succeeded(await Promise.allSettled(items.map(rowOf)));
    if (options.out !== undefined) writeReports(options.out, rows);
    return rows;
  } finally {
    await pool.close();
  }
}

async function plan(options: CatalogueOptions): Promise<Item[]> {
  const yosys = await yosysVersion(options.backend);
  const reports = new Map<string, ModuleReport | undefined>();
  const reportOf = (module: string): ModuleReport | undefined => {
    if (!options.keep || options.out === undefined) return undefined;
    if (!reports.has(module)) reports.set(module, readReport(options.out, module));
    return reports.get(module);
  };
  const seen = new Set<string>();
  const targetsOf = ({ only }: CatalogueDesign) => options.targets.filter((name) => only?.includes(name) ?? true);
  const items = options.designs.flatMap((entry) =>
    targetsOf(entry).map((target): Item => {
      const { top, parameters } = entry.design;
      const key = [top, parametersText(parameters), target].join(" ");
      if (seen.has(key)) throw new UsageError(`the same design twice: ${key}`);
      seen.add(key);
      const library = targets[target].figures === "library" ? options.liberty?.text : undefined;
      const row = findRow(reportOf(top), parameters, target);
      const current = isCurrent(row, inputHash(entry.design, target, yosys, library));
      return { entry, target, key, kept: current ? row : undefined };
    }),
  );
  if (items.length === 0) throw new CheckFailed("nothing to synthesise: no designs or no targets");
  return items;
}

async function measureItem(item: Item, options: CatalogueOptions, pool: Pool): Promise<SynthResult> {
  const { backend = "wasm", liberty } = options;
  const { design } = item.entry;
  const result = await synthesise(design, item.target, {
    backend,
    pool,
    ...(liberty === undefined ? {} : { liberty }),
  });
  const difference = item.kept === undefined ? "" : disagreement(item.kept, result);
  if (difference !== "") throw new CheckFailed(`${item.key}: differs from the committed report: ${difference}`);
  return result;
}

function succeeded<T>(outcomes: readonly PromiseSettledResult<T>[]): T[] {
  const failures = outcomes.flatMap((outcome): unknown[] => (outcome.status === "rejected" ? [outcome.reason] : []));
  const [first, ...others] = failures;
  if (first instanceof CheckFailed && others.length > 0) {
    throw new CheckFailed(`${first.message} (and ${others.length} more)`, { cause: first });
  }
  if (failures.length > 0) throw first;
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
}
