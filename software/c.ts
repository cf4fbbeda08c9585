/** The C of a netlist: header and source. */
import type { Netlist } from "../cosim/netlist.js";
import { halves } from "../cosim/slice-planes.js";
import type { Port } from "../generators/design.js";
import type { Header } from "../generators/emit.js";
import { render } from "../generators/render.js";
import { type Statements, statements } from "./statements.js";

/** What both printers are given. */
export interface Software {
  readonly module: string;
  readonly netlist: Netlist;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly clocked: boolean;
  /** Rising edges with reset high that the unit asks for. */
  readonly resetEdges: number;
}

/** A netlist as statements: the next state of the registers, and the outputs. */
export interface Body {
  readonly edge: Statements;
  readonly results: Statements;
}

/** Orders and prints the statements. */
export function bodyOf({ netlist, inputs, outputs }: Software): Body {
  const inputBits = bitNames(inputs);
  const source = (id: number): string => {
    const node = netlist.nodes[id]!;
    if (node.kind === "input") return inputBits[node.index]!;
    if (node.kind === "register") return `q[${node.index}]`;
    throw new Error(`node ${id} has no place`);
  };
  const next = netlist.registers.map((register, i) => ({ node: register.next, to: `next[${i}]` }));
  const outputBits = bitNames(outputs);
  const results = netlist.outputs.map((node, i) => ({ node, to: outputBits[i]! }));
  return {
    edge: statements({ netlist, sinks: next, source, prefix: "d" }),
    results: statements({ netlist, sinks: results, source, prefix: "v" }),
  };
}

/** `a_i[0]`, `a_i[1]`, ...: the planes of all ports side by side. */
function bitNames(ports: readonly Port[]): string[] {
  return ports.flatMap(({ name, width }) => Array.from({ length: width }, (_, bit) => `${name}[${bit}]`));
}

/** Bits of the C type and of the typed array that hold the codes of a port. */
export function codeBits(width: number): 8 | 16 | 32 | 64 {
  return width <= 8 ? 8 : width <= 16 ? 16 : width <= 32 ? 32 : 64;
}

function portView(port: Port, last: boolean) {
  const { name, width, dir } = port;
  const type = `uint${codeBits(width)}_t`;
  const parts = halves(width).map(({ first, bits, span }) => {
    const words = first === 0 ? "words" : "high_words";
    const mask = `0x${(2 ** bits - 1).toString(16)}u`;
    const code = first === 0 ? "codes[row]" : `(codes[row] >> ${first})`;
    const planes = first === 0 ? "planes" : `planes + ${first}`;
    return { words, bits, span, planes, take: `(uint32_t)${code} & ${mask}` };
  });
  return {
    name,
    width,
    type,
    row: `${name.padEnd(12)} ${String(width).padStart(2)} ${width === 1 ? "plane: " : "planes:"} ${port.doc}`,
    halves: parts,
    join: parts.length === 1 ? `(${type})words[row]` : "(uint64_t)high_words[row] << 32 | words[row]",
    qualifier: dir === "in" ? "const " : "",
    separator: last ? "" : ",",
    zeros: dir === "in" ? " = {SPLAT(0)}" : "",
  };
}

/** The two files. The same netlist gives the same bytes. */
export function emitC(software: Software, body: Body, header: Header) {
  const { module, netlist, inputs, outputs, clocked, resetEdges } = software;
  const ports = [...inputs, ...outputs];
  const views = ports.map((port, i) => portView(port, i === ports.length - 1));
  const lines = [...body.edge.lines, ...body.results.lines];
  const mentions = (word: string): boolean => lines.some((line) => new RegExp(`\\b${word}\\b`).test(line));
  const parameters = (type: (view: (typeof views)[number]) => string): string =>
    views.map((view) => `    ${view.qualifier}${type(view)} *${view.name}`).join(",\n");
  const names = ports.map((port) => port.name);
  const view = {
    ...header,
    guard: `${module.toUpperCase()}_H`,
    clocked,
    registers: Math.max(1, netlist.registers.length),
    inputs: views.slice(0, inputs.length),
    outputs: views.slice(inputs.length),
    ports: views,
    portNames: names.join(", "),
    planeNames: names.map((name) => `${name}_planes`).join(", "),
    codeParameters: parameters(({ type }) => type),
    planeParameters: parameters(() => "halfulp_plane"),
    stateParameter: clocked ? `\n    ${module}_state *state,` : "",
    stateArgument: clocked ? "state, " : "",
    unused: inputs.map((port) => port.name).filter((name) => !mentions(name)),
    zeros: mentions("zeros"),
    ones: mentions("ones"),
    edge: body.edge.lines,
    lines: body.results.lines,
    initialOnes: netlist.registers.flatMap(({ initial }, i) => (initial === 1 ? [i] : [])),
    resets: inputs.filter((port) => port.role === "reset").map((port) => port.name),
    resetEdges,
  };
  return [
    { name: `${module}.h`, text: render("software/unit.h.njk", view) },
    { name: `${module}.c`, text: render("software/unit.c.njk", view) },
  ];
}
