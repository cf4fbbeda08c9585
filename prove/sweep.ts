/**
 * A netlist beside what is expected of it, as one WebAssembly module: a pass over 128 rows compares every output bit in
 * the same SIMD code. The inner inputs count through all their words, the outer ones stand still.
 */
import type { Netlist } from "../cosim/netlist.js";
import { addCone, type ConeContext, IN, OUT, type Place, SEGMENT_GATES, type Sink } from "../cosim/slice-cone.js";
import { addCounter, addPack, LANES, rowNumberPlanes, VECTOR } from "../cosim/slice-planes.js";
import { Code, instantiateSimd, ModuleBuilder } from "../cosim/wasm.js";
import type { Port } from "../generators/design.js";
import { piecesOf, STEP_BITS } from "./expect.js";

/** Rows that are compared in one go: their expected planes and their columns stay in the second-level cache. */
export const BLOCK_ROWS = 1 << 16;

export interface SweepShape {
  /** Input bits, in port order, that stand still. They come first. */
  readonly outerBits: number;
  /** Input bits behind them, which count; the last port's bits are the lowest. */
  readonly innerBits: number;
  /** The columns have one more: bit 0 says that the row counts. */
  readonly masked: boolean;
  /** An input port whose words are not counted but stand in a further column; `STEP_BITS` stand for it in the count. */
  readonly stepped?: { readonly port: string; readonly width: number };
}

type Exports = Record<string, CallableFunction> & { memory: WebAssembly.Memory };

/** One netlist ready to be compared, block by block. */
export class Sweep {
  /** Rows of a block: a power of two, not above `BLOCK_ROWS`. */
  readonly rows: number;
  /** The expected words of a block, a column for each piece of an output port, and one more where rows are masked. */
  readonly columns: readonly Uint32Array[];
  readonly #exports: Exports;
  readonly #planes: Uint32Array;
  readonly #differ: Uint32Array;
  readonly #outerBits: number;
  readonly #innerBits: number;
  readonly #passes: number;
  readonly #expected: number;
  readonly #columnAt: readonly number[];
  readonly #stride: number;

  /** `inputs` and `outputs` are the ports whose bits the netlist's are, in order. */
  constructor(netlist: Netlist, inputs: readonly Port[], outputs: readonly Port[], shape: SweepShape) {
    const { outerBits, innerBits, masked, stepped } = shape;
    this.#outerBits = outerBits;
    this.#innerBits = innerBits;
    this.rows = Math.min(2 ** innerBits, BLOCK_ROWS);
    this.#passes = Math.ceil(this.rows / LANES);
    const outputBits = netlist.outputs.length;
    const ports = [
      ...piecesOf(outputs).map(({ width }) => width),
      ...(masked ? [1] : []),
      ...(stepped ? [stepped.width] : []),
    ];
    this.#stride = VECTOR * ports.reduce((sum, width) => sum + width, 0);
    const places = inputPlaces(inputs, shape, outputBits + (masked ? 1 : 0));

    const builder = new ModuleBuilder();
    const differ = 0;
    const inputPlanes = VECTOR;
    const result = inputPlanes + VECTOR * (outerBits + innerBits);
    let end = result + VECTOR * netlist.outputs.length;
    const at = (offset: number): Place => ({ base: "absolute", offset });
    const context: ConeContext = {
      netlist,
      params: 2,
      source: (id) => {
        const node = netlist.nodes[id]!;
        if (node.kind !== "input") throw new Error("a netlist with registers cannot be swept");
        return places[node.index]!;
      },
      segmentGates: SEGMENT_GATES,
      scratch: () => {
        end += VECTOR;
        return at(end - VECTOR);
      },
    };
    const sinks = netlist.outputs.map((node, i): Sink => ({ node, to: at(result + VECTOR * i) }));
    const cones = addCone(builder, context, sinks);
    const compare = builder.add(comparison(outputBits, result, differ, masked));
    addSweep(builder, [...cones, compare], innerBits, this.#stride);
    let plane = 0;
    const planes = ports.map((width, i) => {
      addPack(builder, `pack${i}`, width, this.#stride);
      plane += width;
      return plane - width;
    });
    this.#expected = end;
    const columns = end + this.#stride * this.#passes;
    this.#columnAt = ports.map((_, i) => columns + 4 * LANES * this.#passes * i);
    const bytes = columns + 4 * LANES * this.#passes * ports.length;
    this.#exports = instantiateSimd(builder.build(bytes)) as Exports;
    const { buffer } = this.#exports.memory;
    this.#planes = new Uint32Array(buffer, inputPlanes, 4 * (outerBits + innerBits));
    this.#differ = new Uint32Array(buffer, differ, 4);
    this.columns = this.#columnAt.map((address) => new Uint32Array(buffer, address, LANES * this.#passes));
    this.#packs = planes.map((first, i) => ({ name: `pack${i}`, to: this.#expected + VECTOR * first }));
  }

  readonly #packs: readonly { readonly name: string; readonly to: number }[];

  /** Takes over what stands in `columns`. Rows of a short block are repeated until they fill a pass. */
  expect(): void {
    for (let row = this.rows; row < LANES; row++)
      for (const column of this.columns) column[row] = column[row % this.rows]!;
    for (const [i, { name, to }] of this.#packs.entries()) this.#exports[name]!(this.#columnAt[i]!, to, this.#passes);
  }

  /** True when all rows of inner block `block` behind the outer word `outer` give what is expected. */
  agrees(outer: number, block: number): boolean {
    const planes = this.#planes;
    const outerBits = this.#outerBits;
    for (let i = 0; i < this.#innerBits; i++) {
      if (i < 7) planes.set(ROW_NUMBERS[i]!, 4 * i);
      else planes.fill(bitOf(block * this.rows, i) ? 0xffffffff : 0, 4 * i, 4 * i + 4);
    }
    // Above the counter, the lowest outer bit first.
    for (let i = 0; i < outerBits; i++) {
      const to = 4 * (this.#innerBits + i);
      planes.fill(bitOf(outer, i) ? 0xffffffff : 0, to, to + 4);
    }
    this.#differ.fill(0);
    this.#exports.sweep!(this.#passes, VECTOR, this.#expected);
    return this.#differ.every((word) => word === 0);
  }
}

const ROW_NUMBERS = rowNumberPlanes();

/** Bit `i` of a number up to 2^53. */
const bitOf = (x: number, i: number): boolean => Math.floor(x / 2 ** i) % 2 === 1;

/**
 * Where each input bit stands. Rows are numbered with the first port highest, and a bit's plane is its place in that
 * number; the bits of a streamed port lie behind the expected ones of their pass.
 */
function inputPlaces(inputs: readonly Port[], shape: SweepShape, streamFrom: number): Place[] {
  const { outerBits, innerBits, stepped } = shape;
  let above = outerBits + innerBits;
  return inputs.flatMap(({ name, width }) => {
    const isStreamed = name === stepped?.port;
    above -= isStreamed ? STEP_BITS : width;
    return Array.from({ length: width }, (_, i): Place => {
      if (isStreamed) return { base: OUT, offset: VECTOR * (streamFrom + i) };
      return { base: IN, offset: VECTOR * (above + i) };
    });
  });
}

function comparison(outputBits: number, result: number, differ: number, masked: boolean): Code {
  const EXPECTED = 1;
  const code = new Code(2);
  code.i32(0);
  for (let i = 0; i < outputBits; i++) {
    code
      .i32(0)
      .load(result + VECTOR * i)
      .get(EXPECTED)
      .load(VECTOR * i)
      .simd("xor");
    if (i > 0) code.simd("or");
  }
  if (masked)
    code
      .get(EXPECTED)
      .load(VECTOR * outputBits)
      .simd("and");
  code.i32(0).load(differ).simd("or").store(differ);
  return code;
}

/** `sweep(n, in, expected)`: n passes, the counter in the input planes going on by 128 after each. */
function addSweep(builder: ModuleBuilder, calls: readonly number[], innerBits: number, stride: number): void {
  const COUNT = 0;
  const FROM = 1;
  const EXPECTED = 2;
  const sweep = new Code(3);
  const bump = innerBits > 7 ? addCounter(builder) : undefined;
  sweep.loop(() => {
    for (const index of calls) sweep.get(FROM).get(EXPECTED).call(index);
    if (bump !== undefined)
      sweep
        .get(FROM)
        .i32(innerBits - 7)
        .call(bump);
    sweep.advance(EXPECTED, stride).advance(COUNT, -1).get(COUNT);
  });
  builder.add(sweep, "sweep");
}
