import type { Format } from "../formats/index.js";
import { isStochastic, type RoundMode } from "../golden/index.js";
import { OptionError } from "../tools/errors.js";
import { type Port, totalWidth, type VerilogFile, type VerilogParameter } from "./design.js";
import { type Instance, instantiate, optionsText } from "./instance.js";
import { render } from "./render.js";
import { layout } from "./shared/layout.js";
import type { Options, Parameters, Unit } from "./unit.js";

/** An emitted unit: its Verilog and that of every module below it, one module per file. */
export interface Emitted {
  readonly instance: Instance;
  /** Module name. */
  readonly name: string;
  /** Text of the top module. */
  readonly verilog: string;
  /** The top file last, the modules that it instantiates before it. */
  readonly files: readonly VerilogFile[];
}

export interface EmitOptions {
  /** SPDX identifier for the emitted files. */
  readonly license?: string;
}

export const defaultLicense = "Apache-2.0";

/** It stands in a comment line, so nothing else than an identifier or an expression of them may be in it. */
const SPDX = /^[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*$/;

/**
 * The Verilog of a unit. The same options give the same bytes.
 * @throws UsageError on bad options or a license that is no SPDX identifier
 */
export function emit(unit: Unit, options: Options, emitOptions: EmitOptions = {}): Emitted {
  return emitInstance(instantiate(unit, options), emitOptions);
}

export function emitInstance(instance: Instance, { license = defaultLicense }: EmitOptions = {}): Emitted {
  if (!SPDX.test(license))
    throw new OptionError(
      (option) => `${option("license")} must be an SPDX identifier, got ${JSON.stringify(license)}`,
    );
  const files = new Map<string, VerilogFile>();
  const verilog = emitInto(files, instance, license);
  return { instance, name: instance.module, verilog, files: [...files.values()] };
}

function emitInto(files: Map<string, VerilogFile>, instance: Instance, license: string): string {
  const { unit, config, module } = instance;
  const use = (part: Unit, options: Options): string => {
    const below = instantiate(part, options);
    if (!files.has(below.module)) emitInto(files, below, license);
    return below.module;
  };
  const body = render(`generators/${unit.name}/${unit.name}.v.njk`, unit.view(config, use) as never);
  const text = render("generators/shared/module.v.njk", {
    ...headerView(instance, license),
    parameters: instance.verilogParameters.map(parameterView),
    ports: instance.ports.map((port, i, all) => portView(port, i === all.length - 1)),
    body: layout(body),
  });
  files.set(module, { name: `${module}.v`, text });
  return text;
}

/** What a file is besides Verilog: the command that makes it, under which parameters, and more to tell in its header. */
export interface HeaderOptions {
  readonly command?: string;
  /** The complete assignment, where one is built in. */
  readonly parameters?: Parameters;
  readonly rows?: readonly (readonly [string, string])[];
}

export type Header = ReturnType<typeof headerView>;

/** The header comment of an emitted file: name, one sentence, behaviour table, licence and rebuild command. */
export function headerView(instance: Instance, license: string, options: HeaderOptions = {}) {
  const { command = "gen", parameters = {}, rows = [] } = options;
  const assigned = instance.verilogParameters.flatMap(({ name, default: usual }) =>
    parameters[name] === undefined ? [] : [{ name, value: parameters[name], usual }],
  );
  const given = assigned.filter(({ value, usual }) => value !== usual).map(({ name, value }) => `-P ${name}=${value}`);
  const more = [...assigned.map(({ name, value }) => [name, String(value)] as const), ...rows];
  return {
    license,
    module: instance.module,
    summary: instance.unit.summary,
    behaviour: table([...behaviourRows(instance), ...more]),
    command: rebuildCommand(instance, license, command, given),
  };
}

function rebuildCommand(instance: Instance, license: string, command: string, given: readonly string[]): string {
  const options = optionsText(instance);
  const words = [`halfulp ${command} ${instance.unit.name}`, ...(options === "" ? [] : [options]), ...given];
  if (license !== defaultLicense) words.push(`--license ${license.includes(" ") ? `"${license}"` : license}`);
  return words.join(" ");
}

/** What a configuration does, as rows of name and text. */
export function behaviourRows({ unit, config, settleRows }: Instance): (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = [];
  for (const [name, param] of Object.entries(unit.params)) {
    const value = config[name];
    if (param.kind === "format") rows.push([name, formatText(value as Format)]);
  }
  if (typeof config.round === "string") {
    const bits = isStochastic(config.round as RoundMode) ? `, ${String(config.rndBits)} random bits` : "";
    rows.push(["rounding", `${config.round}${bits}`]);
  }
  if (typeof config.overflow === "string") rows.push(["overflow", config.overflow]);
  rows.push(...(unit.behaviour?.(config) ?? []));
  if (unit.kind === "combinational")
    rows.push([
      "latency",
      settleRows === 0 ? "combinational" : `${settleRows} cycle${settleRows > 1 ? "s" : ""}, one result per cycle`,
    ]);
  return rows;
}

/** One line on a format, as the header comment and the docs show it. */
function formatText(f: Format): string {
  switch (f.kind) {
    case "posit":
      return `${f.name}: posit, ${f.width} bits, es ${f.es}`;
    case "fixed":
      return `${f.name}: ${f.signed ? "two's complement" : "unsigned"}, ${f.width} bits, value = code * 2^${-f.fl}`;
    case "minifloat": {
      const low = {
        subnormal: "subnormals",
        normal: "exp field 0 is a binade, no subnormals",
        flush: "subnormals read as 0",
      };
      const special = [f.hasInf ? "Inf" : "no Inf", f.nanCode === undefined ? "no NaN" : "NaN"].join(", ");
      return `${f.name}: 1-${f.expBits}-${f.fracBits}, bias ${f.bias}, ${low[f.lowest]}, ${special}`;
    }
  }
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}

function parameterView(p: VerilogParameter, index: number, all: readonly VerilogParameter[]) {
  // Wider than a 31-bit integer: a sized vector, unsigned.
  const type = p.max > 0x7fff_ffff ? "[31:0]" : "integer";
  const largest = type === "integer" ? 0x7fff_ffff : 0xffff_ffff;
  const literal = (n: number) => (p.max > 0x7fff_ffff ? `32'd${n}` : String(n));
  const tests = [
    ...(p.min > 0 || type === "integer" ? [`${p.name} < ${literal(p.min)}`] : []),
    ...(p.max < largest ? [`${p.name} > ${literal(p.max)}`] : []),
  ];
  const bound = (n: number) => (n < 0 ? `minus_${-n}` : `${n}`);
  return {
    name: p.name,
    type,
    value: literal(p.default),
    separator: index === all.length - 1 ? "" : ",",
    doc: `${p.doc}; ${p.min}..${p.max}`,
    outOfRange: tests.join(" || "),
    // No such module exists: a value out of range stops elaboration with the rule in the message.
    guard: `${p.name}_must_be_${bound(p.min)}_to_${bound(p.max)}`,
    block: `g_check_${p.name.toLowerCase()}`,
  };
}

export function portView(p: Port, last: boolean) {
  const direction = p.dir === "in" ? "input  wire" : "output wire";
  const width = totalWidth(p);
  const range = p.widthText ? `[${p.widthText}-1:0]` : width > 1 ? `[${width - 1}:0]` : "";
  const declaration = [
    direction,
    p.signed && p.lanes === undefined ? "signed" : "",
    range,
    `${p.name}${last ? "" : ","}`,
  ]
    .filter((x) => x !== "")
    .join(" ");
  return { declaration, doc: p.doc };
}
