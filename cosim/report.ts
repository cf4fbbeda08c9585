/**
 * The committed result of one configuration: reproducible facts only, with the hashes of what was simulated (the
 * Verilog) and of what it was compared with (every input and expected word). A result stands while both are the same.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Parameters } from "../generators/unit.js";
import { UsageError } from "../tools/errors.js";
import { writeFiles } from "../tools/files.js";
import type { Measured } from "./run.js";

/** One engine's or linter's result. */
export interface EngineResult {
  readonly engine: string;
  readonly version: string;
  readonly checked: number;
  readonly mismatches: 0;
}

/** The results under one parameter assignment. */
export interface AssignmentResult {
  readonly parameters: Parameters;
  /** Hash of all inputs and expected outputs. */
  readonly vectors: string;
  readonly exhaustive: boolean;
  readonly engines: readonly EngineResult[];
}

export interface ModuleReport {
  readonly module: string;
  readonly unit: string;
  /** As on the command line. */
  readonly options: string;
  /** Hash of the Verilog files. */
  readonly rtl: string;
  readonly assignments: readonly AssignmentResult[];
}

const fileName = (module: string): string => `${module}.json`;

/** The committed report of a module; undefined where there is none. @throws UsageError when it cannot be read as one */
export function readReport(folder: string, module: string): ModuleReport | undefined {
  const path = join(folder, fileName(module));
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UsageError(`cannot read ${path}: ${(error as Error).message}`);
  }
  const report = parseReport(text);
  if (report?.module === module) return report;
  throw new UsageError(`not a co-simulation report: ${path} (delete it to measure again)`);
}

export function writeReport(folder: string, report: ModuleReport): void {
  const text = `${JSON.stringify(report, undefined, 2)}\n`;
  writeFiles(folder, [{ name: fileName(report.module), text }]);
}

/** Removes the reports of modules that are gone; a stray file of somebody else's stays. */
export function pruneReports(folder: string, modules: ReadonlySet<string>): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const module = basename(name, ".json");
    if (modules.has(module)) continue;
    const text = readFileSync(join(folder, name), "utf8");
    if (parseReport(text)?.module === module) rmSync(join(folder, name));
  }
}

function parseReport(text: string): ModuleReport | undefined {
  try {
    const report = JSON.parse(text) as Partial<ModuleReport> | null;
    return typeof report?.module === "string" && Array.isArray(report.assignments)
      ? (report as ModuleReport)
      : undefined;
  } catch {
    return undefined;
  }
}

const sameParameters = (a: Parameters, b: Parameters): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a committed report says about one engine, if it is about the same Verilog and the same words. */
export function keptResult(
  report: ModuleReport | undefined,
  now: { readonly rtl: string; readonly parameters: Parameters; readonly vectors: string },
  engine: string,
): EngineResult | undefined {
  if (report?.rtl !== now.rtl) return undefined;
  const same = report.assignments.find((a) => sameParameters(a.parameters, now.parameters));
  if (same?.vectors !== now.vectors) return undefined;
  return same.engines.find((result) => result.engine === engine && result.checked > 0 && result.mismatches === 0);
}

/** Facts of a measurement that found nothing wrong. */
export function engineResult({ engine, version, checked }: Measured): EngineResult {
  return { engine, version, checked, mismatches: 0 };
}
