/**
 * What every engine is: a way to turn a design into something that takes input columns and gives output columns. The
 * engines differ in the path that the Verilog takes, and that is their worth: they share no front end with each other.
 */
import { type Batch, batchInputs, batchOutputs, type Column, type Design, newColumn } from "../generators/design.js";
import { isParameterValue } from "../generators/shared/literals.js";
import { ToolMissing, UsageError } from "../tools/errors.js";

export type Availability =
  | { readonly ok: true; readonly version: string }
  /** `reason` reads on after the engine's name: `skipped, not installed (apt-get install verilator)`. */
  | { readonly ok: false; readonly reason: string };

export interface Simulator {
  /**
   * Output columns for input columns, row by row. The state of a clocked design is kept from one batch to the next, so
   * a long run may be cut anywhere.
   */
  run(inputs: Batch): Batch | Promise<Batch>;
  close(): void;
}

/** A mismatch, as the words that crossed the ports, in port order. */
export interface Mismatch {
  readonly row: number;
  readonly inputs: readonly bigint[];
  /** Verilog literals without base, in hex; `x` digits where the design gave no value. */
  readonly got: readonly string[];
  readonly want: readonly bigint[];
}

export interface Comparison {
  /** Rows compared, the settle rows of a clocked design not counted. */
  readonly checked: number;
  /** Rows with at least one wrong output. */
  readonly mismatches: number;
  readonly first?: Mismatch;
}

interface EngineBase {
  readonly name: string;
  /** Where the Verilog goes on its way to an answer, in one line. */
  readonly path: string;
  /** Whether the programs of the machine are there. Throws `ToolMissing` (exit 3) for a missing npm package. */
  available(): Promise<Availability>;
}

/** An engine that gives output words. */
export interface SimulatingEngine extends EngineBase {
  readonly kind: "simulate";
  /** Throws `ToolMissing` or `ToolFailed` (exit 3), or `CheckFailed` when the netlist is not one to be trusted. */
  compile(design: Design): Promise<Simulator>;
}

/** An engine that is told the answers and compares them itself, as the emitted bench does. */
export interface CheckingEngine extends EngineBase {
  readonly kind: "check";
  check(design: Design, inputs: Batch, expected: Batch): Promise<Comparison>;
}

export type Engine = SimulatingEngine | CheckingEngine;

/** For `available`: a program that is not installed is a reason to skip, anything else is passed on. */
export function skipped(error: unknown): Availability {
  if (error instanceof ToolMissing) return { ok: false, reason: `skipped, not installed (${error.install})` };
  throw error;
}

const PLAIN_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Refuses what must not reach a tool's command line, a script or generated C++: names that are not plain identifiers,
 * widths outside 1..64, parameters that are not integers of a Verilog constant.
 */
export function validateDesign(design: Design): void {
  const names = [
    design.top,
    ...design.ports.map((port) => port.name),
    ...Object.keys(design.parameters),
    ...design.files.map((file) => file.name.replace(/\.v$/, "")),
  ];
  for (const name of names) {
    if (!PLAIN_IDENTIFIER.test(name)) {
      throw new UsageError(`not a plain name: ${JSON.stringify(name)} (letters, digits and _, no digit first)`);
    }
  }
  for (const { name, width, lanes = 1 } of design.ports) {
    if (!Number.isInteger(width) || width < 1 || width > 64) {
      throw new UsageError(`width of ${name} must be 1..64, got ${width}`);
    }
    if (!Number.isInteger(lanes) || lanes < 1)
      throw new UsageError(`lanes of ${name} must be at least 1, got ${lanes}`);
  }
  for (const [name, value] of Object.entries(design.parameters)) {
    if (!isParameterValue(value)) {
      throw new UsageError(`parameter ${name} must be an integer -2^31..2^53-1, got ${value}`);
    }
  }
  if (design.clocked !== design.ports.some((port) => port.role === "clock")) {
    throw new UsageError(`${design.top}: a clocked design has a clock port and no other design has`);
  }
}

/** Refuses a batch whose columns do not fit the ports. */
export function validateBatch(ports: readonly { name: string; width: number }[], batch: Batch): void {
  if (batch.columns.length !== ports.length) {
    throw new UsageError(`a batch for ${ports.length} ports has ${batch.columns.length} columns`);
  }
  for (const [i, port] of ports.entries()) {
    const column = batch.columns[i]!;
    if (column instanceof Uint32Array !== port.width <= 32 || column.length < batch.rows) {
      throw new UsageError(`column of ${port.name} does not hold ${batch.rows} words of ${port.width} bits`);
    }
  }
}

/** A batch of zeros for the outputs of a design. */
export function newOutputs(design: Pick<Design, "ports">, rows: number): { rows: number; columns: Column[] } {
  return { rows, columns: batchOutputs(design).map((port) => newColumn(port.width, rows)) };
}

/** A column of `rows` words of a port in linear memory. */
export function columnAt(memory: WebAssembly.Memory, address: number, width: number, rows: number): Column {
  return width <= 32 ? new Uint32Array(memory.buffer, address, rows) : new BigUint64Array(memory.buffer, address, rows);
}

/** Copies `rows` words between columns of one width. */
export function copyRows(target: Column, to: number, source: Column, from: number, rows: number): void {
  if (target instanceof Uint32Array) target.set((source as Uint32Array).subarray(from, from + rows), to);
  else target.set((source as BigUint64Array).subarray(from, from + rows), to);
}

export { batchInputs, batchOutputs };
