/** Command lines made from declarations: a unit's params, its Verilog parameters, and the options of a command. */
import { Command, CommanderError, Option } from "commander";
import { optionFlag } from "../generators/instance.js";
import type { Param, ParamKind } from "../generators/params.js";
import type { Unit } from "../generators/unit.js";
import { findUnit, units } from "../generators/units.js";
import { OptionError, UsageError } from "../tools/errors.js";
import type { CommandSpec, Flags } from "./command.js";
import { isFormatFile, readFormatFile } from "./read.js";
import { unitNotes } from "./unit-help.js";

/** Parses what follows the command's name and runs it. @returns the exit code @throws UsageError */
export async function runCommand(spec: CommandSpec, argv: readonly string[]): Promise<number> {
  const named = spec.takesUnit !== "never" && argv[0] !== undefined && !argv[0].startsWith("-");
  const unit = named ? findUnit(argv[0]!) : undefined;
  const command = build(spec, unit);
  try {
    command.parse(named ? argv.slice(1) : [...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0; // the help has been shown
    throw new UsageError(inOurVoice(error, command));
  }
  const flags = command.opts<Record<string, string | boolean | undefined>>();
  if (!unit && spec.takesUnit === "always")
    throw new UsageError(`${spec.name} needs a unit as its first word (known: ${unitNames()})`);
  if (!unit && spec.takesUnit === "or all" && flags.all !== true)
    throw new UsageError(`${spec.name} needs a unit as its first word, or --all (known units: ${unitNames()})`);
  if (unit && flags.all === true)
    throw new UsageError(`${spec.name} takes a unit or --all, got ${unit.name} and --all`);
  const parameters = assignments(flags.P as unknown as string[] | undefined);
  if (!unit && Object.keys(parameters).length > 0) throw new UsageError("-P goes with a unit, not with --all");
  try {
    return await spec.run({ unit, options: unit ? unitOptions(unit, flags) : {}, parameters, flags });
  } catch (error) {
    if (error instanceof OptionError) throw new UsageError(error.told(optionFlag), { cause: error });
    throw error;
  }
}

const unitNames = (): string => units.map((u) => u.name).join(", ");

function build(spec: CommandSpec, unit: Unit | undefined): Command {
  const command = new Command(`halfulp ${spec.name}${unit ? ` ${unit.name}` : ""}`)
    .description(unit ? unit.summary : spec.summary)
    .helpOption("-h, --help", "show this")
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .showSuggestionAfterError(false);
  if (spec.takesUnit !== "never" && !unit) command.usage("UNIT [options]");
  for (const [name, param] of Object.entries(unit?.params ?? {})) command.addOption(paramOption(name, param));
  for (const option of spec.options) command.addOption(new Option(option.flags, option.doc));
  if (spec.takesUnit === "or all") command.addOption(allOption(unit));
  for (const option of command.options) refuseTwice(command, option);
  if (spec.takesUnit !== "never") command.addOption(assignmentOption(unit));
  return command.addHelpText("after", () => `\n${unit ? unitNotes(spec, unit) : commandNotes(spec)}`);
}

function commandNotes(spec: CommandSpec): string {
  const notes = [...(spec.notes ? [spec.notes] : []), `Example:\n  ${spec.example}`];
  if (spec.takesUnit !== "never") {
    const list = units.map((u) => `  ${u.name.padEnd(18)}${u.summary}`).join("\n");
    notes.push(`Units (halfulp ${spec.name} UNIT --help shows the options of one):\n${list}`);
  }
  return `${notes.join("\n\n")}\n`;
}

/** Given once for each parameter. Taken by every unit, so that one without parameters can say that it has none. */
function assignmentOption(unit: Unit | undefined): Option {
  return new Option("-P <name=value>", "assign a Verilog parameter")
    .argParser((text: string, all: string[] = []) => [...all, text])
    .hideHelp(unit !== undefined && !unit.verilogParameters);
}

/** What to write for a value; a switch takes none. */
export const metavars: Readonly<Record<ParamKind, string | undefined>> = {
  format: "format",
  integer: "n",
  choice: "name",
  unit: "unit",
  switch: undefined,
};

/** Taken beside a unit too, so that the two can be told to exclude each other. */
function allOption(unit: Unit | undefined): Option {
  return new Option("--all", "every configuration of the default catalogue instead of a unit").hideHelp(!!unit);
}

/** Else the last one would silently win. */
function refuseTwice(command: Command, option: Option): void {
  let given = 0;
  command.on(`option:${option.name()}`, () => {
    if (++given > 1) throw new UsageError(`${option.long ?? option.short} is given more than once`);
  });
}

function paramOption(name: string, param: Param<unknown>): Option {
  const metavar = metavars[param.kind];
  return new Option(metavar === undefined ? optionFlag(name) : `${optionFlag(name)} <${metavar}>`, param.doc);
}

/** Commander's own errors, of which it has one text each, said as all others are. */
function inOurVoice(error: CommanderError, command: Command): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "commander.unknownOption": {
      const shown = command.options.filter((o) => !o.hidden);
      const known = shown.map((o) => o.long ?? o.short).join(", ");
      return `unknown option of ${command.name()}: ${quoted} (known: ${known})`;
    }
    case "commander.optionMissingArgument":
      return `${quoted.split(/[ ,]/)[0]} needs a value: ${quoted}`;
    case "commander.excessArguments":
      return `${command.name()}${command.opts().all === true ? " --all" : ""} takes no further words, got ${command.args.join(" ")}`;
    default:
      return error.message.replace(/^error: /, "");
  }
}

/** The unit's own options among the flags; a format in a file is read here. */
function unitOptions(unit: Unit, flags: Flags): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(unit.params)) {
    const value = flags[name];
    if (value === undefined) continue;
    const isFile = param.kind === "format" && typeof value === "string" && isFormatFile(value);
    options[name] = isFile ? readFormatFile(value) : value;
  }
  return options;
}

function assignments(texts: readonly string[] = []): Record<string, number> {
  const result: Record<string, number> = {};
  for (const text of texts) {
    const match = /^([A-Za-z]\w*)=(-?\d+)$/.exec(text);
    if (!match) throw new UsageError(`malformed parameter: ${text} (write Name=integer)`);
    const [, name, value] = match as unknown as [string, string, string];
    if (Object.hasOwn(result, name)) throw new UsageError(`-P ${name} is given more than once`);
    result[name] = Number(value);
  }
  return result;
}
