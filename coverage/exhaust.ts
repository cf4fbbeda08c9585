/** All inputs of a combinational netlist for faults that nothing else decided. */
import { SlicedNetlist } from "../cosim/bitslice.js";
import type { Netlist } from "../cosim/netlist.js";
import { LANES, VECTOR } from "../cosim/slice-planes.js";
import type { Design, Port } from "../generators/design.js";
import { BlockSimulator } from "./block.js";
import type { FaultClass } from "./fault-list.js";
import { miterOf } from "./miter.js";
import { countPlane, firstLane, firstLanes } from "./planes.js";
import type { InputNumber } from "./rows.js";

/** Faults of one miter: their cones are some ten thousand gates together. */
const FAULTS = 64;
/** Passes between two looks at the registers. */
const PASSES = 2 ** 20;
const WORDS = 128;

/** For each fault the first input that shows it, among those that `isLegal` allows; undefined where none does. */
export function exhaustLegal(
  netlist: Netlist,
  faults: readonly FaultClass[],
  isLegal: (input: InputNumber) => boolean,
): (InputNumber | undefined)[] {
  const simulator = new BlockSimulator(netlist, WORDS);
  const found: (InputNumber | undefined)[] = faults.map(() => undefined);
  const total = 2 ** netlist.inputBits;
  for (let first = 0; first < total && found.includes(undefined); first += simulator.lanes) {
    simulator.load((plane, index) => countPlane(plane, index, first));
    const all = firstLanes(WORDS, total - first);
    // Asking for every input whether it is legal costs more than simulating it.
    let legal: Int32Array | undefined;
    for (const [i, fault] of faults.entries()) {
      if (found[i] !== undefined || simulator.detect(fault, all) === undefined) continue;
      legal ??= all.map((word, w) => {
        let mask = 0;
        for (let k = 0; k < 32; k++) if ((word >>> k) & 1 && isLegal(BigInt(first + 32 * w + k))) mask |= 1 << k;
        return mask;
      });
      const lanes = simulator.detect(fault, legal);
      if (lanes !== undefined) found[i] = BigInt(first + firstLane(lanes));
    }
  }
  return found;
}

/** The same where every input is legal, on the bit-sliced engine: 128 inputs a pass. */
export function exhaust(netlist: Netlist, faults: readonly FaultClass[]): (InputNumber | undefined)[] {
  const found: (InputNumber | undefined)[] = [];
  for (let i = 0; i < faults.length; i += FAULTS) found.push(...exhaustSome(netlist, faults.slice(i, i + FAULTS)));
  return found;
}

function exhaustSome(netlist: Netlist, faults: readonly FaultClass[]): (InputNumber | undefined)[] {
  const sliced = new SlicedNetlist(miterDesign(netlist.inputBits, faults.length), miterOf(netlist, faults));
  const total = Math.max(1, 2 ** netlist.inputBits / LANES);
  /** Runs some passes from power-up and gives the registers, four words a fault. */
  const run = (first: number, passes: number): Uint32Array => {
    const state = new Uint32Array(sliced.memory.buffer, 0, (VECTOR / 4) * faults.length).fill(0);
    sliced.seed(BigInt(first) * BigInt(LANES));
    sliced.count(passes);
    return state;
  };
  const isSet = (state: Uint32Array, fault: number): boolean =>
    state.subarray(4 * fault, 4 * fault + 4).some((w) => w !== 0);
  const found: (InputNumber | undefined)[] = faults.map(() => undefined);
  for (let first = 0; first < total && found.includes(undefined); first += PASSES) {
    const size = Math.min(PASSES, total);
    const state = run(first, size).slice();
    for (const [fault] of faults.entries()) {
      if (found[fault] !== undefined || !isSet(state, fault)) continue;
      let at = first;
      for (let half = size / 2; half >= 1; half /= 2) if (!isSet(run(at, half), fault)) at += half;
      const lanes = run(at, 1).subarray(4 * fault, 4 * fault + 4);
      // Row 4k + l stands in bit k of word l.
      const rows = Array.from({ length: LANES }, (_, row) => row);
      const row = rows.find((r) => (lanes[r % 4]! >>> Math.floor(r / 4)) & 1)!;
      found[fault] = BigInt(at) * BigInt(LANES) + BigInt(row);
    }
  }
  // Fewer than 128 inputs fill the lanes several times over; the first of them is the lowest.
  return found;
}

function miterDesign(inputBits: number, faults: number): Design {
  const port = (dir: Port["dir"], name: string, width: number): Port => ({ dir, name, width, role: "data", doc: name });
  const words = Array.from({ length: Math.ceil(faults / 32) }, (_, i) => Math.min(32, faults - 32 * i));
  const ports = [port("in", "all_i", inputBits), ...words.map((width, i) => port("out", `seen${i}_o`, width))];
  return { top: "miter", files: [], ports, parameters: {}, clocked: false, settleRows: 0 };
}
