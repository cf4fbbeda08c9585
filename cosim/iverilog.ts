/**
 * Icarus Verilog on the emitted bench: what a user will run, on four-state values. It is slow, and it is the one engine
 * that sees an X; a wrong bench fails here as a wrong design does.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Batch, Design } from "../generators/design.js";
import { benchName, emitBench } from "../testbench/bench.js";
import { CheckFailed, ToolFailed } from "../tools/errors.js";
import { IVERILOG, runNative, VVP, withTempDir } from "../tools/native.js";
import { rowOf } from "./compare.js";
import { type CheckingEngine, type Comparison, type Mismatch, skipped, validateDesign } from "./engine.js";

/** Exit code of vvp after `$fatal`. */
const FATAL = 1;

async function check(design: Design, inputs: Batch, expected: Batch): Promise<Comparison> {
  validateDesign(design);
  const bench = benchName(design.top);
  const files = [...design.files, ...emitBench(design, inputs, expected).files];
  const { code, log } = await withTempDir(async (directory) => {
    for (const file of files) await writeFile(join(directory, file.name), file.text);
    const sources = files.map((file) => file.name).filter((name) => name.endsWith(".v"));
    await runNative(IVERILOG, ["-g2005", "-Wall", "-s", bench, "-o", "bench.vvp", ...sources], { cwd: directory });
    return runNative(VVP, ["-n", "bench.vvp"], { cwd: directory, accept: [0, FATAL] });
  });
  const result = /^RESULT checked (\d+) mismatches (\d+)$/m.exec(log);
  if (result === null) throw new ToolFailed("vvp", "no result line", log);
  const [checked, mismatches] = [Number(result[1]), Number(result[2])];
  const unread = /^UNREAD rows .*$/m.exec(log)?.[0];
  if (unread !== undefined) throw new CheckFailed(`${bench}: ${unread.toLowerCase()}`);
  const passed = checked > 0 && mismatches === 0;
  // The exit code is what a user's script goes by.
  if (passed !== (code === 0)) throw new CheckFailed(`${bench} exited with ${code} after ${result[0]}`);
  const first = firstMismatch(log, inputs, expected);
  return first === undefined ? { checked, mismatches } : { checked, mismatches, first };
}

function firstMismatch(log: string, inputs: Batch, expected: Batch): Mismatch | undefined {
  const line = /^MISMATCH row (\d+) in .* got (.*) want /m.exec(log);
  if (line === null) return undefined;
  const row = Number(line[1]);
  const got = line[2]!.split(" ").map((field) => field.replace(/^.*=/, "").toLowerCase());
  return { row, inputs: rowOf(inputs, row), got, want: rowOf(expected, row) };
}

export const iverilog: CheckingEngine = {
  kind: "check",
  name: "iverilog",
  path: "the emitted self-checking bench in Icarus Verilog",
  async available() {
    try {
      const { log } = await runNative(IVERILOG, ["-V"]);
      return { ok: true, version: `iverilog ${/version (\S+)/.exec(log)?.[1] ?? "unknown"}` };
    } catch (error) {
      return skipped(error);
    }
  },
  check,
};
