/** Help texts that need no unit: everything here must be there at once. */
import { commands } from "./commands.js";

/** `halfulp --help` */
export function programHelp(): string {
  const list = commands.map((c) => `  ${c.name.padEnd(10)}${c.summary}\n  ${" ".repeat(10)}  ${c.example}`);
  return [
    "Usage: halfulp COMMAND [UNIT] [options]",
    "",
    "Verilog, an exact model, a check on every bit and the cost, from a description of format and unit.",
    "",
    "Commands, each with an example:",
    ...list,
    "",
    "halfulp list shows the units and the formats; halfulp COMMAND UNIT --help shows the options of one unit.",
    "Exit codes: 0 all held; 1 a check failed; 2 bad usage or input; 3 a tool is missing or crashed; 130 interrupted.",
    "",
  ].join("\n");
}
