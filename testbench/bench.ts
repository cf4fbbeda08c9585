/**
 * The self-checking bench that goes with emitted Verilog, and its vectors. Vectors are waveforms, one line per case or
 * per rising edge, so the bench knows nothing of latencies.
 */
import {
  type Batch,
  batchInputs,
  batchOutputs,
  type Design,
  selection,
  totalWidth,
  type VerilogFile,
} from "../generators/design.js";
import { defaultLicense, type EmitOptions } from "../generators/emit.js";
import { render } from "../generators/render.js";
import { parameterLiteral } from "../generators/shared/literals.js";

export interface EmittedBench {
  /** `<top>_tb.v` and `<top>_vectors.hex`. */
  readonly files: readonly VerilogFile[];
}

export function benchName(top: string): string {
  return `${top}_tb`;
}

function vectorFileName(top: string): string {
  return `${top}_vectors.hex`;
}

/** Hex digits of a port in a vector line; every port starts at a digit, so that a line can be read. */
function digits(width: number): number {
  return Math.ceil(width / 4);
}

function range(width: number): string {
  return width === 1 ? "" : `[${width - 1}:0] `;
}

/**
 * The vector lines: a mark, the inputs and the outputs, as digits joined by `_`. The mark tells a row that was read
 * from one that was not in simulators that have no X.
 */
export function vectorText(design: Design, inputs: Batch, expected: Batch): string {
  const columns = [...inputs.columns, ...expected.columns];
  const widths = [...batchInputs(design), ...batchOutputs(design)].map((port) => digits(port.width));
  // The mark and the line end, and a joint before each field. Written as bytes: a string a field takes most of the time.
  const length = 2 + widths.reduce((sum, width) => sum + 1 + width, 0);
  const bytes = new Uint8Array(length * inputs.rows).fill(JOINT);
  for (let row = 0; row < inputs.rows; row++) {
    let at = row * length;
    bytes[at++] = HEX[1]!;
    for (let i = 0; i < columns.length; i++) {
      const end = at + 1 + widths[i]!;
      writeHex(bytes, at + 1, end, columns[i]![row]!);
      at = end;
    }
    bytes[at] = LINE_END;
  }
  return new TextDecoder("latin1").decode(bytes);
}

const HEX = new TextEncoder().encode("0123456789abcdef");
const [JOINT, LINE_END] = new TextEncoder().encode("_\n") as unknown as [number, number];

function writeHex(bytes: Uint8Array, from: number, end: number, word: number | bigint): void {
  let rest = typeof word === "number" ? word : Number(word & 0xffff_ffffn);
  for (let at = end - 1; at >= from; at--) {
    if (typeof word === "bigint" && at === end - 9) rest = Number(word >> 32n);
    bytes[at] = HEX[rest & 15]!;
    rest >>>= 4;
  }
}

/** The bench for a design with the parameters in force, and the vectors that it reads. */
export function emitBench(
  design: Design,
  inputs: Batch,
  expected: Batch,
  { license = defaultLicense }: EmitOptions = {},
): EmittedBench {
  const { top } = design;
  const bench = benchName(top);
  const vectorFile = vectorFileName(top);
  const inputPorts = batchInputs(design);
  const outputPorts = batchOutputs(design);
  const names = new Set([...design.ports, ...outputPorts].map((port) => port.name));
  const wantName = (name: string): string => {
    let want = `want_${name}`;
    while (names.has(want)) want = `want_${want}`;
    return want;
  };

  // Fields lie in the word as their digits do in the line, the last port lowest.
  let low = 0;
  const select = new Map<string, string>();
  for (const { name, width } of [...inputPorts, ...outputPorts].reverse()) {
    select.set(name, width === 1 ? `[${low}]` : `[${low + width - 1}:${low}]`);
    low += 4 * digits(width);
  }
  const outputs = outputPorts.map((port, i) => ({
    name: port.name,
    bits: selection(port),
    or: i === outputPorts.length - 1 ? "" : " ||",
    range: range(port.width),
    want: wantName(port.name),
    select: select.get(port.name)!,
  }));
  const constant = (value: number): string => (value < 0 ? String(value) : parameterLiteral(value));
  const parameters = Object.entries(design.parameters).map(([name, value]) => `.${name}(${constant(value)})`);
  const text = render("testbench/tb.v.njk", {
    bench,
    top,
    license,
    vectorFile,
    rowMeaning: design.clocked ? "clock cycle" : "case",
    rows: inputs.rows,
    lastRow: Math.max(1, inputs.rows) - 1,
    settleRows: design.settleRows,
    clocked: design.clocked,
    clock: design.ports.find((port) => port.role === "clock")?.name ?? "",
    vectorWidth: low + 4,
    mark: `[${low + 3}:${low}]`,
    assignment: parameters.length === 0 ? "" : `#(${parameters.join(", ")}) `,
    ports: design.ports.map((port, i) => ({
      name: port.name,
      kind: port.dir === "in" ? "reg" : "wire",
      range: range(totalWidth(port)),
      comma: i === design.ports.length - 1 ? "" : ",",
    })),
    inputs: inputPorts.map((port) => ({
      name: port.name,
      bits: selection(port),
      select: select.get(port.name)!,
    })),
    outputs,
  });
  return {
    files: [
      { name: `${bench}.v`, text },
      { name: vectorFile, text: vectorText(design, inputs, expected) },
    ],
  };
}
