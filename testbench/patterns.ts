/**
 * Input rows that catch faults which no other shipped row of a configuration catches. They are found by `halfulp vectors
 * --all --coverage` and kept as a file, because finding one takes a proof or a run over all inputs, and using one nothing.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Batch, batchInputs } from "../generators/design.js";
import { designOf, type Instance } from "../generators/instance.js";
import type { Parameters, Words } from "../generators/unit.js";
import { projectRoot } from "../tools/cache.js";
import { UsageError } from "../tools/errors.js";
import type { OutputFile } from "../tools/files.js";
import { Rows } from "./rows.js";

/** From the project's root. */
export const PATTERNS_FOLDER = join("testbench", "patterns");

export const patternFileName = (module: string): string => `${module}.json`;

interface PatternFile {
  readonly module: string;
  readonly parameters: Parameters;
  /** Names of the inputs, in port order. */
  readonly ports: readonly string[];
  /** A row: hex words in the order of `ports`. */
  readonly rows: readonly string[];
}

/** The committed rows for exactly this configuration and parameter assignment; none for most. @throws UsageError */
export function patternRows(instance: Instance, parameters: Parameters): Batch {
  const { module } = instance;
  const ports = batchInputs(designOf(instance, [], parameters));
  const rows = new Rows(ports, 1);
  const path = join(projectRoot(), PATTERNS_FOLDER, patternFileName(module));
  if (!existsSync(path)) return rows.batch();
  const file = JSON.parse(readFileSync(path, "utf8")) as PatternFile;
  const names = ports.map(({ name }) => name);
  if (file.module !== module || JSON.stringify(file.parameters) !== JSON.stringify(parameters)) return rows.batch();
  for (const text of file.rows) {
    const words = text.split(" ").map((word) => BigInt(`0x${word}`));
    const fits = words.length === ports.length && words.every((word, i) => word >> BigInt(ports[i]!.width) === 0n);
    if (!fits || file.ports.join() !== names.join())
      throw new UsageError(`${path} does not fit the ports of ${module} (mend with: make coverage)`);
    const row: Words = Object.fromEntries(names.map((name, i) => [name, words[i]!]));
    rows.push(row);
  }
  return rows.batch();
}

/** The same bytes for the same rows; a row on its own line. */
export function patternFile(instance: Instance, parameters: Parameters, rows: Batch): OutputFile {
  const ports = batchInputs(designOf(instance, [], parameters));
  const lines = Array.from({ length: rows.rows }, (_, row) =>
    ports.map(({ width }, i) => rows.columns[i]![row]!.toString(16).padStart(Math.ceil(width / 4), "0")).join(" "),
  );
  const head = { module: instance.module, parameters, ports: ports.map(({ name }) => name) };
  const fields = Object.entries(head).map(([name, value]) => `  "${name}": ${JSON.stringify(value)},\n`);
  const body = lines.map((line) => `    ${JSON.stringify(line)}`).join(",\n");
  return { name: patternFileName(instance.module), text: `{\n${fields.join("")}  "rows": [\n${body}\n  ]\n}\n` };
}
