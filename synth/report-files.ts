/** The files of a report folder, as a pure function of the rows; and reading, writing and pruning that folder. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { UsageError } from "../tools/errors.js";
import { type OutputFile, writeFiles } from "../tools/files.js";
import type { CatalogueRow } from "./catalogue.js";
import { type ModuleReport, parseReport, reportText } from "./report.js";
import { scriptId, scriptText } from "./script.js";
import { CSV_HEAD, formatCsv, formatMarkdown, GENERATED, indexMarkdown } from "./tables.js";
import { targets } from "./targets.js";

/** The reports of the rows, in the order in which the modules first appear. */
export function moduleReports(rows: readonly CatalogueRow[]): ModuleReport[] {
  const reports = new Map<string, { head: CatalogueRow; rows: CatalogueRow[] }>();
  for (const row of rows) {
    const report = reports.get(row.module);
    if (report === undefined) reports.set(row.module, { head: row, rows: [row] });
    else report.rows.push(row);
  }
  return [...reports.values()].map(({ head, rows: mine }) => {
    const { module, unit, config, formats } = head;
    return { module, unit, config, formats, rows: mine };
  });
}

/** Every file of the folder. The same rows give the same bytes, whether they were measured now or kept. */
export function reportFiles(rows: readonly CatalogueRow[]): OutputFile[] {
  const reports = moduleReports(rows);
  const names = [...new Set(reports.flatMap((report) => report.formats))].sort();
  const formats = names.map((name) => {
    const mine = reports.filter((report) => report.formats.includes(name));
    return { name, file: formatFile(name), count: mine.length, mine };
  });
  const files = new Set(formats.map((format) => format.file));
  if (files.size !== formats.length) throw new UsageError(`formats that share a file name: ${names.join(", ")}`);
  const scripts = new Map(
    rows.map(({ target }) => [scriptId(targets[target]), scriptText(targets[target]).split("\n")]),
  );
  return [
    ...reports.map((report) => ({ name: `synth/${report.module}.json`, text: reportText(report) })),
    ...formats.flatMap(({ name, file, mine }) => [
      { name: `formats/${file}.md`, text: formatMarkdown(name, mine) },
      { name: `formats/${file}.csv`, text: formatCsv(mine) },
    ]),
    { name: "scripts.json", text: `${JSON.stringify(Object.fromEntries(scripts), null, 2)}\n` },
    { name: "index.md", text: indexMarkdown(formats, reports) },
  ];
}

/** A file name without surprises: `posit(8,1)` becomes `posit_8_1`. */
export function formatFile(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]+/g, "_").replace(/^[_.]+|_+$/g, "") || "_";
}

/** The report of one module, undefined where there is none that can be read. */
export function readReport(folder: string, module: string): ModuleReport | undefined {
  try {
    return parseReport(readFileSync(join(folder, "synth", `${module}.json`), "utf8"));
  } catch {
    return undefined;
  }
}

/** Writes the folder, all files or none, and removes the reports of modules and formats that are gone. */
export function writeReports(folder: string, rows: readonly CatalogueRow[]): void {
  const files = reportFiles(rows);
  writeFiles(folder, files);
  const names = new Set(files.map((file) => file.name));
  for (const part of ["synth", "formats"].filter((name) => existsSync(join(folder, name)))) {
    for (const entry of readdirSync(join(folder, part), { withFileTypes: true })) {
      const name = `${part}/${entry.name}`;
      if (entry.isFile() && !names.has(name) && isOurs(folder, name)) rmSync(join(folder, name));
    }
  }
}

/** Only what an earlier run wrote is removed; a stray file of somebody else's stays. */
function isOurs(folder: string, name: string): boolean {
  const text = readFileSync(join(folder, name), "utf8");
  switch (extname(name)) {
    case ".json":
      return parseReport(text)?.module === basename(name, ".json");
    case ".md":
      return text.startsWith(GENERATED);
    case ".csv":
      return text.startsWith(`${CSV_HEAD}\n`);
    default:
      return false;
  }
}
