/** Short waveforms for the faults of clocked logic that the shipped one does not catch. */
import { expectedOutputs } from "../cosim/model.js";
import type { Netlist } from "../cosim/netlist.js";
import { type Batch, batchInputs, type Design } from "../generators/design.js";
import type { Instance } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { joinRows } from "../testbench/shipped.js";
import { findDifference } from "./encode.js";
import type { FaultClass } from "./fault-list.js";
import { type Bits, batchOf, numberOf } from "./rows.js";
import type { Settled } from "./settle.js";
import { flatten } from "./table.js";
import { type Unrolled, unroll } from "./unroll.js";
import { caughtByWaveform } from "./waveform.js";

/** Rows behind the reset and the pipeline, where registers depend on themselves: a short stream and its result. */
const LOOP_ROWS = 4;
/** Conflicts of one question; where its answer is a proof, more are worth it. */
const CONFLICTS = 2000;
const CONFLICTS_COMPLETE = 20_000;
/** Nodes of all questions together, where there would be thousands of large ones: a minute of work or so. */
const NODES = 1_000_000;
/** Faults that are asked about one after the other stand far apart, so that an answer shows other faults as well. */
const STRIDE = 7919;

export interface Shipped {
  readonly instance: Instance;
  readonly parameters: Parameters;
  readonly design: Design;
  readonly netlist: Netlist;
  /** The rows that stand before those that are found. */
  readonly inputs: Batch;
}

/**
 * Looks for waveforms, each with a reset first, that show the faults; they are thinned out by the faults they show. What
 * no waveform of any length shows is redundant, which can be known where no register depends on itself.
 */
export function settleSequences(shipped: Shipped, faults: readonly FaultClass[]): Settled {
  const { instance, parameters, design, netlist } = shipped;
  const none = { rows: batchOf(design, []), caught: [], redundant: [], unclassified: faults };
  // A contract is about rows, and the solver knows nothing of it.
  const unrolled = instance.unit.legal === undefined ? unroll(design, netlist, LOOP_ROWS) : undefined;
  if (unrolled === undefined || faults.length === 0) return none;
  const flat = flatten(unrolled.netlist);
  const conflicts = unrolled.isComplete ? CONFLICTS_COMPLETE : CONFLICTS;
  const shows = (sequence: Batch, among: readonly FaultClass[]): Set<FaultClass> =>
    caughtByWaveform(design, netlist, among, sequence, expectedOutputs(instance, sequence, parameters));

  const left = new Set(faults);
  const redundant: FaultClass[] = [];
  const open: FaultClass[] = [];
  const sequences: Batch[] = [];
  let questions = unrolled.isComplete ? faults.length : Math.ceil(NODES / flat.nodes);
  for (const fault of scattered(faults)) {
    if (questions === 0 || !left.delete(fault)) continue;
    questions--;
    const answer = findDifference(unrolled.netlist, flat, unrolled.sites(fault), conflicts);
    if (answer.kind === "redundant" && unrolled.isComplete) redundant.push(fault);
    else open.push(fault);
    if (answer.kind !== "found") continue;
    const sequence = sequenceOf(design, netlist, unrolled, answer.bits);
    sequences.push(sequence);
    for (const other of shows(sequence, [...left])) {
      left.delete(other);
      open.push(other);
    }
  }

  // Those that nobody asked about.
  open.push(...left);

  // From the last to the first: the later ones were made for faults that the earlier ones do not show.
  const chosen: Batch[] = [];
  let notShown = open;
  for (const sequence of sequences.reverse()) {
    const shown = shows(sequence, notShown);
    if (shown.size > 0) chosen.unshift(sequence);
    notShown = notShown.filter((fault) => !shown.has(fault));
  }
  const join = (first: Batch, then: Batch): Batch => joinRows(instance, parameters, first, then);
  const rows = chosen.reduce(join, none.rows);
  // In its place a sequence begins in another state than power-up, and a fault may keep the reset from changing that.
  const caught = shows(join(shipped.inputs, rows), open);
  return { rows, caught: [...caught], redundant, unclassified: open.filter((fault) => !caught.has(fault)) };
}

function scattered<T>(items: readonly T[]): T[] {
  // A prime that no list is a multiple of: every place is visited once.
  return items.map((_, i) => items[(i * STRIDE) % items.length]!);
}

function sequenceOf(design: Design, netlist: Netlist, unrolled: Unrolled, bits: Bits): Batch {
  const width = netlist.inputBits;
  const reset = new Uint8Array(width);
  let bit = 0;
  for (const port of batchInputs(design)) {
    if (port.role === "reset") reset[bit] = 1;
    bit += port.width;
  }
  const resets = Array.from({ length: unrolled.resetRows }, () => reset);
  const free = Array.from({ length: unrolled.freeRows }, (_, row) => bits.subarray(row * width, (row + 1) * width));
  return batchOf(design, [...resets, ...free].map(numberOf));
}
