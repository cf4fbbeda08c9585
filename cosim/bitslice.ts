/**
 * Yosys netlist -> straight-line WebAssembly SIMD: 128 vectors per pass. It runs what synthesis made, gate by gate, and
 * is fast enough to try all inputs of an 8-bit unit.
 */
import type { Batch, Column, Design } from "../generators/design.js";
import { cached } from "../tools/cache.js";
import { CheckFailed, UsageError } from "../tools/errors.js";
import { runYosys, yosysVersion } from "../tools/yosys.js";
import {
  batchInputs,
  batchOutputs,
  columnAt,
  copyRows,
  newOutputs,
  type SimulatingEngine,
  type Simulator,
  validateBatch,
  validateDesign,
} from "./engine.js";
import { type Netlist, readNetlist } from "./netlist.js";
import { readDesign } from "./read-design.js";
import { BLOCK_PASSES, buildSliceModule } from "./slice-module.js";
import { LANES, rowNumberPlanes, VECTOR } from "./slice-planes.js";
import { instantiateSimd } from "./wasm.js";

/** Gates that are one SIMD instruction each; the others would be two. */
const ABC_GATES = "AND,OR,XOR,ANDNOT,MUX";

/** The netlist of a design, through Yosys; cached by content. */
export async function sliceNetlist(design: Design): Promise<Netlist> {
  validateDesign(design);
  const script = [
    ...readDesign(design),
    // Synthesis makes constants of undriven bits, so this is the last chance to see one.
    "proc",
    "flatten",
    "tee -q -o check.txt check",
    `synth -flatten -top ${design.top}`,
    // Only flip-flops: a latch must reach the netlist reader, which refuses it.
    "dfflegalize -cell $_DFF_P_ 01 t:$_*DFF*",
    `abc -g ${ABC_GATES}`,
    "opt_clean -purge",
    "write_json netlist.json",
  ].join("\n");
  const files = Object.fromEntries(design.files.map((file) => [file.name, file.text]));
  const json = await cached("netlist", [await yosysVersion(), script, ...Object.entries(files).flat()], async () => {
    const made = await runYosys({ files, script });
    const undriven = /Warning: (.*(?:has no driver|conflicting drivers).*?)[.:]?$/m.exec(made.files["check.txt"] ?? "");
    if (undriven !== null) throw new CheckFailed(`netlist of ${design.top} refused: ${undriven[1]}`);
    return new TextEncoder().encode(made.files["netlist.json"] ?? "");
  });
  return readNetlist(design, new TextDecoder().decode(json));
}

export interface SliceOptions {
  /**
   * 1: a clocked design is one stream, one row a pass. 128: rows 128t..128t+127 are cycle t of 128 independent streams.
   * Combinational designs always take 128 rows a pass.
   */
  readonly streams?: 1 | 128;
  /** Gates per WebAssembly function; values that cross functions go through memory. */
  readonly segmentGates?: number;
}

type Loop = (count: number, from: number, to: number, step?: number) => void;
type Move = (from: number, to: number, count: number) => void;

/** A netlist that runs. Besides `run`, it has the raw loops that proofs and benchmarks need. */
export class SlicedNetlist implements Simulator {
  readonly gates: number;
  readonly inputBits: number;
  readonly outputBits: number;
  readonly memory: WebAssembly.Memory;
  readonly #design: Design;
  readonly #inWords: readonly { pack: Move; spread: Move; plane: number; width: number }[];
  readonly #outWords: readonly { unpack: Move; gather: Move; plane: number; width: number }[];
  readonly #passes: Loop;
  readonly #count: Loop;
  readonly #column: number;
  readonly #rowsPerPass: number;
  /** Byte addresses of the planes of the first pass in `memory`. */
  readonly inputPlanes: number;
  readonly outputPlanes: number;

  constructor(design: Design, netlist: Netlist, options: SliceOptions = {}) {
    const inputs = batchInputs(design);
    const outputs = batchOutputs(design);
    const made = buildSliceModule(netlist, inputs, outputs, options.segmentGates);
    const exports = instantiateSimd(made.code);
    const move = (name: string): Move => exports[name] as Move;
    this.#design = design;
    this.gates = netlist.gates;
    this.inputBits = netlist.inputBits;
    this.outputBits = netlist.outputs.length;
    this.memory = exports.memory as WebAssembly.Memory;
    this.inputPlanes = made.inputPlanes;
    this.outputPlanes = made.outputPlanes;
    this.#column = made.column;
    this.#passes = exports.passes as Loop;
    this.#count = exports.count as Loop;
    this.#rowsPerPass = design.clocked ? (options.streams ?? 1) : LANES;
    let plane = 0;
    this.#inWords = inputs.map((port, i) => {
      const words = { pack: move(`pack${i}`), spread: move(`spread${i}`), plane, width: port.width };
      plane += VECTOR * port.width;
      return words;
    });
    plane = 0;
    this.#outWords = outputs.map((port, i) => {
      const words = { unpack: move(`unpack${i}`), gather: move(`gather${i}`), plane, width: port.width };
      plane += VECTOR * port.width;
      return words;
    });
    for (const [i, register] of netlist.registers.entries()) {
      if (register.initial === 1) new Uint32Array(this.memory.buffer, made.state + VECTOR * i, 4).fill(0xffffffff);
    }
  }

  run(inputs: Batch): Batch {
    validateBatch(batchInputs(this.#design), inputs);
    if (this.#design.clocked && inputs.rows % this.#rowsPerPass !== 0) {
      throw new UsageError(`rows of ${LANES} streams must be a multiple of ${LANES}, got ${inputs.rows}`);
    }
    const outputs = newOutputs(this.#design, inputs.rows);
    const block = BLOCK_PASSES * this.#rowsPerPass;
    for (let start = 0; start < inputs.rows; start += block) {
      const rows = Math.min(block, inputs.rows - start);
      const passes = Math.ceil(rows / this.#rowsPerPass);
      for (const [i, { pack, spread, plane, width }] of this.#inWords.entries()) {
        copyRows(columnAt(this.memory, this.#column, width, rows), 0, inputs.columns[i]!, start, rows);
        (this.#rowsPerPass === 1 ? spread : pack)(this.#column, this.inputPlanes + plane, passes);
      }
      this.passes(passes);
      this.#read(outputs.columns, start, rows, passes);
    }
    return outputs;
  }

  /** Evaluates `n` passes of planes that stand in `memory`, `VECTOR * inputBits` bytes each. `n` at most 256. */
  passes(n: number): void {
    this.#passes(n, this.inputPlanes, this.outputPlanes);
  }

  /** Puts a counter into the input planes: all input bits side by side, the first port lowest. */
  seed(first: bigint): void {
    if (first % BigInt(LANES) !== 0n)
      throw new UsageError(`counter must start at a multiple of ${LANES}, got ${first}`);
    const planes = new Uint32Array(this.memory.buffer, this.inputPlanes, 4 * this.inputBits);
    for (let i = 7; i < this.inputBits; i++) {
      planes.fill((first >> BigInt(i)) & 1n ? 0xffffffff : 0, 4 * i, 4 * i + 4);
    }
    for (const [i, plane] of rowNumberPlanes().slice(0, this.inputBits).entries()) planes.set(plane, 4 * i);
  }

  /** Evaluates the next `n` passes of the counter, 128 values each, and drops all outputs but the last: the raw speed. */
  count(n: number): void {
    this.#count(n, this.inputPlanes, this.outputPlanes, 0);
  }

  /** Outputs of the next `rows` values of the counter, `rows` a multiple of 128: all inputs without packing any. */
  counted(rows: number): Batch {
    if (rows % LANES !== 0) throw new UsageError(`rows of a counter must be a multiple of ${LANES}, got ${rows}`);
    const outputs = newOutputs(this.#design, rows);
    const block = BLOCK_PASSES * LANES;
    for (let start = 0; start < rows; start += block) {
      const passes = Math.min(block, rows - start) / LANES;
      this.#count(passes, this.inputPlanes, this.outputPlanes, VECTOR * this.outputBits);
      this.#read(outputs.columns, start, passes * LANES, passes, true);
    }
    return outputs;
  }

  close(): void {}

  #read(columns: readonly Column[], start: number, rows: number, passes: number, packed = false): void {
    for (const [i, { unpack, gather, plane, width }] of this.#outWords.entries()) {
      (this.#rowsPerPass === 1 && !packed ? gather : unpack)(this.outputPlanes + plane, this.#column, passes);
      copyRows(columns[i]!, start, columnAt(this.memory, this.#column, width, rows), 0, rows);
    }
  }
}

export const bitslice: SimulatingEngine = {
  kind: "simulate",
  name: "bitslice",
  path: "yosys netlist -> WebAssembly SIMD, 128 vectors a pass",
  async available() {
    return { ok: true, version: await yosysVersion() };
  },
  async compile(design) {
    return new SlicedNetlist(design, await sliceNetlist(design));
  },
};
