#!/usr/bin/env node
/** argv to commands. What a unit's options are comes from the unit; nothing here knows any of them. */
import { Command, CommanderError } from "commander";
import { FormatError } from "../formats/index.js";
import { HalfulpError, UsageError } from "../tools/errors.js";
import { commands } from "./commands.js";
import { unitCommand } from "./options.js";

function program(): Command {
  const root = new Command("halfulp")
    .description("Verilog, an exact model, a check on every bit and the cost, from a description of format and unit.")
    .helpCommand(false)
    .addHelpText("after", "\nExample:\n  halfulp gen fp_fma --a e5m2 --b e5m2 --acc dlf16 -o out\n");
  for (const { name, summary } of commands) root.command(name).description(summary);
  return root;
}

/** Runs one command line. @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === undefined || name === "--help" || name === "-h") {
      process.stdout.write(program().helpInformation());
      return name === undefined ? 2 : 0;
    }
    const command = commands.find((c) => c.name === name);
    if (!command) throw new UsageError(`unknown command: ${name} (known: ${commands.map((c) => c.name).join(", ")})`);
    return await unitCommand(command, rest);
  } catch (error) {
    return report(error);
  }
}

/** One line on standard error, and the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    process.stderr.write(`${error.message.replace(/^error: /, "")}\n`);
    return 2;
  }
  if (error instanceof HalfulpError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof FormatError) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  throw error;
}

process.on("SIGINT", () => process.exit(130));
// A reader that has seen enough, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
