/** Which faults the shipped rows of a configuration catch. */
import type { Netlist } from "../cosim/netlist.js";
import { type Batch, batchInputs, batchOutputs, type Design } from "../generators/design.js";
import { CheckFailed } from "../tools/errors.js";
import { BlockSimulator } from "./block.js";
import type { FaultClass } from "./fault-list.js";
import { bitPlaces, fillPlane, firstLanes } from "./planes.js";
import { caughtByWaveform } from "./waveform.js";

/** Words of a block: 1024 vectors, of which the first block catches most. */
const WORDS = 32;

/**
 * The faults that change an output in a row that a bench compares.
 * @throws CheckFailed when the netlist without a fault does
 */
export function caughtBy(
  design: Design,
  netlist: Netlist,
  classes: readonly FaultClass[],
  inputs: Batch,
  expected: Batch,
): Set<FaultClass> {
  if (design.clocked) return caughtByWaveform(design, netlist, classes, inputs, expected);
  const simulator = new BlockSimulator(netlist, WORDS);
  const inputPlaces = bitPlaces(batchInputs(design));
  const outputPlaces = bitPlaces(batchOutputs(design));
  const want = new Int32Array(WORDS);
  const caught = new Set<FaultClass>();
  let left = classes;
  for (let first = 0; first < inputs.rows; first += simulator.lanes) {
    const mask = firstLanes(WORDS, inputs.rows - first);
    simulator.load((plane, index) => fillPlane(plane, inputs, inputPlaces[index]!, first));
    for (const [i, place] of outputPlaces.entries()) {
      fillPlane(want, expected, place, first);
      const got = simulator.output(i);
      if (want.some((word, w) => ((word ^ got[w]!) & mask[w]!) !== 0))
        throw new CheckFailed(`netlist of ${design.top} disagrees with the model in rows ${first}..`);
    }
    left = left.filter((fault) => {
      const isCaught = simulator.detect(fault, mask) !== undefined;
      if (isCaught) caught.add(fault);
      return !isCaught;
    });
  }
  return caught;
}
