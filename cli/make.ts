/** What the commands of a whole `make` share: progress, the seed of the rotating tenth, and rows: which, what, when. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Parameters } from "../generators/unit.js";
import { cacheDir, projectRoot } from "../tools/cache.js";
import { writeFiles } from "../tools/files.js";

export interface RowRecord {
  readonly key: string;
  readonly measured: "now" | "kept" | "skipped";
}

/** The commit's hash, so that everybody measures the same tenth of a commit again. */
export function commitSeed(): string {
  try {
    const options = { cwd: projectRoot(), encoding: "utf8" as const };
    return execFileSync("git", ["rev-parse", "HEAD"], { ...options, stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    // Not a clone: any seed that is the same each time.
    return "no commit";
  }
}

/** What is measured when no target is named; the DSP rows stand beside, never among, the others. */
export const DEFAULT_TARGETS = ["gates", "ice40", "ecp5", "xilinx"] as const;

/** What the catalogue is measured for, at the default Verilog parameters and at others. */
export const CATALOGUE_TARGETS = {
  atDefaults: [...DEFAULT_TARGETS, "ecp5_dsp", "xilinx_dsp"],
  // Other parameters change counters, seeds and widths: the gates tell how much, in a fraction of the time.
  atOthers: ["gates"],
} as const;

/** Names a row of results across commands. `what` is an engine or a target. */
export function rowKey(module: string, parameters: Parameters, what: string): string {
  return `${module} ${JSON.stringify(parameters)} ${what}`;
}

let shown = 0;
/** One line that is rewritten on a terminal; elsewhere a line now and then, so that a log stays readable. */
export function progressLine(what: string, done: number, total: number, item: string, measured: string): void {
  const text = `${what} ${done}/${total} ${item} (${measured})`;
  if (process.stderr.isTTY) {
    process.stderr.write(`\r${text.slice(0, 100).padEnd(100)}${done === total ? "\n" : ""}`);
    return;
  }
  const now = Date.now();
  if (done !== total && now - shown < 5000) return;
  shown = now;
  process.stderr.write(`${text}\n`);
}

const recordFile = (command: string): string => join(cacheDir(), "runs", `${command}.json`);

/** Notes for the closing table which rows this run measured. */
export function recordRun(command: string, rows: readonly RowRecord[]): void {
  const text = JSON.stringify(Object.fromEntries(rows.map((r) => [r.key, r.measured])));
  writeFiles(join(cacheDir(), "runs"), [{ name: `${command}.json`, text }]);
}

/** What the last run of a command measured, by key; empty when there was none. */
export function lastRun(command: string): Readonly<Record<string, RowRecord["measured"]>> {
  try {
    return JSON.parse(readFileSync(recordFile(command), "utf8"));
  } catch {
    return {};
  }
}
