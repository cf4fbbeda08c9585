/** A unit as the option of another: what wrappers and arrays are built around. */
import { OptionError, UsageError } from "../../tools/errors.js";
import { batchInputs, type Port } from "../design.js";
import { type Instance, instantiate, optionFlag, optionsText } from "../instance.js";
import type { Param } from "../params.js";
import type { Options, Unit } from "../unit.js";

interface InnerOptions {
  readonly doc: string;
  readonly accept: readonly Unit[];
  /** Rules beyond the unit's own. @throws OptionError */
  check?(inner: Instance): void;
}

/** Written like a command line: `fp_mac --a e4m3 --acc fp16`. */
export function innerParam({ doc, accept, check }: InnerOptions): Param<Instance> {
  return {
    doc: `${doc}, with its options: ${accept.map(({ name }) => name).join(", ")}`,
    kind: "unit",
    parse(value, name) {
      if (typeof value !== "string")
        throw new OptionError(
          (option) => `${option(name)} must be a unit with its options as text, got ${String(value)}`,
        );
      const [unitName = "", ...words] = value.trim().split(/\s+/);
      const unit = accept.find((u) => u.name === unitName);
      if (unit === undefined)
        throw new OptionError(
          (option) =>
            `${option(name)} must be one of ${accept.map((u) => u.name).join(", ")}, got ${unitName || "nothing"}`,
        );
      const inner = instantiate(unit, optionsOf(unit, words));
      check?.(inner);
      return inner;
    },
    fallback: () => undefined,
    tag: ({ module }) => module,
    print: (inner) => `${inner.unit.name} ${optionsText(inner)}`.trim(),
  };
}

/** @throws UsageError on a word that is no option of the unit, or an option without its value */
function optionsOf(unit: Unit, words: readonly string[]): Options {
  const options: Record<string, unknown> = {};
  for (let i = 0; i < words.length; i++) {
    const entry = Object.entries(unit.params).find(([name]) => optionFlag(name) === words[i]);
    if (entry === undefined) {
      const known = Object.keys(unit.params).map(optionFlag).join(", ");
      throw new UsageError(`unknown option of ${unit.name}: ${words[i]} (known: ${known})`);
    }
    const [name, param] = entry;
    if (param.kind === "switch") options[name] = true;
    else {
      options[name] = words[++i];
      if (options[name] === undefined) throw new UsageError(`${optionFlag(name)} of ${unit.name} needs a value`);
    }
  }
  return options;
}

/** The data inputs of a streaming unit: what comes with `valid_i`, without `last_i`. */
export const streamInputs = ({ ports }: Pick<Instance, "ports">): Port[] =>
  batchInputs({ ports }).filter(({ role }) => role !== "reset" && role !== "valid" && role !== "last");

/** The one port of a streaming unit that carries its result. */
export function streamResult({ ports, module }: Instance): Port {
  const result = ports.find(({ name }) => name === "result_o");
  if (result === undefined) throw new Error(`${module} has no result_o`);
  return result;
}

/** Verilog parameters handed down: `#(.ChunkLen(ChunkLen)) `, or nothing. */
export function handedDown({ verilogParameters }: Instance): string {
  if (verilogParameters.length === 0) return "";
  return `#(${verilogParameters.map(({ name }) => `.${name}(${name})`).join(", ")}) `;
}

/** Of a whole assignment, the part that belongs to the inner unit. */
export const innerParameters = ({ verilogParameters }: Instance, all: Readonly<Record<string, number>>) =>
  Object.fromEntries(verilogParameters.map(({ name }) => [name, all[name]!] as const));
