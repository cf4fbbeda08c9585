/** What a command is: the types alone, so that the list of commands loads nothing. */
import type { Options, Parameters, Unit } from "../generators/unit.js";

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
  readonly flags: Flags;
}
export type Flags = Readonly<Record<string, string | boolean | undefined>>;

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** Whether a unit is named: always, never, or `--all` instead. */
  readonly takesUnit: "always" | "never" | "or all";
  readonly options: readonly CommandOption[];
  readonly example: string;
  /** What stands behind a unit and its options in the example of the unit's own help. */
  readonly exampleTail?: string;
  /** The command reads rows of inputs: the example gives it one. */
  readonly readsRows?: true;
  /** More to know, for the end of the help. */
  readonly notes?: string;
  /** @returns the exit code */
  run(call: Call): Promise<number>;
}
