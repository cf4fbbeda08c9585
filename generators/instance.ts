import { contentHash } from "../tools/cache.js";
import { OptionError, UsageError } from "../tools/errors.js";
import { batchInputs, type Design, type Port, type VerilogFile, type VerilogParameter } from "./design.js";
import { pipelinedModel, pipelinedPorts } from "./shared/pipeline.js";
import type { ClockedModel, CombModel, Config, Options, Parameters, Unit, Words } from "./unit.js";

/** A unit with a complete, checked config. */
export interface Instance {
  readonly unit: Unit;
  readonly config: Config;
  /** Unit, formats and every choice that is not the default; two different structures never share it. */
  readonly module: string;
  /** All ports, the pipeline's included, clock first where there is one; widths at the default parameters. */
  readonly ports: readonly Port[];
  readonly verilogParameters: readonly VerilogParameter[];
  readonly clocked: boolean;
  /** Rows with reset high before every output is known. */
  readonly settleRows: number;
  readonly note: string | undefined;
}

/**
 * Completes the options with defaults and checks every rule.
 * @throws OptionError on unknown, missing, out-of-range or contradictory options.
 */
export function instantiate(unit: Unit, options: Options): Instance {
  const config = resolve(unit, options);
  const stages = typeof config.stages === "number" ? config.stages : 0;
  const verilogParameters = unit.verilogParameters?.(config) ?? [];
  return {
    unit,
    config,
    module: moduleName(unit, config),
    ports: portsOf(unit, config, Object.fromEntries(verilogParameters.map((p) => [p.name, p.default]))),
    verilogParameters,
    clocked: unit.kind === "clocked" || stages > 0,
    settleRows: stages,
    note: unit.note?.(config),
  };
}

/** All ports under one parameter assignment. */
function portsOf(unit: Unit, config: Config, parameters: Parameters): readonly Port[] {
  const ports = unit.ports(config, parameters);
  const stages = typeof config.stages === "number" ? config.stages : 0;
  return stages > 0 ? pipelinedPorts(ports, stages, config.enable === true) : ports;
}

function resolve(unit: Unit, options: Options): Config {
  const known = Object.keys(unit.params);
  for (const name of Object.keys(options))
    if (!known.includes(name))
      throw new OptionError(
        (option) => `unknown option of ${unit.name}: ${option(name)} (known: ${known.map(option).join(", ")})`,
      );
  const config: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(unit.params)) {
    const given = options[name];
    const value = given === undefined ? param.fallback(config) : param.parse(given, name);
    if (value === undefined) throw new OptionError((option) => `${unit.name} needs ${option(name)}: ${param.doc}`);
    config[name] = value;
  }
  for (const [name, param] of Object.entries(unit.params)) param.check?.(config[name], config);
  unit.check?.(config);
  return Object.freeze(config);
}

/** Some tools and file systems stop at 128 or 255 characters, the endings of file names included. */
const LONGEST_NAME = 120;

/**
 * Of letters, digits and `_` alone, whatever a caller named a format. A name that would be too long ends in its hash.
 * @throws UsageError when a format's name is none for Verilog
 */
function moduleName(unit: Unit, config: Config): string {
  const tags = Object.entries(unit.params).map(([name, param]) => param.tag(config[name], config));
  const name = [unit.name, ...tags.filter((tag) => tag !== "")].join("_");
  if (!/^\w+$/.test(name)) throw new UsageError(`not a module name: ${JSON.stringify(name)} (letters, digits and _)`);
  if (name.length <= LONGEST_NAME) return name;
  const hash = contentHash(name).slice(0, 16);
  return `${name.slice(0, LONGEST_NAME - hash.length - 1)}_${hash}`;
}

/** An option as it is written on the command line: `--rnd-bits` for `rndBits`. */
export function optionFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
}

/** The options that give this config again: `--a e4m3 --round rtz`, defaults left out. */
export function optionsText(instance: Instance): string {
  const words: string[] = [];
  for (const [name, param] of Object.entries(instance.unit.params)) {
    const value = instance.config[name];
    const printed = param.print(value);
    const usual = param.fallback(instance.config);
    // As text: two formats of the same facts are one choice, however often they were described.
    if (usual !== undefined && printed === param.print(usual)) continue;
    const flag = optionFlag(name);
    words.push(param.kind === "switch" ? flag : `${flag} ${/^[\w.-]+$/.test(printed) ? printed : `'${printed}'`}`);
  }
  return words.join(" ");
}

/**
 * A complete parameter assignment.
 * @throws UsageError on unknown names and values out of range.
 */
export function assignParameters(instance: Instance, given: Parameters = {}): Parameters {
  const declared = instance.verilogParameters;
  for (const [name, value] of Object.entries(given)) {
    const p = declared.find((d) => d.name === name);
    if (!p) {
      const known = declared.map((d) => d.name).join(", ") || "none";
      throw new UsageError(`unknown parameter of ${instance.module}: ${name} (known: ${known})`);
    }
    if (!Number.isInteger(value) || value < p.min || value > p.max)
      throw new UsageError(`${name} must be ${p.min}..${p.max}, got ${value}`);
  }
  return Object.fromEntries(declared.map((p) => [p.name, given[p.name] ?? p.default]));
}

/** The assignments at which an instance is checked: all defaults, then twice another value of every parameter. */
export function checkedAssignments(instance: Instance): Parameters[] {
  const declared = instance.verilogParameters;
  const others = ([0, 1] as const).map((i) => Object.fromEntries(declared.map((p) => [p.name, p.others[i]])));
  return [assignParameters(instance), ...(declared.length > 0 ? others : [])];
}

/** The exact model, with the pipeline of `stages` around it where there is one. */
export function instanceModel(instance: Instance, parameters: Parameters = {}): ModelOf {
  const { unit, config } = instance;
  const assigned = assignParameters(instance, parameters);
  if (unit.kind === "clocked") return { kind: "clocked", model: unit.model(config, assigned) };
  const core = unit.model(config, assigned);
  if (!instance.clocked) return { kind: "combinational", model: core };
  return { kind: "clocked", model: pipelinedModel(core, instance.settleRows) };
}
export type ModelOf = { kind: "combinational"; model: CombModel } | { kind: "clocked"; model: ClockedModel };

/**
 * The model as one function. For clocked instances each call is one rising edge, with reset behind it and low: inputs
 * before the edge, outputs after it.
 */
export function callableModel(instance: Instance, parameters: Parameters = {}): CombModel {
  const made = instanceModel(instance, parameters);
  const inputs = batchInputs(designOf(instance, [], parameters)).filter((port) => port.role !== "reset");
  if (made.kind === "combinational") return (words) => made.model(checkedWords(words, inputs));
  const { model } = made;
  const idle: Words = Object.fromEntries(inputs.map((port) => [port.name, 0n]));
  for (let row = 0; row <= instance.settleRows; row++) model.step({ ...idle, rst_i: 1n });
  return (words) => model.step({ ...checkedWords(words, inputs), rst_i: 0n });
}

function checkedWords(words: Words, inputs: readonly Port[]): Words {
  const names = inputs.map((port) => port.name);
  const unknown = Object.keys(words).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new UsageError(`unknown input: ${unknown} (known: ${names.join(", ")})`);
  for (const { name, width } of inputs) {
    const word: unknown = words[name];
    if (typeof word !== "bigint" || word < 0n || word >> BigInt(width) !== 0n)
      throw new UsageError(`${name} must be a bigint of ${width} bits, got ${String(word)}`);
  }
  return words;
}

/** What engines and synthesis take. */
export function designOf(instance: Instance, files: readonly VerilogFile[], parameters: Parameters = {}): Design {
  const assigned = assignParameters(instance, parameters);
  return {
    top: instance.module,
    files,
    ports: portsOf(instance.unit, instance.config, assigned),
    parameters: assigned,
    clocked: instance.clocked,
    settleRows: instance.settleRows,
  };
}
