import { describe, expect, test } from "vitest";
import { sliceNetlist } from "../cosim/bitslice.js";
import { expectedOutputs } from "../cosim/model.js";
import { type Batch, batchInputs, type Design } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { assignParameters, designOf, instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { chosenRows } from "../testbench/shipped.js";
import { CheckFailed } from "../tools/errors.js";
import { BlockSimulator } from "./block.js";
import { listFaults } from "./fault-list.js";
import { allRows, naiveOutputs, withRedundantGate } from "./fixtures.js";
import { bitAt, bitPlaces, countPlane, firstLanes } from "./planes.js";
import { caughtBy } from "./shipped-faults.js";

async function made(name: string, options: Record<string, unknown>, most = Number.POSITIVE_INFINITY) {
  const instance = instantiate(findUnit(name), options);
  const parameters = assignParameters(instance);
  const design = designOf(instance, emitInstance(instance).files, parameters);
  const chosen = chosenRows(instance, parameters);
  const rows = Math.min(most, chosen.rows);
  const inputs: Batch = { rows, columns: chosen.columns.map((column) => column.subarray(0, rows)) };
  const expected = expectedOutputs(instance, inputs, parameters);
  return { design, netlist: await sliceNetlist(design), inputs, expected };
}

function rowBits(design: Design, inputs: Batch): (0 | 1)[][] {
  const places = bitPlaces(batchInputs(design));
  return Array.from({ length: inputs.rows }, (_, row) => places.map((place) => bitAt(inputs, place, row)));
}

describe("the faults caught are those that a naive evaluator tells apart", () => {
  test.each([
    ["lzc", {}],
    ["fp_mul", { a: "e2m1" }],
    ["round_away", { round: "src", rndBits: 4 }, 300],
    ["fp_convert", { src: "uint1", dst: "posit(3,0)", stages: 4 }],
    ["lfsr", { width: 4 }, 100],
  ] as const)("%s %j", async (name, options, most?: number) => {
    const { design, netlist, inputs, expected } = await made(name, options, most);
    const { classes, count } = listFaults(netlist);
    const caught = caughtBy(design, netlist, classes, inputs, expected);
    const rows = rowBits(design, inputs);
    const text = (outputs: readonly (readonly number[])[]): string =>
      outputs
        .slice(design.settleRows)
        .map((row) => row.join(""))
        .join();
    const good = text(naiveOutputs(netlist, rows));
    let compared = 0;
    for (const fault of classes)
      for (const member of fault.faults) {
        compared++;
        expect([member, caught.has(fault)]).toEqual([member, text(naiveOutputs(netlist, rows, member)) !== good]);
      }
    expect(compared).toBe(count);
    expect(caught.size).toBeGreaterThan(0);
  });
});

test("a netlist that is not what the model says is refused", async () => {
  for (const [name, options] of [
    ["lzc", {}],
    ["lfsr", { width: 4 }],
  ] as const) {
    const { design, netlist, inputs, expected } = await made(name, options, 200);
    const wrong: Batch = { rows: expected.rows, columns: expected.columns.map((words) => words.slice()) };
    wrong.columns[0]![150] = Number(expected.columns[0]![150]!) ^ 1;
    const run = () => caughtBy(design, netlist, listFaults(netlist).classes, inputs, wrong);
    expect(run).toThrow(CheckFailed);
    expect(run).toThrow("disagrees with the model");
  }
});

test("every fault is counted once, equivalent ones stand together", () => {
  const { count, classes } = listFaults(withRedundantGate);
  // Two inputs and four gates stuck; eight pins stuck; five or, for ANDNOT, six other gates.
  expect(count).toBe(2 * 6 + 2 * 8 + 5 + 6 + 5 + 5);
  expect(classes.flatMap(({ faults }) => faults)).toHaveLength(count);
  expect(new Set(classes.flatMap(({ faults }) => faults)).size).toBe(count);
  // Only gate 7 reads gate 4: both stuck at 1 are its output stuck at 1.
  expect(classes.find(({ faults }) => faults.includes("g7/1"))!.faults).toEqual(
    expect.arrayContaining(["g4/1", "g6/1", "g7.A/1", "g7.B/1"]),
  );
});

test("what all inputs leave is what a redundant gate leaves", () => {
  const simulator = new BlockSimulator(withRedundantGate, 1);
  simulator.load((plane, index) => countPlane(plane, index, 0));
  const rows = allRows(2);
  const good = JSON.stringify(naiveOutputs(withRedundantGate, rows));
  const left = listFaults(withRedundantGate).classes.filter((f) => !simulator.detect(f, firstLanes(1, 4)));
  const names = left.flatMap(({ faults }) => faults);
  expect(names).toEqual(expect.arrayContaining(["g6/0", "g7.B/0", "g5/0"]));
  for (const name of names) expect(JSON.stringify(naiveOutputs(withRedundantGate, rows, name))).toBe(good);
});
