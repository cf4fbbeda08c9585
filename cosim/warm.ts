/** What an engine compiles once for all designs, compiled ahead of them. */
import type { Design } from "../generators/design.js";
import { ToolError } from "../tools/errors.js";
import { engines } from "./engines.js";

/** The smallest design there is. */
const wire: Design = {
  top: "halfulp_wire",
  files: [
    {
      name: "halfulp_wire.v",
      text: "module halfulp_wire (input wire a_i, output wire y_o);\n  assign y_o = a_i;\nendmodule\n",
    },
  ],
  ports: [
    { dir: "in", name: "a_i", width: 1, role: "data", doc: "in" },
    { dir: "out", name: "y_o", width: 1, role: "data", doc: "out" },
  ],
  parameters: {},
  clocked: false,
  settleRows: 0,
};

/**
 * Fills the cache with an engine's runtime (a minute for Verilator's). Workers that start together would otherwise each
 * compile their own. An engine that is not there, or fails, says so when it is used.
 */
export async function warmUp(name: string): Promise<void> {
  const engine = engines.find((e) => e.name === name);
  if (engine?.kind !== "simulate") return;
  try {
    if (!(await engine.available()).ok) return;
    (await engine.compile(wire)).close();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
  }
}
