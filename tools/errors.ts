/**
 * The failures that end a command, each with its exit code. Every message is one line, in lower case, and shows the
 * offending value; where the fault is the user's it also names the allowed set.
 */
export abstract class HalfulpError extends Error {
  abstract readonly exitCode: number;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Something was checked and did not hold, or nothing was checked at all. */
export class CheckFailed extends HalfulpError {
  readonly exitCode = 1;
}

/** Bad options or bad input: nothing was attempted. */
export class UsageError extends HalfulpError {
  readonly exitCode = 2;
}

/** How an option is named to who gave it: as a property by a program, as a flag on the command line. */
export type OptionNaming = (name: string) => string;

/** Bad options of a unit. The message names them as properties; the command line takes `told` with its flags. */
export class OptionError extends UsageError {
  constructor(
    readonly told: (option: OptionNaming) => string,
    options?: ErrorOptions,
  ) {
    super(
      told((name) => name),
      options,
    );
  }
}

/** A tool is missing, crashed, or gave an answer that cannot be read. */
export class ToolError extends HalfulpError {
  readonly exitCode = 3;
}

/** The tool is not installed; `install` is the one line that installs it. */
export class ToolMissing extends ToolError {
  constructor(
    readonly tool: string,
    readonly install: string,
    options?: ErrorOptions,
  ) {
    super(`${tool} is not installed (install with: ${install})`, options);
  }
}

/** The tool ran and failed; `log` is what it printed, of which the message shows the last telling line. */
export class ToolFailed extends ToolError {
  constructor(
    readonly tool: string,
    readonly how: string,
    readonly log: string,
    options?: ErrorOptions,
  ) {
    const last = tellingLine(log);
    super(`${tool} failed (${how})${last === "" ? "" : `: ${last}`}`, options);
  }
}

/** The last line that names an error, else the last line that is not empty. */
function tellingLine(log: string): string {
  const lines = log
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const naming = lines.filter((line) => /error/i.test(line));
  return naming.at(-1) ?? lines.at(-1) ?? "";
}
