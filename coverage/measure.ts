/** What the shipped vectors of one configuration catch. */
import { sliceNetlist } from "../cosim/bitslice.js";
import { expectedOutputs } from "../cosim/model.js";
import type { Batch } from "../generators/design.js";
import { type Emitted, emitInstance } from "../generators/emit.js";
import { designOf, type Instance } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { isShippedWhole } from "../testbench/shipped.js";
import { contentHash } from "../tools/cache.js";
import { type FaultClass, listFaults } from "./fault-list.js";
import { batchOf } from "./rows.js";
import { type Shipped, settleSequences } from "./sequences.js";
import { type Settled, settle, settleClocked } from "./settle.js";
import { caughtBy } from "./shipped-faults.js";

/** Counts are of faults one by one. */
export interface Coverage {
  readonly gates: number;
  readonly faults: number;
  /** Simulated: faults that are the same by structure are one. */
  readonly classes: number;
  /** By the rows that were given. */
  readonly caught: number;
  /** By the rows that were found. */
  readonly caughtByFound: number;
  readonly redundant: readonly FaultClass[];
  readonly unclassified: readonly FaultClass[];
  /** Further rows, chosen by the faults they catch; of clocked units waveforms with a reset first. */
  readonly found: Batch;
  /** Hash of the gates. */
  readonly netlist: string;
}

/** Counts the faults that rows catch, and settles the others as far as that can be done. */
export async function measure(
  instance: Instance,
  parameters: Parameters,
  inputs: Batch,
  emitted: Emitted = emitInstance(instance),
): Promise<Coverage> {
  const design = designOf(instance, emitted.files, parameters);
  const netlist = await sliceNetlist(design);
  const { count, classes } = listFaults(netlist);
  const caught = caughtBy(design, netlist, classes, inputs, expectedOutputs(instance, inputs, parameters));
  const left = classes.filter((fault) => !caught.has(fault));
  const settled = settleLeft({ instance, parameters, design, netlist, inputs }, left);
  return {
    gates: netlist.gates,
    faults: count,
    classes: classes.length,
    caught: countFaults([...caught]),
    caughtByFound: countFaults(settled.caught),
    redundant: settled.redundant,
    unclassified: settled.unclassified,
    found: settled.rows,
    netlist: contentHash(JSON.stringify(netlist)),
  };
}

export const countFaults = (classes: readonly FaultClass[]): number =>
  classes.reduce((sum, { faults }) => sum + faults.length, 0);

/** Words of all rows, as a report names them. */
export function vectorsHash(instance: Instance, parameters: Parameters, inputs: Batch): string {
  const expected = expectedOutputs(instance, inputs, parameters);
  return contentHash(
    ...[...inputs.columns, ...expected.columns].map(
      ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
    ),
  );
}

function settleLeft(shipped: Shipped, left: readonly FaultClass[]): Settled {
  const { instance, parameters, design, netlist } = shipped;
  const none = batchOf(design, []);
  // All inputs were among the rows: that is the proof.
  if (isShippedWhole(instance, parameters)) return { rows: none, caught: [], redundant: left, unclassified: [] };
  if (!design.clocked) return settle(design, netlist, left, instance.unit.legal?.(instance.config));
  const { redundant, unclassified } = settleClocked(netlist, left);
  const settled = settleSequences(shipped, unclassified);
  return { ...settled, redundant: [...redundant, ...settled.redundant] };
}
