/** For the tests of units: the exact model and the emitted hardware before one judge, and oracles in double arithmetic. */
import { bitslice } from "../../cosim/bitslice.js";
import { expectedOutputs } from "../../cosim/model.js";
import { minifloats } from "../../formats/index.js";
import { decoders } from "../../testbench/oracles/ranges.js";
import { roundingOracle, targetOf } from "../../testbench/oracles/rounding.js";
import { stimulus } from "../../testbench/stimulus.js";
import { type Batch, batchInputs, batchOutputs, type Port } from "../design.js";
import { emitInstance } from "../emit.js";
import { designOf, instantiate } from "../instance.js";
import type { CombModel, Options, Unit, Words } from "../unit.js";

/** Whether these outputs are right for these inputs. */
export type Judge = (inputs: Words, outputs: Words) => boolean;

interface Verdict {
  /** Rows judged, of the model and of the hardware. */
  readonly rows: number;
  /** The first rows that are wrong. */
  readonly wrong: readonly string[];
}

/** Judges a combinational unit on `rows`; without them on all inputs where they are up to 20 bits, else on a sample. */
export async function judged(unit: Unit, options: Options, isRight: Judge, rows?: readonly Words[]): Promise<Verdict> {
  const instance = instantiate(unit, options);
  const inputs = rows ? batchOf(batchInputs(instance), rows) : stimulus(instance);
  const simulator = await bitslice.compile(designOf(instance, emitInstance(instance).files));
  const [model, hardware] = [expectedOutputs(instance, inputs), await simulator.run(inputs)];
  const wrong: string[] = [];
  for (let row = 0; row < inputs.rows && wrong.length < 4; row++) {
    const given = wordsOf(batchInputs(instance), inputs, row);
    const differ = model.columns.some((column, i) => column[row] !== hardware.columns[i]![row]);
    for (const [who, outputs] of Object.entries(differ ? { model, hardware } : { both: model })) {
      const got = wordsOf(batchOutputs(instance), outputs, row);
      if (!isRight(given, got)) wrong.push(`${who}: ${text(given)} gives ${text(got)}`);
    }
  }
  simulator.close();
  return { rows: inputs.rows, wrong };
}

/** These rows as columns; an input that a row leaves out is 0. */
function batchOf(ports: readonly Port[], rows: readonly Words[]): Batch {
  const columns = ports.map(({ name, width }) => {
    const column = width <= 32 ? new Uint32Array(rows.length) : new BigUint64Array(rows.length);
    for (const [i, row] of rows.entries()) {
      if (column instanceof Uint32Array) column[i] = Number(row[name] ?? 0n);
      else column[i] = row[name] ?? 0n;
    }
    return column;
  });
  return { rows: rows.length, columns };
}

const wordsOf = (ports: readonly Port[], batch: Batch, row: number): Words =>
  Object.fromEntries(ports.map(({ name }, i) => [name, BigInt(batch.columns[i]![row]!)]));
const text = (words: Words): string =>
  Object.entries(words)
    .map(([name, word]) => `${name} ${word}`)
    .join(" ");

/** The judge that wants what an oracle says, no output more and none less. */
export function equals(oracle: CombModel): Judge {
  return (inputs, outputs) => {
    const want = oracle(inputs);
    const names = Object.keys(outputs);
    return names.length === Object.keys(want).length && names.every((name) => outputs[name] === want[name]);
  };
}

/** The values of all codes of a named format, from the oracle's decoders. */
export function valuesOf(format: string): number[] {
  return Array.from({ length: 2 ** minifloats[format]!.width }, (_, code) => decoders[format]!(code));
}

/** The fp32 code that the processor rounds a double to; the positive quiet NaN for every NaN. */
export function fp32Code(x: number): bigint {
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, x);
  return Number.isNaN(x) ? 0x7fc00000n : BigInt(bits.getUint32(0));
}

/** The NaN that units produce (docs/numerics.md); a format that is not here has none. */
const nanCodes: Readonly<Record<string, number>> = {
  e4m3: 0x7f,
  e5m2: 0x7e,
  e4m3fnuz: 0x80,
  e5m2fnuz: 0x80,
  binary8p3: 0x80,
  hfp8_fwd: 0x7f,
  hfp8_bwd: 0x7f,
  fp9: 0xff,
  fp12: 0x7f0,
};

interface Operation {
  /** Input port and format of each operand. */
  readonly operands: Readonly<Record<string, string>>;
  readonly dst: string;
  readonly round: string;
  readonly overflow: string;
  readonly rndBits?: number;
}

/**
 * One operation on doubles, of which the caller knows that they hold its results exactly, then one rounding by search.
 * Result and flags; the random word is `rnd_i`.
 */
export function operationOracle(c: Operation, exact: (...operands: number[]) => number): CombModel {
  const operands = Object.entries(c.operands).map(([port, format]) => [port, valuesOf(format)] as const);
  const values = valuesOf(c.dst);
  const target = targetOf(values);
  const nan = nanCodes[c.dst];
  if (values.some(Number.isNaN) !== (nan !== undefined)) throw new Error(`which NaN does ${c.dst} give?`);
  const round = roundingOracle(target);
  const bits = c.rndBits ?? 0;
  const max = target.magnitudes.at(-1)!;
  const codes = new Map(values.map((value, code) => [key(value), code] as const).reverse());
  // Into a format without NaN: the largest number.
  const nanCode = BigInt(nan ?? codes.get(key(max))!);
  const codeOf = (value: number): bigint => (Number.isNaN(value) ? nanCode : BigInt(codes.get(key(value))!));
  const no = { overflow: false, underflow: false, inexact: false };
  const rounded = (x: number, word: number) => {
    if (Number.isNaN(x)) return { ...no, value: x };
    if (Number.isFinite(x)) return round(x, { ...c, bits, word });
    if (c.overflow === "saturate") return { ...no, value: x > 0 ? max : -max };
    return { ...no, value: target.hasInf ? x : Number.NaN };
  };
  return (inputs) => {
    const given = operands.map(([port, table]) => table[Number(inputs[port])]!);
    const x = exact(...given);
    const { value, overflow, underflow, inexact } = rounded(x, Number(inputs.rnd_i ?? 0n));
    const isNew = !given.some(Number.isNaN);
    return {
      result_o: codeOf(value),
      invalid_o: BigInt(Number.isNaN(x) ? isNew || nan === undefined : Math.abs(x) === Infinity && !target.hasInf),
      overflow_o: BigInt(overflow),
      underflow_o: BigInt(underflow),
      inexact_o: BigInt(inexact),
    };
  };
}

const key = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** x + y where the zero that unlike signs leave is negative: rounding down. */
export function sumDownward(x: number, y: number): number {
  const bothPositive = Object.is(x, 0) && Object.is(y, 0);
  return x + y === 0 && !bothPositive ? -0 : x + y;
}

/** Numbers of 0 to 1 that depend on nothing but the seed. */
export function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The integer of at most `bits` significant bits that is nearest to x; ties away. */
export function nearestInteger(x: bigint, bits: number): bigint {
  const size = x < 0n ? -x : x;
  const drop = BigInt(Math.max(0, size.toString(2).length - bits));
  const kept = drop === 0n ? size : ((size + (1n << (drop - 1n))) >> drop) << drop;
  return x < 0n ? -kept : kept;
}
