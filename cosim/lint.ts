/** Three readers of the emitted Verilog that must have nothing to say: one message of any of them is a failure. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Design } from "../generators/design.js";
import { parameterLiteral } from "../generators/shared/literals.js";
import { ToolFailed, ToolMissing } from "../tools/errors.js";
import { IVERILOG, type NativeTool, runNative, VERILATOR, withTempDir } from "../tools/native.js";
import { runYosys, yosysVersion } from "../tools/yosys.js";
import { type Availability, validateDesign } from "./engine.js";
import { readDesign } from "./read-design.js";

export interface Linter {
  readonly name: string;
  available(): Promise<Availability>;
  /** What the tool has to say, "" when nothing. */
  lint(design: Design): Promise<string>;
}

function native(name: string, tool: NativeTool, version: RegExp, versionFlag: string, args: Arguments): Linter {
  return {
    name,
    async available() {
      try {
        const { log } = await runNative(tool, [versionFlag], { accept: [0, 1] });
        return { ok: true, version: `${name} ${version.exec(log)?.[1] ?? "unknown"}` };
      } catch (error) {
        if (error instanceof ToolMissing) return { ok: false, reason: `skipped, not installed (${error.install})` };
        throw error;
      }
    },
    lint(design) {
      validateDesign(design);
      return withTempDir(async (cwd) => {
        for (const file of design.files) await writeFile(join(cwd, file.name), file.text);
        const names = design.files.map((file) => file.name);
        try {
          return (await runNative(tool, [...args(design), ...names], { cwd })).log.trim();
        } catch (error) {
          if (hasSpoken(error)) return error.log.trim() || error.message;
          throw error;
        }
      });
    },
  };
}
type Arguments = (design: Design) => string[];

const literals = ({ parameters }: Design): [string, string][] =>
  Object.entries(parameters).map(([name, value]) => [name, parameterLiteral(value)]);

const verilator = native("verilator", VERILATOR, /^Verilator (\S+)/m, "--version", (design) => [
  "--lint-only",
  "-Wall",
  "--top-module",
  design.top,
  ...literals(design).map(([name, value]) => `-G${name}=${value}`),
]);

const iverilog = native("iverilog", IVERILOG, /version (\S+)/, "-V", (design) => [
  "-g2005",
  "-Wall",
  "-o",
  "/dev/null",
  "-s",
  design.top,
  ...literals(design).map(([name, value]) => `-P${design.top}.${name}=${value}`),
]);

const yosys: Linter = {
  name: "yosys",
  async available() {
    return { ok: true, version: await yosysVersion() };
  },
  async lint(design) {
    validateDesign(design);
    const files = Object.fromEntries(design.files.map((file) => [file.name, file.text]));
    const script = [
      ...readDesign(design),
      "proc",
      "check -assert",
      "select -assert-none t:$dlatch t:$adlatch t:$dlatchsr",
    ];
    try {
      const { log } = await runYosys({ files, script: script.join("\n") });
      return log
        .split("\n")
        .filter((line) => /warning/i.test(line) && !/^Found and reported 0/.test(line))
        .join("\n");
    } catch (error) {
      if (hasSpoken(error)) return error.log.split("\n").filter(isComplaint).join("\n") || error.message;
      throw error;
    }
  },
};
/** A reader that ended by itself has something to say of the design; one that was killed or trapped has crashed. */
const hasSpoken = (error: unknown): error is ToolFailed => error instanceof ToolFailed && error.how.startsWith("exit");
const isComplaint = (line: string): boolean => /^(warning|error)|error:/i.test(line);

export const linters: readonly Linter[] = [verilator, iverilog, yosys];
