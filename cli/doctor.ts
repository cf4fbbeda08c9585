import { engines } from "../cosim/engines.js";
import { ToolMissing } from "../tools/errors.js";
import { yosysVersion } from "../tools/yosys.js";
import type { Call } from "./options.js";
import { markdownTable } from "./table.js";

/** `halfulp doctor`: every tool with its version, or the line that installs it. Exit 3 when a needed one is missing. */
export async function doctor({ flags }: Call): Promise<number> {
  const rows = [{ tool: "node", state: process.version, for: "everything" }];
  let exit = 0;
  for (const backend of ["wasm", "native"] as const) {
    const state = await yosysVersion(backend).catch((error: Error) => {
      if (backend === "wasm") exit = 3;
      return error instanceof ToolMissing ? `not installed (${error.install})` : error.message;
    });
    rows.push({ tool: `yosys, ${backend}`, state, for: backend === "wasm" ? "synth, cosim" : "synth --yosys native" });
  }
  for (const engine of engines) {
    const found = await engine.available();
    rows.push({ tool: `engine ${engine.name}`, state: found.ok ? found.version : found.reason, for: "cosim" });
  }
  process.stdout.write(flags.json === true ? `${JSON.stringify(rows, undefined, 2)}\n` : `${markdownTable(rows)}\n`);
  return exit;
}
