import { engines } from "../cosim/engines.js";
import { linters } from "../cosim/lint.js";
import { clangVersion } from "../tools/clang.js";
import { ToolError, ToolMissing } from "../tools/errors.js";
import { yosysVersion } from "../tools/yosys.js";
import type { Call } from "./command.js";
import { markdownTable } from "./table.js";
import { print } from "./values.js";

interface Tool {
  readonly tool: string;
  readonly for: string;
  /** Without it a command does not work at all. */
  readonly needed: boolean;
  version(): string | Promise<string>;
}

interface Row {
  readonly tool: string;
  /** Its version, or what is wrong and how to mend it. */
  readonly state: string;
  readonly for: string;
}

/**
 * `halfulp doctor`: every tool with its version, or the line that installs it.
 * @returns 3 when a needed tool is missing, or one that is there does not run
 */
export async function doctor({ flags }: Call): Promise<number> {
  let exitCode = 0;
  const rows: Row[] = [];
  for (const { tool, needed, version, for: use } of tools()) {
    try {
      rows.push({ tool, state: await version(), for: use });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      const missing = error instanceof ToolMissing;
      if (needed || !missing) exitCode = error.exitCode;
      rows.push({ tool, state: missing ? `not installed (${error.install})` : error.message, for: use });
    }
  }
  print(flags, rows, () => markdownTable(rows.map((row) => ({ ...row }))));
  return exitCode;
}

function tools(): Tool[] {
  const packages: Tool[] = [
    { tool: "node", for: "everything", needed: true, version: () => process.version },
    { tool: "@yowasp/yosys", for: "synth, cosim", needed: true, version: () => yosysVersion("wasm") },
    { tool: "@yowasp/clang", for: "engines that compile C++", needed: false, version: clangVersion },
    { tool: "yosys", for: "synth --yosys native", needed: false, version: () => yosysVersion("native") },
  ];
  const checkers = [
    ...engines.map((e) => ({ checker: e, tool: `engine ${e.name}`, for: `cosim: ${e.path}` })),
    ...linters.map((l) => ({ checker: l, tool: `lint ${l.name}`, for: "cosim" })),
  ];
  return [
    ...packages,
    ...checkers.map(({ checker, tool, for: use }) => ({ tool, for: use, needed: false, version: () => ask(checker) })),
  ];
}

async function ask(checker: (typeof engines)[number] | (typeof linters)[number]): Promise<string> {
  const found = await checker.available();
  return found.ok ? found.version : found.reason;
}
