/**
 * The self-checking bench that goes with emitted Verilog, and its vectors. Vectors are waveforms, one line per case or
 * per rising edge, so the bench knows nothing of latencies.
 */
import { type Batch, batchInputs, batchOutputs, type Design, type VerilogFile } from "../generators/design.js";
import { defaultLicense, type EmitOptions } from "../generators/emit.js";
import { render } from "../generators/render.js";

export interface EmittedBench {
  /** `<top>_tb.v` and `<top>_vectors.hex`. */
  readonly files: readonly VerilogFile[];
}

export function benchName(top: string): string {
  return `${top}_tb`;
}

export function vectorFileName(top: string): string {
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
  const lines: string[] = [];
  for (let row = 0; row < inputs.rows; row++) {
    const words = columns.map((column, i) => column[row]!.toString(16).padStart(widths[i]!, "0"));
    lines.push(`1_${words.join("_")}\n`);
  }
  return lines.join("");
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
  const names = new Set(design.ports.map((port) => port.name));
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
  const outputs = outputPorts.map(({ name, width }) => ({
    name,
    range: range(width),
    want: wantName(name),
    select: select.get(name)!,
  }));
  const shown = (ports: readonly { name: string }[]): string => ports.map(({ name }) => `${name}=%h`).join(" ");
  const parameters = Object.entries(design.parameters).map(([name, value]) => `.${name}(${value})`);
  const text = render("testbench/tb.v.njk", {
    bench,
    top,
    license,
    vectorFile,
    rowMeaning: design.clocked ? "clock cycle" : "case",
    sources: design.files.map((file) => file.name).join(" "),
    rows: inputs.rows,
    lastRow: Math.max(1, inputs.rows) - 1,
    settleRows: design.settleRows,
    clocked: design.clocked,
    clock: design.ports.find((port) => port.role === "clock")?.name ?? "",
    vectorWidth: low + 4,
    mark: `[${low + 3}:${low}]`,
    assignment: parameters.length === 0 ? "" : `#(${parameters.join(", ")}) `,
    ports: design.ports.map(({ name, dir, width }, i) => ({
      name,
      kind: dir === "in" ? "reg" : "wire",
      range: range(width),
      comma: i === design.ports.length - 1 ? "" : ",",
    })),
    inputs: inputPorts.map(({ name }) => ({ name, select: select.get(name)! })),
    outputs,
    differs: outputs.map(({ name, want }) => `${name} !== ${want}`).join(" || "),
    message: `MISMATCH row %0d in ${shown(inputPorts)} got ${shown(outputPorts)} want ${shown(outputPorts)}`,
    values: [
      "row",
      ...inputPorts.map(({ name }) => name),
      ...outputs.map(({ name }) => name),
      ...outputs.map(({ want }) => want),
    ].join(", "),
  });
  return {
    files: [
      { name: `${bench}.v`, text },
      { name: vectorFile, text: vectorText(design, inputs, expected) },
    ],
  };
}
