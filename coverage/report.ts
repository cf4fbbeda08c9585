/**
 * The committed coverage of one configuration: reproducible facts only, with the hashes of the Verilog, of the netlist
 * and of the shipped vectors that they are about.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Parameters } from "../generators/unit.js";
import { type OutputFile, writeFiles } from "../tools/files.js";
import type { FaultClass } from "./fault-list.js";

/** Which faults are counted and how; a report of another model is measured again. */
export const FAULT_MODEL = 1;

export interface CoverageReport {
  readonly module: string;
  readonly unit: string;
  /** As on the command line. */
  readonly options: string;
  readonly parameters: Parameters;
  readonly model: number;
  readonly yosys: string;
  /** Hash of the Verilog files. */
  readonly rtl: string;
  /** Hash of the gates. */
  readonly netlist: string;
  /** Hash of every shipped input and expected word. */
  readonly vectors: string;
  readonly clocked: boolean;
  readonly rows: number;
  /** Of the rows, those that are there for the faults they catch. */
  readonly patterns: number;
  readonly gates: number;
  readonly faults: number;
  readonly classes: number;
  readonly caught: number;
  readonly redundant: number;
  readonly unclassified: number;
  /** One name a class, `*n` behind it where it stands for n faults. */
  readonly redundantFaults: readonly string[];
  readonly unclassifiedFaults: readonly string[];
}

export interface Share {
  /** `detectable`: every other fault is proven redundant. */
  readonly of: "detectable" | "all";
  /** How many faults that is. */
  readonly faults: number;
  /** 0..100, in hundredths, rounded down: 100 means all. */
  readonly percent: number;
}

/** The share that the shipped vectors catch. */
export function shareOf(report: Pick<CoverageReport, "faults" | "caught" | "redundant" | "unclassified">): Share {
  const isSettled = report.unclassified === 0;
  const faults = isSettled ? report.faults - report.redundant : report.faults;
  const percent = faults === 0 ? 100 : Math.floor((10_000 * report.caught) / faults) / 100;
  return { of: isSettled ? "detectable" : "all", faults, percent };
}

export function faultNames(classes: readonly FaultClass[]): string[] {
  return classes.map(({ faults }) => (faults.length === 1 ? faults[0]! : `${faults[0]!}*${faults.length}`));
}

const LISTS = ["redundantFaults", "unclassifiedFaults"] as const;
const LINE = 110;

/** The same bytes for the same report; the lists in lines of some length. */
export function reportText(report: CoverageReport): string {
  const fields = Object.entries(report)
    .filter(([name]) => !LISTS.some((list) => list === name))
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const lists = LISTS.map((name) => {
    const lines: string[] = [];
    for (const fault of report[name].map((text) => JSON.stringify(text))) {
      const last = lines.at(-1);
      if (last === undefined || last.length + fault.length > LINE) lines.push(fault);
      else lines[lines.length - 1] = `${last}, ${fault}`;
    }
    return `  "${name}": [${lines.length === 0 ? "" : `\n    ${lines.join(",\n    ")}\n  `}]`;
  });
  return `{\n${[...fields, ...lists].join(",\n")}\n}\n`;
}

/** The committed report of a module; undefined where there is none that can be read: it is measured again then. */
export function readCoverage(folder: string, module: string): CoverageReport | undefined {
  const path = join(folder, `${module}.json`);
  if (!existsSync(path)) return undefined;
  return parseCoverage(readFileSync(path, "utf8"), module);
}

export function writeCoverage(folder: string, report: CoverageReport): void {
  writeFiles(folder, [{ name: `${report.module}.json`, text: reportText(report) }]);
}

/** Removes the files of modules that are gone, of those that name their module. */
export function pruneModules(folder: string, modules: ReadonlySet<string>): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const module = basename(name, ".json");
    const text = readFileSync(join(folder, name), "utf8");
    if (!modules.has(module) && moduleIn(text) === module) rmSync(join(folder, name));
  }
}

function moduleIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { module?: unknown } | null)?.module;
  } catch {
    return undefined;
  }
}

function parseCoverage(text: string, module: string): CoverageReport | undefined {
  if (moduleIn(text) !== module) return undefined;
  const report = JSON.parse(text) as Partial<CoverageReport>;
  const counts = [report.rows, report.faults, report.caught, report.redundant, report.unclassified];
  const isWhole =
    counts.every((count) => typeof count === "number") && LISTS.every((name) => Array.isArray(report[name]));
  return isWhole ? (report as CoverageReport) : undefined;
}

/** The table over the catalogue, in its order. */
export function coverageMarkdown(reports: readonly CoverageReport[]): OutputFile {
  const rows = reports.map((report) => {
    const { of, percent } = shareOf(report);
    const { module, rows, patterns, gates, faults, caught, redundant, unclassified } = report;
    const cells = [rows, patterns, gates, faults, caught, redundant, unclassified, `${percent.toFixed(2)} %`, of];
    return `| \`${module}\` | ${cells.join(" | ")} |`;
  });
  const heads = ["rows", "patterns", "gates", "faults", "caught", "redundant", "unclassified", "share", "of"];
  const text = [
    "<!-- Generated by `make coverage`. -->",
    "",
    "# What the shipped vectors catch",
    "",
    "Every stuck-at and gate-substitution fault of the netlist of each catalogue configuration, and how many of them the",
    "vectors that `halfulp gen` writes by default show at an output. `patterns` of the rows are there for the faults they",
    "catch. The share is of the detectable faults where all others are proven redundant, else of all faults. What is",
    "counted, and how: [docs/coverage.md](../docs/coverage.md).",
    "",
    `| module | ${heads.join(" | ")} |`,
    `| --- | ${heads.map((head) => (head === "of" ? "---" : "---:")).join(" | ")} |`,
    ...rows,
    "",
  ].join("\n");
  return { name: "coverage.md", text };
}
