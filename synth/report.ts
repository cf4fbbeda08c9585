/** The report of one module as JSON text: all targets at every measured parameter assignment, one line a row. */
import type { SynthResult } from "./run.js";
import { type TargetName, targetNames } from "./targets.js";

export interface ReportRow extends SynthResult {
  readonly parameters: Readonly<Record<string, number>>;
}

export interface ModuleReport {
  readonly module: string;
  readonly unit: string;
  /** The options that give this module, as a user writes them. */
  readonly config: string;
  readonly formats: readonly string[];
  /** In catalogue order: the default assignment first, the targets in the order of the tables. */
  readonly rows: readonly ReportRow[];
}

/** The same bytes for the same report; every row on its own line, so that a changed number is a changed line. */
export function reportText(report: ModuleReport): string {
  const { rows, ...head } = report;
  const fields = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
  const lines = rows.map((row) => `    ${JSON.stringify(orderedRow(row))}`);
  return `{\n${fields.join("")}  "rows": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

function orderedRow(row: ReportRow): ReportRow {
  const { target, script, yosys, hash, library } = row;
  const names = Object.keys(row.parameters).sort();
  const parameters = Object.fromEntries(names.map((name) => [name, row.parameters[name] ?? 0]));
  return { parameters, target, script, yosys, hash, ...(library === undefined ? {} : { library }), row: row.row };
}

/** Reads a report back. Undefined when the text is none: nothing of it can be kept then, and it is measured again. */
export function parseReport(text: string): ModuleReport | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isReport(value) ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isReport(value: unknown): value is ModuleReport {
  if (!isRecord(value)) return false;
  const { module, unit, config, formats, rows } = value;
  return (
    [module, unit, config].every((text) => typeof text === "string") &&
    Array.isArray(formats) &&
    formats.every((format) => typeof format === "string") &&
    Array.isArray(rows) &&
    rows.every(isReportRow)
  );
}

function isReportRow(value: unknown): value is ReportRow {
  if (!isRecord(value)) return false;
  const { parameters, target, script, yosys, hash, row } = value;
  return (
    isCounts(parameters) &&
    isTarget(target) &&
    [script, yosys, hash].every((text) => typeof text === "string") &&
    (row === null || (isRecord(row) && row.latches === 0 && typeof row.ff === "number" && isCounts(row.cells)))
  );
}

function isTarget(value: unknown): value is TargetName {
  return targetNames.some((name) => name === value);
}

function isCounts(value: unknown): value is Record<string, number> {
  return isRecord(value) && Object.values(value).every((count) => typeof count === "number");
}
