/** Speed of the engines on the multiply-add of HFP8, fp9 x fp9 + dlf16. */
import { SlicedNetlist, sliceNetlist } from "../cosim/bitslice.js";
import { compare } from "../cosim/compare.js";
import { compileVerilator, verilator } from "../cosim/verilator.js";
import { compileNative } from "../cosim/verilator-native.js";
import { emitInstance } from "../generators/emit.js";
import { designOf, type Instance, instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { stimulus } from "../testbench/stimulus.js";
import { CheckFailed } from "../tools/errors.js";
import { withTempDir } from "../tools/native.js";
import { bestSeconds, type Entry, figure } from "./figure.js";

const VECTORS_PER_PASS = 128;
const PASSES = 1 << 16;

const fmaInstance = (): Instance => instantiate(findUnit("fp_fma"), { a: "fp9", b: "fp9", acc: "dlf16" });

/** Vectors per second of one thread: the netlist alone, inputs from a counter as in a proof. */
export async function bitsliceFigures(): Promise<Entry[]> {
  const instance = fmaInstance();
  const design = designOf(instance, emitInstance(instance).files);
  const netlist = new SlicedNetlist(design, await sliceNetlist(design));
  netlist.seed(0n);
  const best = await bestSeconds(9, () => netlist.count(PASSES));
  netlist.close();
  const rate = (PASSES * VECTORS_PER_PASS) / best / 1e6;
  return [
    figure(
      "bitslice, fp9 x fp9 + dlf16",
      rate,
      "M vectors/s per thread",
      { is: "at least", limit: 300 },
      {
        gates: netlist.gates,
        vectors: PASSES * VECTORS_PER_PASS,
      },
    ),
  ];
}

const ROWS = 8192;
const REPEAT = 8;
/** Many and short, a millisecond or two each: an interruption spoils one try, and the best one counts. */
const TRIES = 25;
const TURNS = 4;

/** Verilator in WebAssembly beside a native binary of the same model and harness, taking turns. */
export async function verilatorFigures(): Promise<Entry[]> {
  const name = "verilator in WebAssembly";
  const found = await verilator.available();
  if (!found.ok) return [{ name, skipped: found.reason.replace(/^skipped, /, "") }];
  const instance = fmaInstance();
  const design = designOf(instance, emitInstance(instance).files);
  const inputs = stimulus(instance, { rows: ROWS });
  const simulator = await compileVerilator(design);
  return withTempDir(async (directory) => {
    const native = await compileNative(design, directory);
    const outputs = [await simulator.run(inputs), (await native.run(inputs, 1)).outputs] as const;
    if (compare(design, inputs, ...outputs).mismatches > 0) throw new CheckFailed(`${name} and native binary differ`);
    const vectors = (REPEAT * inputs.rows) / 1e6;
    const wallSeconds = (run: () => unknown): number => {
      const start = performance.now();
      run();
      return (performance.now() - start) / 1000;
    };
    // The binary tells the time of its loop alone, so the loop alone is compared; a run has the columns' crossing on top.
    const loop = () => wallSeconds(() => simulator.spin(inputs.rows, REPEAT));
    const whole = () => wallSeconds(() => simulator.run(inputs)) * REPEAT;
    let [wasm, run, other] = [0, 0, 0];
    // In turns of many tries, since each change of process starts with cold caches.
    for (let turn = 0; turn < TURNS; turn++) {
      for (let i = 0; i < TRIES; i++) wasm = Math.max(wasm, vectors / loop());
      for (let i = 0; i < TRIES; i++) run = Math.max(run, vectors / whole());
      for (let i = 0; i < TRIES; i++) other = Math.max(other, vectors / (await native.run(inputs, REPEAT)).seconds);
    }
    simulator.close();
    const sliced = new SlicedNetlist(design, await sliceNetlist(design));
    sliced.seed(0n);
    const netlist = (PASSES * VECTORS_PER_PASS) / (await bestSeconds(9, () => sliced.count(PASSES))) / 1e6;
    return [
      figure(
        "netlist engine of a proof, times native Verilator",
        netlist / other,
        "",
        { is: "at least", limit: 30 },
        { netlist, native: other, unit: "M vectors/s, one thread each" },
      ),
      figure(
        `${name}, times native`,
        wasm / other,
        "",
        { is: "at least", limit: 0.7 },
        {
          wasm,
          wasmWithColumns: run,
          native: other,
          unit: "M vectors/s",
          compared: inputs.rows,
        },
      ),
    ];
  });
}
