/**
 * Faults that a set of rows does not catch: an input that shows each, or the proof that none does. A solver is asked
 * first, and all inputs are tried for what it leaves open.
 */
import type { Netlist } from "../cosim/netlist.js";
import { type Batch, batchInputs, type Design } from "../generators/design.js";
import type { Words } from "../generators/unit.js";
import { BlockSimulator } from "./block.js";
import { findInput } from "./encode.js";
import { exhaust, exhaustLegal } from "./exhaust.js";
import type { FaultClass } from "./fault-list.js";
import { bitPlaces, fillPlane, firstLanes, WORD } from "./planes.js";
import { batchOf, type InputNumber, numberOf, wordsOf } from "./rows.js";
import { flatten } from "./table.js";

/** Conflicts of one question; a second of work, where the hardest one of the catalogue takes some hundredths. */
const CONFLICTS = 20_000;
/** Where inputs are too many to be tried and that many questions stayed open, the others get a short answer or none. */
const PATIENCE = 4;
const CONFLICTS_SHORT = 200;
/** Input bits up to which all inputs are tried: minutes on the bit-sliced engine, and where legality must be asked. */
export const ALL_BITS = 34;
const ALL_LEGAL_BITS = 24;

export interface Settled {
  /** Rows that show the faults which can be shown: few, chosen by the faults they catch. */
  readonly rows: Batch;
  readonly caught: readonly FaultClass[];
  /** Proven: no legal input shows it. For clocked logic: no input in any state. */
  readonly redundant: readonly FaultClass[];
  readonly unclassified: readonly FaultClass[];
}

/** Settles the faults of combinational logic. `legal` is the contract of the unit, where not all inputs are allowed. */
export function settle(
  design: Design,
  netlist: Netlist,
  faults: readonly FaultClass[],
  legal?: (row: Words) => boolean,
): Settled {
  const flat = flatten(netlist);
  const ports = batchInputs(design);
  const isLegal = (input: InputNumber): boolean => legal?.(wordsOf(ports, input)) ?? true;
  const single = new BlockSimulator(netlist, 1);
  const inputs: InputNumber[] = [];
  const caught = new Set<FaultClass>();
  const redundant: FaultClass[] = [];
  const open: FaultClass[] = [];
  /** Takes an input, with all the faults that it shows. */
  const take = (input: InputNumber): void => {
    inputs.push(input);
    single.load((plane, index) => plane.fill(Number((input >> BigInt(index)) & 1n)));
    for (const fault of faults)
      if (!caught.has(fault) && single.detect(fault, firstLanes(1, 1)) !== undefined) caught.add(fault);
  };

  const limit = legal === undefined ? ALL_BITS : ALL_LEGAL_BITS;
  let patience = netlist.inputBits > limit ? PATIENCE : Number.POSITIVE_INFINITY;
  for (const fault of faults) {
    if (caught.has(fault)) continue;
    const answer = findInput(netlist, flat, fault, patience > 0 ? CONFLICTS : CONFLICTS_SHORT);
    if (answer.kind === "open") patience--;
    if (answer.kind === "redundant") redundant.push(fault);
    else {
      const input = answer.kind === "found" ? numberOf(answer.bits) : undefined;
      if (input !== undefined && isLegal(input)) take(input);
      else open.push(fault);
    }
  }

  const rest = open.filter((fault) => !caught.has(fault));
  const unclassified: FaultClass[] = [];
  if (netlist.inputBits > limit) unclassified.push(...rest);
  else if (rest.length > 0) {
    const shown = legal === undefined ? exhaust(netlist, rest) : exhaustLegal(netlist, rest, isLegal);
    for (const [i, fault] of rest.entries()) {
      const input = shown[i];
      if (input === undefined) redundant.push(fault);
      else if (!caught.has(fault)) take(input);
    }
  }
  return { rows: choose(design, netlist, [...caught], inputs), caught: [...caught], redundant, unclassified };
}

/** What of the faults of clocked logic can be proven redundant: those that no input shows in any state. */
export function settleClocked(netlist: Netlist, faults: readonly FaultClass[]): Omit<Settled, "rows" | "caught"> {
  const flat = flatten(netlist);
  const isRedundant = faults.map((fault) => findInput(netlist, flat, fault, CONFLICTS_CLOCKED).kind === "redundant");
  return {
    redundant: faults.filter((_, i) => isRedundant[i]),
    unclassified: faults.filter((_, i) => !isRedundant[i]),
  };
}

/** A fault that is not redundant gains nothing from a longer search here. */
const CONFLICTS_CLOCKED = 2000;

/** The inputs that show the most faults, one after the other, until all the faults are shown. */
function choose(
  design: Design,
  netlist: Netlist,
  faults: readonly FaultClass[],
  inputs: readonly InputNumber[],
): Batch {
  const all = batchOf(design, inputs);
  if (inputs.length === 0) return all;
  const words = Math.ceil(inputs.length / WORD);
  const simulator = new BlockSimulator(netlist, words);
  const places = bitPlaces(batchInputs(design));
  simulator.load((plane, index) => fillPlane(plane, all, places[index]!, 0));
  const mask = firstLanes(words, inputs.length);
  let left = faults.map((fault) => simulator.detect(fault, mask)!.slice());
  const chosen: number[] = [];
  while (left.length > 0) {
    const counts = inputs.map((_, k) => left.filter((lanes) => hasLane(lanes, k)).length);
    const best = counts.indexOf(Math.max(...counts));
    chosen.push(best);
    left = left.filter((lanes) => !hasLane(lanes, best));
  }
  return batchOf(
    design,
    chosen.sort((a, b) => a - b).map((k) => inputs[k]!),
  );
}

const hasLane = (lanes: Int32Array, lane: number): boolean => ((lanes[lane >> 5]! >>> (lane & 31)) & 1) === 1;
