/** Command lines made from declarations: a unit's params, its Verilog parameters, and the options of a command. */
import { Command, Option } from "commander";
import type { Param } from "../generators/params.js";
import type { Options, Parameters, Unit } from "../generators/unit.js";
import { findUnit, units } from "../generators/units.js";
import { UsageError } from "../tools/errors.js";

export interface CommandOption {
  /** As commander takes it: `-o, --out <dir>`. */
  readonly flags: string;
  readonly doc: string;
}

/** What a command is given: its own options, and, where a unit is named, the unit with its options. */
export interface Call {
  readonly unit: Unit | undefined;
  readonly options: Options;
  /** Verilog parameter assignments from `-P`. */
  readonly parameters: Parameters;
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** Whether a unit is named: always, never, or `--all` instead. */
  readonly takesUnit: "always" | "never" | "or all";
  readonly options: readonly CommandOption[];
  readonly example: string;
  /** @returns the exit code */
  run(call: Call): Promise<number>;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

/** Parses what follows the command's name and runs it. @throws UsageError, or CommanderError for malformed options */
export async function unitCommand(spec: CommandSpec, argv: readonly string[]): Promise<number> {
  const named = spec.takesUnit !== "never" && argv[0] !== undefined && !argv[0].startsWith("-");
  const unit = named ? findUnit(argv[0]!) : undefined;
  const command = build(spec, unit);
  command.parse(named ? argv.slice(1) : [...argv], { from: "user" });
  const flags = command.opts<Record<string, string | boolean | undefined>>();
  if (spec.takesUnit === "always" && !unit) throw new UsageError(`${spec.name} needs a unit (known: ${unitNames()})`);
  if (spec.takesUnit === "or all" && !unit && flags.all !== true)
    throw new UsageError(`${spec.name} needs a unit or --all (known units: ${unitNames()})`);
  if (unit && flags.all === true) throw new UsageError("--all goes without a unit");
  const options: Record<string, unknown> = {};
  for (const name of Object.keys(unit?.params ?? {})) if (flags[name] !== undefined) options[name] = flags[name];
  return spec.run({ unit, options, parameters: assignments(flags.P as unknown as string[] | undefined), flags });
}

const unitNames = (): string => units.map((u) => u.name).join(", ");

function build(spec: CommandSpec, unit: Unit | undefined): Command {
  const command = new Command(`halfulp ${spec.name}${unit ? ` ${unit.name}` : ""}`)
    .description(unit ? unit.summary : spec.summary)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText("after", `\nExample:\n  ${spec.example}\n`);
  if (spec.takesUnit !== "never" && !unit) {
    command.usage("UNIT [options]");
    const list = units.map((u) => `  ${u.name.padEnd(18)}${u.summary}`).join("\n");
    command.addHelpText("after", `\nUnits (halfulp ${spec.name} UNIT --help shows the options of one):\n${list}\n`);
  }
  for (const [name, param] of Object.entries(unit?.params ?? {})) command.addOption(paramOption(name, param));
  for (const option of spec.options) command.addOption(new Option(option.flags, option.doc));
  if (spec.takesUnit !== "never")
    command.option("-P <name=value>", "assign a Verilog parameter", (text: string, all: string[] = []) => [
      ...all,
      text,
    ]);
  if (spec.takesUnit === "or all") command.option("--all", "every configuration of the default catalogue");
  return command;
}

function paramOption(name: string, param: Param<unknown>): Option {
  const flags = param.isSwitch ? `--${kebab(name)}` : `--${kebab(name)} <${param.metavar.toLowerCase()}>`;
  return new Option(flags, param.doc);
}

function assignments(texts: readonly string[] = []): Record<string, number> {
  const result: Record<string, number> = {};
  for (const text of texts) {
    const match = /^([A-Za-z]\w*)=(-?\d+)$/.exec(text);
    if (!match) throw new UsageError(`malformed parameter: ${text} (write Name=integer)`);
    result[match[1]!] = Number(match[2]);
  }
  return result;
}
