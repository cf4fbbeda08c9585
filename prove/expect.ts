/** What a combinational unit must give for all of its inputs, block by block: from the fast model, or from the exact one. */

import { batchInputs, batchOutputs, type Port } from "../generators/design.js";
import { designOf, type Instance } from "../generators/instance.js";
import type { CombModel, Parameters, Words } from "../generators/unit.js";
import {
  type FastEncoding,
  type FastOperation,
  type FastParts,
  FLAG_BITS,
  fastParts,
  fastRounder,
  isFast,
  isFastEncoding,
} from "../golden/fast.js";
import { regionOf, type Steps, stepsOf } from "../golden/fast-steps.js";
import { isStochastic } from "../golden/index.js";

/**
 * Rows are numbered by the input words side by side, the first port highest. The leading ports are the outer ones; outer
 * words of one class have the same results for all inner words.
 */
export interface Expectation {
  readonly model: "fast" | "exact";
  readonly outerBits: number;
  readonly innerBits: number;
  /** The last column holds 1 for rows that the contract allows. */
  readonly masked: boolean;
  /**
   * Each operand row stands four times, with the random words 0, T - 1, T and the largest, where T is the least word that
   * rounds away. The last column holds them, and in the row numbers two bits stand for the port. With a proof that the
   * result changes at most once as the word grows, these are all words.
   */
  readonly stepped?: { readonly port: string; readonly width: number };
  classOf(outer: number): string;
  /** Expected words of `rows` inner rows from `first` on, a column per output port; whole sets of random words. @returns rows that count */
  fill(outer: number, first: number, rows: number, columns: readonly Uint32Array[]): number;
}

/** Rows at most for which the exact model answers one by one: a minute or two. */
const EXACT_BITS = 25;
/** More rows than this are rounded by a table of steps. */
const MANY_BITS = 22;
/** Outer words at most: their classes are looked up one by one. */
const OUTER_BITS = 22;

/** More rows than this are not counted through: at this point it is hours. */
export const MAX_BITS = 36;
/** Row number bits for a random word of which only four values are tried. */
export const STEP_BITS = 2;

/** Bits of all input ports but the clock. */
export const inputBits = (instance: Instance, parameters: Parameters): number =>
  batchInputs(designOf(instance, [], parameters)).reduce((sum, { width }) => sum + width, 0);

/** A column of the expected words: as many of a port's bits as a word of 32 bits holds. */
interface Piece {
  readonly port: Port;
  readonly from: number;
  readonly width: number;
}

/** The columns of the expected words, in the order of the netlist's output bits. */
export const piecesOf = (outputs: readonly Port[]): Piece[] =>
  outputs.flatMap((port) => [
    { port, from: 0, width: Math.min(32, port.width) },
    ...(port.width > 32 ? [{ port, from: 32, width: port.width - 32 }] : []),
  ]);

/** Undefined where neither model can answer for all inputs. `instance` without a pipeline. */
export function expectationOf(instance: Instance, given: Parameters): Expectation | undefined {
  const { unit, config } = instance;
  if (unit.kind !== "combinational") return undefined;
  const { ports, parameters } = designOf(instance, [], given);
  const legal = unit.legal?.(config);
  const operation = legal === undefined ? unit.operation?.(config, parameters) : undefined;
  const withFlags = batchOutputs({ ports }).length > 1;
  if (operation !== undefined && "encodes" in operation) {
    if (isFastEncoding(operation)) return encodingExpectation(operation, withFlags);
  } else if (operation !== undefined && isFast(operation)) {
    const outer = (operation.a?.width ?? 0) + (operation.b !== undefined && operation.addend ? operation.b.width : 0);
    if (outer <= OUTER_BITS) return fastExpectation(operation, outer, withFlags);
  }
  if (inputBits(instance, parameters) > EXACT_BITS) return undefined;
  return exactExpectation(unit.model(config, parameters), batchInputs({ ports }), batchOutputs({ ports }), legal);
}

function fastExpectation(operation: FastOperation, outerBits: number, withFlags: boolean): Expectation {
  const { a, b, addend, dst, rounding } = operation;
  const parts = fastParts(operation);
  const { rounder } = parts;
  const innerFormat = addend ?? b!;
  const randomBits = isStochastic(rounding.round) ? rounding.rndBits : 0;
  const stepped = randomBits > 0 && outerBits + innerFormat.width + randomBits > MAX_BITS;
  const wordBits = stepped ? STEP_BITS : randomBits;
  const words = 2 ** wordBits;
  const largest = 2 ** randomBits - 1;
  const bBits = b && addend ? b.width : 0;
  const codeMask = 2 ** dst.width - 1;
  /** The value that all rows behind an outer word share, and whether it is a NaN because an operand is one. */
  const shared = (outer: number): { product: number; quiet: boolean } => {
    if (a === undefined) return { product: 0, quiet: false };
    const [x, y] = parts.values(Math.floor(outer / 2 ** bBits), outer % 2 ** bBits);
    const factor = bBits > 0 ? y : 1;
    return { product: x * factor, quiet: Number.isNaN(x) || Number.isNaN(factor) };
  };
  const combine = combination(parts, operation);
  const counted = addend ? parts.addend : parts.factor;
  // Counted values stand in their order for the most part, so the next step is near; with few rows the table costs more.
  const many = outerBits + innerFormat.width > MANY_BITS;
  let table: Steps | undefined;
  const stepTable = (): Steps | undefined => {
    if (many && randomBits === 0 && !withFlags) table ??= stepsOf(dst, rounder);
    return table;
  };

  return {
    model: "fast",
    outerBits,
    innerBits: innerFormat.width + wordBits,
    masked: false,
    ...(stepped && { stepped: { port: "rnd_i", width: randomBits } }),
    classOf(outer) {
      const { product, quiet } = shared(outer);
      // Out of NaN comes a quiet NaN, out of zero times infinity an invalid one.
      if (Number.isNaN(product)) return quiet ? "quiet" : "invalid";
      return Object.is(product, -0) ? "-0" : String(product);
    },
    fill(outer, first, rows, columns) {
      const { product, quiet } = shared(outer);
      const codes = columns[0]!;
      const steps = stepTable();
      if (steps !== undefined) {
        let region = 0;
        for (let row = 0; row < rows; row++) {
          const x = combine(product, counted(first + row));
          if (x === 0 || !Number.isFinite(x)) {
            rounder.round(x, false);
            codes[row] = rounder.low & codeMask;
          } else {
            region = regionOf(steps.from, x, region);
            codes[row] = steps.codes[region]!;
          }
        }
        return rows;
      }
      for (let row = 0; row < rows; row += words) {
        const code = (first + row) / words;
        const value = counted(code);
        const x = combine(product, value);
        rounder.round(x, Number.isNaN(x) && !quiet && !Number.isNaN(value));
        if (words === 1) {
          write(columns, row, rounder.low, dst.width, withFlags);
          continue;
        }
        const { low, high, threshold } = rounder;
        for (let i = 0; i < words; i++) {
          const word = stepped ? stepWord(i, threshold, largest) : i;
          codes[row + i] = (word >= threshold ? high : low) & codeMask;
          if (stepped) columns[columns.length - 1]![row + i] = word;
        }
      }
      return rows;
    },
  };
}

/** A code and, in the columns behind it, the flags above it. */
function write(columns: readonly Uint32Array[], row: number, word: number, width: number, withFlags: boolean): void {
  columns[0]![row] = word & (2 ** width - 1);
  if (withFlags) for (let i = 0; i < FLAG_BITS; i++) columns[1 + i]![row] = (word >>> (width + i)) & 1;
}

/** The fraction and its sticky bit count; what stands above them is outside. */
function encodingExpectation(encoding: FastEncoding, withFlags: boolean): Expectation {
  const { encodes: format, rounding, scaleBits, fracBits, signed } = encoding;
  const rounder = fastRounder(format, rounding);
  const one = 2 ** (fracBits + 1);
  const many = scaleBits + fracBits > MANY_BITS && !withFlags;
  let table: Steps | undefined;
  return {
    model: "fast",
    outerBits: 3 + scaleBits,
    innerBits: fracBits + 1,
    masked: false,
    classOf(outer) {
      const [isZero, isNar] = fields(outer, scaleBits);
      return isNar ? "NaR" : isZero ? "zero" : String(outer);
    },
    fill(outer, first, rows, columns) {
      const [isZero, isNar, negative, scale] = fields(outer, scaleBits);
      const unit = 2 ** (scale - fracBits - 1);
      if (many) table ??= stepsOf(format, rounder);
      let region = 0;
      for (let row = 0; row < rows; row++) {
        const frac = first + row;
        const sig = negative ? (signed ? frac - 2 * one : -one - frac) : one + frac;
        if (table && !isNar && !isZero) {
          region = regionOf(table.from, sig * unit, region);
          columns[0]![row] = table.codes[region]!;
          continue;
        }
        rounder.round(isNar ? Number.NaN : isZero ? 0 : sig * unit, false);
        write(columns, row, rounder.low, format.width, withFlags);
      }
      return rows;
    },
  };
}

/** Zero, NaR, sign and scale. */
function fields(outer: number, scaleBits: number): [boolean, boolean, boolean, number] {
  const bit = (i: number): boolean => Math.floor(outer / 2 ** (scaleBits + i)) % 2 === 1;
  const scale = outer % 2 ** scaleBits;
  return [bit(2), bit(1), bit(0), scale >= 2 ** (scaleBits - 1) ? scale - 2 ** scaleBits : scale];
}

/** The words of one operand row: where there is no step the ends stand twice. */
function stepWord(i: number, threshold: number, largest: number): number {
  if (i === 0) return 0;
  if (i === 3) return largest;
  return Math.min(largest, Math.max(0, i === 1 ? threshold - 1 : threshold));
}

/** The value of the whole operation from what its rows share and the value that counts, as a double that rounds like it. */
function combination(parts: FastParts, { a, addend }: FastOperation): (shared: number, counted: number) => number {
  if (addend === undefined) return (x, y) => x * y;
  return a === undefined ? (_, y) => y : parts.sum;
}

function exactExpectation(
  model: CombModel,
  inputs: readonly Port[],
  outputs: readonly Port[],
  legal: ((words: Words) => boolean) | undefined,
): Expectation {
  const bits = inputs.reduce((sum, { width }) => sum + width, 0);
  const pieces = piecesOf(outputs);
  const wordsOf = (row: number): Words => {
    let rest = row;
    const words: Words = {};
    for (const { name, width } of [...inputs].reverse()) {
      words[name] = BigInt(rest % 2 ** width);
      rest = Math.floor(rest / 2 ** width);
    }
    return words;
  };
  return {
    model: "exact",
    outerBits: 0,
    innerBits: bits,
    masked: legal !== undefined,
    classOf: () => "",
    fill(_, first, rows, columns) {
      let counted = 0;
      for (let row = 0; row < rows; row++) {
        const words = wordsOf(first + row);
        const counts = legal === undefined || legal(words);
        if (legal !== undefined) columns[pieces.length]![row] = Number(counts);
        if (!counts) continue;
        counted++;
        const result = model(words);
        for (const [i, { port, from, width }] of pieces.entries())
          columns[i]![row] = Number(BigInt.asUintN(width, result[port.name]! >> BigInt(from)));
      }
      return counted;
    },
  };
}
