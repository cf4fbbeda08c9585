/**
 * The C++ around a compiled model: static columns and a loop over them. Batches cross into WebAssembly memory as a
 * whole, since one call per vector would cost more than the model. The native binary uses the same text.
 */
import { type Batch, type Design, type Port, totalWidth } from "../generators/design.js";
import { batchInputs, batchOutputs, columnAt, copyRows, newOutputs, type Simulator, validateBatch } from "./engine.js";
import { instantiate } from "./wasi.js";

/** Rows that cross at a time: few enough that all columns stay in the second-level cache. */
export const CHUNK_ROWS = 8192;

/** How one simulator's C++ is spoken to. */
export interface Dialect {
  /** Includes and the model object. */
  readonly prologue: string;
  /** A statement that puts the C++ expression on an input of at most 64 bits, with no bits above the port's width. */
  readonly set: (port: Port, expression: string) => string;
  /** An expression that reads an output of at most 64 bits. */
  readonly get: (port: Port) => string;
  /** The 32-bit word `index` of a port of more than 64 bits, to be read or assigned. */
  readonly word: (port: Port, index: number) => string;
  /** A statement that settles the model after its inputs were set. */
  readonly settle: string;
  /** What a rising edge takes beyond `settle`, where the model needs it. */
  readonly afterEdge?: string;
}

function columnType(port: Port): string {
  return port.width <= 32 ? "uint32_t" : "uint64_t";
}

/** The ports that have a column, inputs first, each with its index: the order of `column(i)`. */
export function columnPorts(design: Design): Port[] {
  return [...batchInputs(design), ...batchOutputs(design)];
}

/** The whole translation unit. A clocked row is clock low, settle, clock high, settle. */
export function harness(design: Design, dialect: Dialect): string {
  const columns = columnPorts(design);
  const clock = design.ports.find((port) => port.role === "clock");
  const inputs = setLines(columns, dialect);
  const outputs = columns.flatMap((port, i) => (port.dir === "out" ? [`c${i}[r] = ${getText(port, dialect)};`] : []));
  const settle =
    clock === undefined
      ? [dialect.settle]
      : [
          ...[dialect.set(clock, "0u"), dialect.settle, dialect.set(clock, "1u"), dialect.settle],
          ...(dialect.afterEdge === undefined ? [] : [dialect.afterEdge]),
        ];
  return [
    "#include <cstdint>",
    dialect.prologue,
    "#ifdef __wasm__",
    "#define EXPORT(name) __attribute__((export_name(#name)))",
    "#else",
    "#define EXPORT(name)",
    "#endif",
    ...columns.map((port, i) => `static ${columnType(port)} c${i}[${CHUNK_ROWS}];`),
    `extern "C" EXPORT(column) void *column(unsigned i) {`,
    `  static void *const all[] = {${columns.map((_, i) => `c${i}`).join(", ")}};`,
    "  return all[i];",
    "}",
    `extern "C" EXPORT(run) void run(unsigned rows) {`,
    "  for (unsigned r = 0; r < rows; ++r) {",
    ...[...inputs, ...settle, ...outputs].map((line) => `    ${line}`),
    "  }",
    "}",
    "",
  ].join("\n");
}

/** Whole ports, and vectors put together from the columns of their elements. */
function setLines(columns: readonly Port[], dialect: Dialect): string[] {
  const lines: string[] = [];
  const vectors = new Map<Port, { element: Port; low: number; text: string }[]>();
  for (const [i, port] of columns.entries()) {
    if (port.dir !== "in") continue;
    const text = `c${i}[r] & ${columnMask(port)}`;
    if (port.within === undefined) lines.push(dialect.set(port, text));
    else {
      const { port: vector, low } = port.within;
      vectors.set(vector, [...(vectors.get(vector) ?? []), { element: port, low, text }]);
    }
  }
  for (const [vector, parts] of vectors) {
    const width = totalWidth(vector);
    if (width <= 64) {
      const type = columnType({ ...vector, width });
      const moved = parts.map(({ low, text }) => `(${type})(${text}) << ${low}`);
      lines.push(dialect.set(vector, moved.join(" | ")));
      continue;
    }
    for (let word = 0; 32 * word < width; word++) {
      const moved = parts.flatMap(({ element, low, text }) => {
        const up = low - 32 * word;
        if (up >= 32 || up + element.width <= 0) return [];
        return [up >= 0 ? `(uint64_t)(${text}) << ${up}` : `(uint64_t)(${text}) >> ${-up}`];
      });
      lines.push(`${dialect.word(vector, word)} = (uint32_t)(${moved.join(" | ")});`);
    }
  }
  return lines;
}

/** An expression that reads an output or an element of one. */
function getText(port: Port, dialect: Dialect): string {
  if (port.within === undefined) return dialect.get(port);
  const { port: vector, low } = port.within;
  const mask = columnMask(port);
  if (totalWidth(vector) <= 64) return `((uint64_t)(${dialect.get(vector)}) >> ${low}) & ${mask}`;
  const first = Math.floor(low / 32);
  const words: string[] = [];
  for (let word = first; 32 * word < low + port.width; word++) {
    const up = 32 * word - low;
    const text = `(uint64_t)${dialect.word(vector, word)}`;
    words.push(up >= 0 ? `${text} << ${up}` : `${text} >> ${-up}`);
  }
  return `(${words.join(" | ")}) & ${mask}`;
}

function columnMask(port: Port): string {
  return port.width <= 32
    ? `0x${(2 ** port.width - 1).toString(16)}u`
    : `0x${(2n ** BigInt(port.width) - 1n).toString(16)}ull`;
}

export interface HarnessSimulator extends Simulator {
  /**
   * Evaluates the rows that crossed last, at most `CHUNK_ROWS` of them, `repeat` times more and returns nothing: the
   * loop alone, for benchmarks.
   */
  spin(rows: number, repeat: number): void;
}

/** A simulator over the compiled harness. `what` names it in errors. */
export async function harnessSimulator(what: string, design: Design, code: Uint8Array): Promise<HarnessSimulator> {
  const { exports } = await instantiate(what, code);
  const column = exports.column as (index: number) => number;
  const runChunk = exports.run as (rows: number) => void;
  const memory = exports.memory as WebAssembly.Memory;
  const inputPorts = batchInputs(design);
  const outputPorts = batchOutputs(design);
  const addresses = columnPorts(design).map((_, i) => column(i));

  function run(inputs: Batch): Batch {
    validateBatch(inputPorts, inputs);
    const outputs = newOutputs(design, inputs.rows);
    for (let start = 0; start < inputs.rows; start += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, inputs.rows - start);
      for (const [i, { width }] of inputPorts.entries()) {
        copyRows(columnAt(memory, addresses[i]!, width, rows), 0, inputs.columns[i]!, start, rows);
      }
      runChunk(rows);
      for (const [i, { width }] of outputPorts.entries()) {
        const address = addresses[inputPorts.length + i]!;
        copyRows(outputs.columns[i]!, start, columnAt(memory, address, width, rows), 0, rows);
      }
    }
    return outputs;
  }
  function spin(rows: number, repeat: number): void {
    for (let i = 0; i < repeat; i++) runChunk(Math.min(CHUNK_ROWS, rows));
  }
  return { run, spin, close: () => undefined };
}
