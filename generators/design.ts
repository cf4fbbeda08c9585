/**
 * What the engines and the synthesis flow consume: a set of Verilog files, the port list that every one of them was
 * made from, and one assignment of the Verilog parameters. Nothing here knows which unit it is.
 */
import type { Format } from "../formats/index.js";

/** What a port is for. Benches, stimulus and engines go by the role and never by the name. */
export type PortRole =
  | "clock" // rising edge
  | "reset" // synchronous, active high
  | "enable" // freezes the unit while 0
  | "valid" // input: the data of this cycle counts; output: a result is there
  | "last" // input: last element of a stream
  | "reseed" // input: load the seed
  | "seed" // input: a seed; 0 is refused
  | "random" // input: random bits of a stochastic rounding
  | "select" // input: chooses among operand formats or modes at run time
  | "data"; // everything else

export interface Port {
  readonly name: string;
  readonly dir: "in" | "out";
  /** Width in bits, 1..64; under one parameter assignment where `widthText` says that it depends on one. */
  readonly width: number;
  /**
   * Elements that lie side by side in the port, the first in the lowest bits; `width`, `format` and `signed` are then of
   * one element, and a batch has one column for each. Absent: the port is no vector of elements.
   */
  readonly lanes?: number;
  /** Only of an element of such a port: where it lies. */
  readonly within?: { readonly port: Port; readonly low: number };
  /** The width as a Verilog expression, where a Verilog parameter sets it: the header prints `[OutW-1:0]`. */
  readonly widthText?: string;
  readonly role: PortRole;
  /** How the bits are to be read, where they are a code of a number format. */
  readonly format?: Format;
  /** Two's complement, for widths that are plain integers. */
  readonly signed?: boolean;
  /** One line for the header comment and the docs. */
  readonly doc: string;
}

/** A Verilog `parameter`: the same text is right over the whole range. */
export interface VerilogParameter {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Two other values at which the unit is linted, simulated and synthesised as well. */
  readonly others: readonly [number, number];
  readonly doc: string;
}

/** One module per file; `name` is `<module>.v`. */
export interface VerilogFile {
  readonly name: string;
  readonly text: string;
}

export interface Design {
  /** Top module; also the stem of the file list `<top>.f`. */
  readonly top: string;
  /** The top file last, the modules that it instantiates before it. */
  readonly files: readonly VerilogFile[];
  /** In declared order, clock first where there is one. */
  readonly ports: readonly Port[];
  /** The Verilog parameter assignment in force; names that are absent keep their default. */
  readonly parameters: Readonly<Record<string, number>>;
  /** True: one row of a batch is one rising edge. False: one row is one case. */
  readonly clocked: boolean;
  /** Clocked only: rows at the start, all with reset high, after which every output is known and compared. */
  readonly settleRows: number;
}

/** The name of an element of a port, in batches and in the words of a model. */
export const elementName = (port: string, lane: number): string => `${port}_${lane}`;

/** Bits of the whole port. */
export const totalWidth = ({ width, lanes = 1 }: Port): number => width * lanes;

/** The elements of a port that has some, else the port itself. */
function elements(port: Port): Port[] {
  const { lanes, ...one } = port;
  if (lanes === undefined) return [port];
  return Array.from({ length: lanes }, (_, lane) => ({
    ...one,
    name: elementName(port.name, lane),
    within: { port, low: lane * port.width },
  }));
}

/** The bits of a port or an element as Verilog selects them. */
export function selection({ name, width, within }: Port): string {
  if (within === undefined) return name;
  const { port, low } = within;
  if (totalWidth(port) === 1) return port.name;
  return width === 1 ? `${port.name}[${low}]` : `${port.name}[${low + width - 1}:${low}]`;
}

/** What a batch has columns for: all inputs but the clock, element by element where a port has elements. */
export function batchInputs(design: Pick<Design, "ports">): Port[] {
  return design.ports.filter((p) => p.dir === "in" && p.role !== "clock").flatMap(elements);
}

export function batchOutputs(design: Pick<Design, "ports">): Port[] {
  return design.ports.filter((p) => p.dir === "out").flatMap(elements);
}

/** One value per row: `Uint32Array` up to 32 bits, `BigUint64Array` above. */
export type Column = Uint32Array | BigUint64Array;

/**
 * Columns in port order. A combinational row is one case. A clocked row is one rising edge: the inputs that stand before
 * it, and the outputs that stand after it with the inputs unchanged (all outputs of clocked units come from registers).
 */
export interface Batch {
  readonly rows: number;
  readonly columns: readonly Column[];
}

export function newColumn(width: number, rows: number): Column {
  return width <= 32 ? new Uint32Array(rows) : new BigUint64Array(rows);
}
