/**
 * Fault simulation of clocked logic: one row of the waveform at a time, the lanes being machines, each with a fault of
 * its own from power-up on. Lane 0 is the machine without a fault.
 */
import type { Netlist } from "../cosim/netlist.js";
import { type Batch, batchInputs, batchOutputs, type Design } from "../generators/design.js";
import { CheckFailed } from "../tools/errors.js";
import { evaluateGate } from "./evaluate.js";
import type { FaultClass } from "./fault-list.js";
import { bitAt, bitPlaces, WORD } from "./planes.js";
import { flatten, lookUp } from "./table.js";

/** Machines of one run; enough to pay for going through the gates. */
const MACHINES = 32 * WORD;
/** Most faults are caught in the first rows; what is left is packed together and starts again. */
const STAGES = [128, 1024];

/** Which faults a waveform catches: one machine differs from `expected` in a row that a bench compares. */
export function caughtByWaveform(
  design: Design,
  netlist: Netlist,
  classes: readonly FaultClass[],
  inputs: Batch,
  expected: Batch,
): Set<FaultClass> {
  const simulator = new WaveformSimulator(design, netlist, inputs, expected);
  const caught = new Set<FaultClass>();
  for (const rows of [...STAGES.filter((r) => r < inputs.rows), inputs.rows]) {
    const left = classes.filter((fault) => !caught.has(fault));
    for (let i = 0; i < left.length; i += MACHINES - 1)
      for (const fault of simulator.run(left.slice(i, i + MACHINES - 1), rows)) caught.add(fault);
  }
  return caught;
}

class WaveformSimulator {
  readonly #design: Design;
  readonly #netlist: Netlist;
  readonly #flat;
  readonly #inputs: Batch;
  readonly #expected: Batch;
  readonly #inputNodes: readonly { id: number; place: ReturnType<typeof bitPlaces>[number] }[];
  readonly #registerNodes: readonly { id: number; index: number }[];
  /** Gates before and after the rising edge: what registers take over, and what outputs show. */
  readonly #edgeGates: Int32Array;
  readonly #outputGates: Int32Array;
  readonly #outputPlaces;

  constructor(design: Design, netlist: Netlist, inputs: Batch, expected: Batch) {
    this.#design = design;
    this.#netlist = netlist;
    this.#flat = flatten(netlist);
    this.#inputs = inputs;
    this.#expected = expected;
    const places = bitPlaces(batchInputs(design));
    const nodes = [...netlist.nodes.entries()];
    this.#inputNodes = nodes.flatMap(([id, node]) =>
      node.kind === "input" ? [{ id, place: places[node.index]! }] : [],
    );
    this.#registerNodes = nodes.flatMap(([id, node]) => (node.kind === "register" ? [{ id, index: node.index }] : []));
    this.#edgeGates = coneOf(
      netlist,
      netlist.registers.map(({ next }) => next),
    );
    this.#outputGates = coneOf(netlist, netlist.outputs);
    this.#outputPlaces = bitPlaces(batchOutputs(design));
  }

  /** Runs one machine for each fault over the first rows. */
  run(faults: readonly FaultClass[], rows: number): FaultClass[] {
    const words = Math.ceil((faults.length + 1) / WORD);
    const flat = this.#flat;
    const planes = new Int32Array(flat.nodes * words);
    planes.fill(-1, words, 2 * words);
    const patches: FaultPatch[][] = [];
    for (const [i, { node, table }] of faults.entries()) {
      patches[node] ??= [];
      patches[node].push({ word: (i + 1) >> 5, mask: 1 << ((i + 1) & 31), table });
    }
    const patch = (id: number): void => {
      const [a, b, s] = [0, 1, 2].map((pin) => flat.inputs[3 * id + pin]! * words) as [number, number, number];
      for (const { word, mask, table } of patches[id] ?? []) {
        const bad = lookUp(table, planes[a + word]!, planes[b + word]!, planes[s + word]!);
        const at = id * words + word;
        planes[at] = (planes[at]! & ~mask) | (bad & mask);
      }
    };
    const gates = (order: Int32Array): void => {
      for (const id of order) {
        evaluateGate(flat, id, planes, words);
        if (patches[id] !== undefined) patch(id);
      }
    };
    const next = new Int32Array(this.#registerNodes.length * words);
    for (const { id, index } of this.#registerNodes) {
      planes.fill(-this.#netlist.registers[index]!.initial, id * words, (id + 1) * words);
      patch(id);
    }

    const caught = new Int32Array(words);
    for (let row = 0; row < rows; row++) {
      for (const { id, place } of this.#inputNodes) {
        planes.fill(-bitAt(this.#inputs, place, row), id * words, (id + 1) * words);
        if (patches[id] !== undefined) patch(id);
      }
      gates(this.#edgeGates);
      for (const [i, { index }] of this.#registerNodes.entries()) {
        const from = this.#netlist.registers[index]!.next * words;
        next.set(planes.subarray(from, from + words), i * words);
      }
      for (const [i, { id }] of this.#registerNodes.entries()) {
        planes.set(next.subarray(i * words, (i + 1) * words), id * words);
        if (patches[id] !== undefined) patch(id);
      }
      gates(this.#outputGates);
      if (row < this.#design.settleRows) continue;
      for (const [i, place] of this.#outputPlaces.entries()) {
        const want = -bitAt(this.#expected, place, row);
        const at = this.#netlist.outputs[i]! * words;
        for (let w = 0; w < words; w++) caught[w]! |= planes[at + w]! ^ want;
      }
      if ((caught[0]! & 1) === 1)
        throw new CheckFailed(`netlist of ${this.#design.top} disagrees with the model in row ${row}`);
    }
    return faults.filter((_, i) => ((caught[(i + 1) >> 5]! >>> ((i + 1) & 31)) & 1) === 1);
  }
}

interface FaultPatch {
  readonly word: number;
  readonly mask: number;
  readonly table: number;
}

/** The gates that some nodes need, each after what it reads. */
function coneOf(netlist: Netlist, roots: readonly number[]): Int32Array {
  const isNeeded = new Uint8Array(netlist.nodes.length);
  for (const root of roots) isNeeded[root] = 1;
  const cone: number[] = [];
  for (let id = netlist.nodes.length - 1; id >= 0; id--) {
    const node = netlist.nodes[id]!;
    if (isNeeded[id] === 0 || node.kind !== "gate") continue;
    cone.push(id);
    for (const input of node.inputs) isNeeded[input] = 1;
  }
  return Int32Array.from(cone.reverse());
}
