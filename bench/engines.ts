/** Speed of the engines on the multiply-add of HFP8, fp9 x fp9 + dlf16. */
import { SlicedNetlist, sliceNetlist } from "../cosim/bitslice.js";
import { emitInstance } from "../generators/emit.js";
import { designOf, instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { bestSeconds, type Entry, figure } from "./figure.js";

const VECTORS_PER_PASS = 128;
const PASSES = 1 << 16;

function fmaDesign() {
  const instance = instantiate(findUnit("fp_fma"), { a: "fp9", b: "fp9", acc: "dlf16" });
  return designOf(instance, emitInstance(instance).files);
}

/** Vectors per second of one thread: the netlist alone, inputs from a counter as in a proof. */
export async function bitsliceFigures(): Promise<Entry[]> {
  const design = fmaDesign();
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
