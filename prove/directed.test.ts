import { expect, test } from "vitest";
import { SlicedNetlist, sliceNetlist } from "../cosim/bitslice.js";
import { plant } from "../cosim/faults.js";
import { makeVectors } from "../cosim/vectors.js";
import { checkedAssignments, designOf } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { directedSequence } from "./directed.js";
import { instance } from "./fixtures.js";
import { against } from "./jobs.js";

test("directed sequences run counts to their ends and show every bit of a seed", () => {
  const mac = instance("fp_mac", { a: "e4m3" });
  const sequence = directedSequence(mac, { ChunkLen: 500 })!;
  const [valid, last, a] = [1, 2, 3].map((column) => [...sequence.columns[column]!].map(Number));
  expect(valid!.filter((word) => word === 1).length).toBe(2 * (500 + 3));
  expect(last!.filter((word) => word === 1).length).toBe(2);
  expect(new Set(a)).toEqual(new Set([0, 0x7e, 0xfe]));
  const seeds = directedSequence(instance("lfsr", { width: 4 }), { Seed: 9, OutW: 3 })!;
  expect([...seeds.columns[3]!].filter((word) => word > 0)).toEqual([1, 2, 4, 8]);
  expect(directedSequence(instance("lzc"), {})).toBeUndefined();
});

test.each(["fp_mac", "lfsr", "posit_emac", "stochastic_round"])(
  "the planted fault of %s is told of in a cycle of the unit itself",
  async (unit) => {
    const planted = plant(findUnit(unit));
    const parameters = checkedAssignments(planted.instance)[0]!;
    const { inputs, expected } = makeVectors(planted.instance, parameters);
    const design = designOf(planted.instance, planted.files, parameters);
    const { counterexample } = against(
      design,
      new SlicedNetlist(design, await sliceNetlist(design)),
      planted.instance,
      parameters,
      inputs,
    );
    expect(counterexample!.want).not.toEqual(counterexample!.got);
    expect(counterexample!.want.map(Number)).toEqual(expected.columns.map((c) => Number(c[counterexample!.row])));
  },
);
