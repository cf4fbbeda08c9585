/** A command line to its exit code. Loads nothing of a command but its name until it is the one to run. */
import { FormatError } from "../formats/errors.js";
import { HalfulpError, UsageError } from "../tools/errors.js";
import { commands } from "./commands.js";
import { programHelp } from "./help.js";

/** What a fault of this program ends with: like a tool that crashed, since it says nothing about the user's input. */
const DEFECT = 3;

/** Runs one command line; errors are one line on standard error. @returns the exit code */
export async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === "--help" || name === "-h") return say(programHelp());
    if (name === "--version" || name === "-V") return say(`${(await import("./version.js")).packageVersion()}\n`);
    const known = commands.map((c) => c.name).join(", ");
    if (name === undefined) throw new UsageError(`halfulp needs a command (known: ${known}; see halfulp --help)`);
    const command = commands.find((c) => c.name === name);
    if (!command) throw new UsageError(`unknown command: ${name} (known: ${known})`);
    return await (await import("./options.js")).runCommand(command, rest);
  } catch (error) {
    const { text, exitCode } = ending(error);
    process.stderr.write(`${text}\n`);
    return exitCode;
  }
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function ending(error: unknown): { text: string; exitCode: number } {
  if (error instanceof HalfulpError) return { text: oneLine(error.message), exitCode: error.exitCode };
  if (error instanceof FormatError) return { text: oneLine(error.message), exitCode: 2 };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const debug = process.env.HALFULP_DEBUG !== undefined;
  const text = debug ? (stack ?? message) : `defect in halfulp: ${oneLine(message)} (HALFULP_DEBUG=1 shows where)`;
  return { text, exitCode: DEFECT };
}

/** What a user typed may hold anything; it must not look like several messages. */
function oneLine(message: string): string {
  return message.replace(/[\r\n]+/g, " ");
}
