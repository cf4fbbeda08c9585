/** Planted faults: each unit names an error in its Verilog, and every engine must notice it on the ordinary stimulus. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { VerilogFile } from "../generators/design.js";
import { type Emitted, emit } from "../generators/emit.js";
import { checkedAssignments, designOf } from "../generators/instance.js";
import type { Unit } from "../generators/unit.js";
import { findUnit } from "../generators/units.js";
import { UsageError } from "../tools/errors.js";
import { writeFiles } from "../tools/files.js";
import { Pool, taskOf } from "../tools/pool.js";
import { checkWith } from "./compare.js";
import { engines as allEngines } from "./engines.js";
import { makeVectors } from "./vectors.js";

/** What one engine made of a unit with its fault. */
export interface FaultRow {
  readonly unit: string;
  readonly module: string;
  /** In a few words. */
  readonly fault: string;
  readonly engine: string;
  /** First row with a wrong output; absent when the fault went unnoticed or the engine is not installed. */
  readonly caughtAtRow?: number;
  readonly checked?: number;
  readonly mismatches?: number;
  /** `skipped, not installed (how to install)` */
  readonly skipped?: string;
}

const FAULTS_FILE = "faults.md";

export const isMissed = (row: FaultRow): boolean => row.skipped === undefined && row.caughtAtRow === undefined;

/** The files of a unit's first variant with its fault planted. @throws UsageError when the text is not there just once */
export function plant(unit: Unit): Emitted {
  const emitted = emit(unit, unit.variants[0] ?? {});
  const { find, replace } = unit.fault;
  const parts = emitted.verilog.split(find);
  if (find === "" || parts.length !== 2)
    throw new UsageError(
      `fault of ${unit.name}: ${JSON.stringify(find)} must stand once in ${emitted.name}, found ${parts.length - 1} times`,
    );
  const verilog = parts.join(replace);
  const files = emitted.files.map(
    (file): VerilogFile => (file.name === `${emitted.name}.v` ? { ...file, text: verilog } : file),
  );
  return { ...emitted, verilog, files };
}

export interface FaultJob {
  readonly unit: string;
  readonly engines: readonly string[];
  /** See `stimulus`. */
  readonly rows: number | undefined;
}

/** A unit with its fault through the engines, at the default parameters. */
export async function faultJob({ unit: name, engines, rows }: FaultJob): Promise<FaultRow[]> {
  const unit = findUnit(name);
  const { instance, files } = plant(unit);
  const parameters = checkedAssignments(instance)[0]!;
  const { inputs, expected } = makeVectors(instance, parameters, rows);
  const design = designOf(instance, files, parameters);
  const found: FaultRow[] = [];
  for (const engine of allEngines.filter((e) => engines.includes(e.name))) {
    const subject = { unit: name, module: instance.module, fault: unit.fault.name, engine: engine.name };
    const there = await engine.available();
    if (!there.ok) {
      found.push({ ...subject, skipped: there.reason });
      continue;
    }
    const { checked, mismatches, firstMismatch } = await checkWith(engine, design, inputs, expected);
    found.push({ ...subject, checked, mismatches, ...(firstMismatch && { caughtAtRow: firstMismatch.row }) });
  }
  return found;
}

export interface FaultOptions {
  readonly units: readonly Unit[];
  readonly engines: readonly string[];
  readonly rows?: number;
  /** Worker processes, default 2. */
  readonly jobs?: number;
  readonly onProgress?: (done: number, total: number, unit: string) => void;
}

/** Every unit's fault through the engines, in workers; rows in the order of the units. */
export async function plantFaults({ units, engines, rows, jobs, onProgress }: FaultOptions): Promise<FaultRow[]> {
  const pool = new Pool({ workers: jobs ?? 2 });
  let done = 0;
  try {
    const all = units.map(async ({ name }) => {
      const result = await pool.run(taskOf(import.meta.url, faultJob), { unit: name, engines, rows });
      onProgress?.(++done, units.length, name);
      return result;
    });
    return (await Promise.all(all)).flat();
  } finally {
    await pool.close();
  }
}

/** A table of the faults and the row at which each engine noticed. */
export function faultsMarkdown(rows: readonly FaultRow[]): string {
  const engines = [...new Set(rows.map((row) => row.engine))];
  const units = [...new Set(rows.map((row) => row.unit))];
  const cell = (row: FaultRow | undefined): string => {
    if (row === undefined || row.skipped !== undefined) return "not run";
    return row.caughtAtRow === undefined ? "**missed**" : `row ${row.caughtAtRow}, ${row.mismatches} of ${row.checked}`;
  };
  const lines = units.map((unit) => {
    const own = rows.filter((row) => row.unit === unit);
    const cells = engines.map((engine) => cell(own.find((row) => row.engine === engine)));
    return `| ${[`\`${own[0]!.module}\``, own[0]!.fault, ...cells].join(" | ")} |`;
  });
  return [
    "# Planted faults",
    "",
    "One error is planted in the Verilog of each unit, and every engine must notice it on the stimulus that the unit is",
    "checked with. A cell shows the first row with a wrong output, and how many rows were wrong. Made by",
    "`halfulp cosim --all --faults`.",
    "",
    `| Module | Fault | ${engines.join(" | ")} |`,
    `| ${["---", "---", ...engines.map(() => "---")].join(" | ")} |`,
    ...lines,
    "",
  ].join("\n");
}

/** Writes the table into the folder of the reports, unless an engine was skipped: then the committed one says more. */
export function writeFaults(folder: string, rows: readonly FaultRow[]): boolean {
  if (rows.length === 0 || rows.some((row) => row.skipped !== undefined)) return false;
  writeFiles(folder, [{ name: FAULTS_FILE, text: faultsMarkdown(rows) }]);
  return true;
}

/** What the committed table says of a module: the engines that noticed its fault, and those that did not. */
export interface FaultResult {
  readonly caught: readonly string[];
  readonly missed: readonly string[];
}

/** The committed table by module; empty where there is none. */
export function readFaults(folder: string): ReadonlyMap<string, FaultResult> {
  const path = join(folder, FAULTS_FILE);
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  const rows = lines.filter((line) => line.startsWith("| ")).map((line) => line.slice(2, -2).split(" | "));
  const engines = rows[0]?.slice(2) ?? [];
  return new Map(
    rows.slice(2).map(([module = "", , ...cells]) => {
      const those = (matches: RegExp) => engines.filter((_, i) => matches.test(cells[i] ?? ""));
      return [module.replaceAll("`", ""), { caught: those(/^row \d/), missed: those(/^\*\*missed/) }];
    }),
  );
}
