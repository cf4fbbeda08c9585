/** A unit as bit-sliced software: its netlist in C and in WebAssembly (Garland and Gregg, HOBFLOPS, 2020). */
import { sliceNetlist } from "../cosim/bitslice.js";
import type { Netlist } from "../cosim/netlist.js";
import { batchInputs, batchOutputs, type Design, type Port } from "../generators/design.js";
import { defaultLicense, emitInstance, type Header, headerView } from "../generators/emit.js";
import { assignParameters, designOf, type Instance } from "../generators/instance.js";
import { render } from "../generators/render.js";
import type { Parameters } from "../generators/unit.js";
import type { OutputFile } from "../tools/files.js";
import { bodyOf, codeBits, emitC, type Software } from "./c.js";
import { buildSoftwareModule } from "./wasm.js";

export interface EmittedSoftware {
  /** Module name, stem of the files and prefix of the C functions. */
  readonly name: string;
  /** `.h`, `.c`, `.wasm` and its wrapper `.ts`. */
  readonly files: readonly OutputFile<string | Uint8Array>[];
  /** Two-input gates and multiplexers. */
  readonly gates: number;
  /** Statements of the C, of at most three operands each. */
  readonly expressions: number;
  /** Most values alive at a time between two statements. */
  readonly live: number;
}

export interface SoftwareOptions {
  /** SPDX identifier for the emitted files. */
  readonly license?: string;
  readonly parameters?: Parameters;
}

/**
 * Synthesises a unit to the instructions AND, OR, XOR, ANDNOT, NOT and select, and prints them in an order that keeps few
 * values alive. The same options give the same bytes.
 * @throws UsageError on bad parameters or a license that is no SPDX identifier
 * @throws CheckFailed when the netlist has a latch, a loop, or a cell that is none of these
 */
export async function emitSoftware(instance: Instance, options: SoftwareOptions = {}): Promise<EmittedSoftware> {
  const { license = defaultLicense } = options;
  const parameters = assignParameters(instance, options.parameters);
  const design = designOf(instance, emitInstance(instance, { license }).files, parameters);
  return emitDesign(design, (rows) => headerView(instance, license, { command: "bitslice", parameters, rows }));
}

/** The header comment, from the row that tells of the netlist. */
export type HeaderOf = (rows: readonly (readonly [string, string])[]) => Header;

/** As `emitSoftware`, for a design that need not come from a unit. */
export async function emitDesign(design: Design, header: HeaderOf): Promise<EmittedSoftware> {
  return printNetlist(design, await sliceNetlist(design), header);
}

/** Prints a netlist of a design in both languages. */
export function printNetlist(design: Design, netlist: Netlist, header: HeaderOf): EmittedSoftware {
  const software = softwareOf(design, netlist);
  const body = bodyOf(software);
  const { gates } = netlist;
  const expressions = body.edge.expressions + body.results.expressions;
  const live = Math.max(body.edge.live, body.results.live);
  const registers = design.clocked ? `, ${netlist.registers.length} registers` : "";
  const told = header([
    ["netlist", `${gates} gates${registers} in ${expressions} expressions, at most ${live} values alive`],
  ]);
  const files = [...emitC(software, body, told), ...emitWasm(software, told)];
  return { name: design.top, files, gates, expressions, live };
}

/** What the printers need of a design and its netlist. */
export function softwareOf(design: Design, netlist: Netlist): Software {
  return {
    module: design.top,
    netlist,
    inputs: batchInputs(design),
    outputs: batchOutputs(design),
    clocked: design.clocked,
    // As the exact model has it: outputs are known after the settle rows, and one edge more is reset as well.
    resetEdges: design.settleRows + 1,
  };
}

function emitWasm(software: Software, header: Header): OutputFile<string | Uint8Array>[] {
  const { module, inputs, outputs, clocked, resetEdges } = software;
  const { code, free } = buildSoftwareModule(software);
  const ports = [...inputs, ...outputs];
  const each = (of: readonly Port[], text: (port: Port) => string, separator = ", "): string =>
    of.map(text).join(separator);
  const array = ({ width }: Port): string => (width <= 32 ? `Uint${codeBits(width)}Array` : "BigUint64Array");
  const view = {
    ...header,
    ports: ports.map(({ name, dir, width }) => ({ name, dir, width })),
    clocked,
    free,
    resetEdges,
    resets: each(
      inputs.filter((port) => port.role === "reset"),
      (port) => port.name,
      '", "',
    ),
    first: inputs[0]!.name,
    runNames: each(inputs, (port) => port.name),
    runParameters: each(inputs, (port) => `    ${port.name}: ${port.width <= 32 ? "Codes" : "BigUint64Array"}`, ",\n"),
    runResults: each(outputs, (port) => `${port.name}: ${array(port)}`, "; "),
    runNew: each(outputs, (port) => `${port.name}: new ${array(port)}(${inputs[0]!.name}.length)`),
    passParameters: each(ports, (port) => `    ${port.name}: number`, ",\n"),
  };
  return [
    { name: `${module}.wasm`, text: code },
    { name: `${module}.ts`, text: render("software/unit.ts.njk", view) },
  ];
}
