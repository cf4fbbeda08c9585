import { describe, expect, test } from "vitest";
import { sliceNetlist } from "../cosim/bitslice.js";
import type { Netlist } from "../cosim/netlist.js";
import { batchInputs } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { assignParameters, designOf, instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { chosenRows, joinRows } from "../testbench/shipped.js";
import { findInput } from "./encode.js";
import { exhaust, exhaustLegal } from "./exhaust.js";
import { listFaults } from "./fault-list.js";
import { allRows, naiveOutputs, withRedundantGate } from "./fixtures.js";
import { bitAt, bitPlaces } from "./planes.js";
import { settleSequences } from "./sequences.js";
import { settle, settleClocked } from "./settle.js";
import { literal, Solver } from "./solver.js";
import { flatten } from "./table.js";
import { unroll } from "./unroll.js";

async function made(name: string, options: Record<string, unknown>) {
  const instance = instantiate(findUnit(name), options);
  const design = designOf(instance, emitInstance(instance).files, assignParameters(instance));
  return { instance, design, netlist: await sliceNetlist(design) };
}

describe("the solver", () => {
  /** n + 1 pigeons, n holes. */
  const pigeons = (n: number, sitting: number): Solver => {
    const solver = new Solver((n + 1) * n);
    const at = (pigeon: number, hole: number): number => pigeon * n + hole;
    const holes = Array.from({ length: n }, (_, hole) => hole);
    for (let p = 0; p < sitting; p++) solver.add(holes.map((hole) => literal(at(p, hole), 1)));
    for (const hole of holes)
      for (let p = 0; p <= n; p++)
        for (let q = 0; q < p; q++) solver.add([literal(at(p, hole), 0), literal(at(q, hole), 0)]);
    return solver;
  };

  test("knows what cannot be, and stops when it is told to", () => {
    expect(pigeons(5, 6).solve(100_000)).toBe(false);
    expect(pigeons(5, 5).solve(100_000)).toBe(true);
    expect(pigeons(9, 10).solve(10)).toBeUndefined();
  });

  test("agrees with trying everything on random clauses", () => {
    let seed = 1;
    const below = (n: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % n;
    };
    const answers = new Set<boolean>();
    for (let round = 0; round < 300; round++) {
      const variables = 10;
      const clauses = Array.from({ length: 44 }, () => {
        const chosen = new Set<number>();
        while (chosen.size < 3) chosen.add(below(variables));
        return [...chosen].map((v) => literal(v, below(2) as 0 | 1));
      });
      const holds = (value: (v: number) => number): boolean =>
        clauses.every((clause) => clause.some((lit) => value(lit >> 1) === 1 - (lit & 1)));
      const can = Array.from({ length: 2 ** variables }, (_, n) => n).some((n) => holds((v) => (n >> v) & 1));
      const solver = new Solver(variables);
      for (const clause of clauses) solver.add(clause);
      expect(solver.solve(100_000)).toBe(can);
      if (can) expect(holds((v) => solver.value(v))).toBe(true);
      answers.add(can);
    }
    expect(answers.size).toBe(2);
  });
});

describe("solver, engine and naive evaluator agree on every fault", () => {
  const cases: [string, () => Promise<Netlist>][] = [
    ["a redundant gate", async () => withRedundantGate],
    ["lzc", async () => (await made("lzc", {})).netlist],
    ["fp_mul e2m1", async () => (await made("fp_mul", { a: "e2m1" })).netlist],
    ["fp_unpack e4m3", async () => (await made("fp_unpack", { src: "e4m3" })).netlist],
  ];
  test.each(cases)("%s", async (_, load) => {
    const netlist = await load();
    const flat = flatten(netlist);
    const { classes } = listFaults(netlist);
    const rows = allRows(netlist.inputBits);
    const good = naiveOutputs(netlist, rows).map((row) => row.join(""));
    const firstShown = classes.map(({ faults }) => {
      const bad = naiveOutputs(netlist, rows, faults[0]!).map((row) => row.join(""));
      const row = bad.findIndex((text, i) => text !== good[i]);
      return row < 0 ? undefined : BigInt(row);
    });
    expect(exhaust(netlist, classes)).toEqual(firstShown);
    expect(exhaustLegal(netlist, classes, () => true)).toEqual(firstShown);
    for (const [i, fault] of classes.entries()) {
      const answer = findInput(netlist, flat, fault, 100_000);
      expect(answer.kind).toBe(firstShown[i] === undefined ? "redundant" : "found");
      if (answer.kind !== "found") continue;
      const bits = [...answer.bits] as (0 | 1)[];
      expect(naiveOutputs(netlist, [bits], fault.faults[0]!)).not.toEqual(naiveOutputs(netlist, [bits]));
    }
  });
});

test("the bit-sliced engine finds the first input behind many passes", () => {
  // y = and of 24 inputs: stuck at 0 shows at the very last input only.
  const inputBits = 24;
  const nodes: Netlist["nodes"][number][] = [
    { kind: "constant", value: 0 },
    { kind: "constant", value: 1 },
  ];
  for (let index = 0; index < inputBits; index++) nodes.push({ kind: "input", index });
  let y = 2;
  for (let i = 1; i < inputBits; i++) y = nodes.push({ kind: "gate", op: "AND", inputs: [y, 2 + i] }) - 1;
  const netlist: Netlist = { nodes, outputs: [y], inputBits, registers: [], gates: inputBits - 1 };
  const { classes } = listFaults(netlist);
  const named = (name: string) => classes.find(({ faults }) => faults.includes(name))!;
  expect(exhaust(netlist, [named(`g${y}/0`), named(`g${y}/1`), named("i5/1")])).toEqual([
    2n ** 24n - 1n,
    0n,
    2n ** 24n - 1n - 32n,
  ]);
});

test("rows are few, legal, and show every fault that a legal input shows", async () => {
  const { instance, design, netlist } = await made("round_away", { carry: true });
  const legal = instance.unit.legal!(instance.config);
  const { classes } = listFaults(netlist);
  const { rows, caught, redundant, unclassified } = settle(design, netlist, classes, legal);
  expect(unclassified).toEqual([]);
  expect(caught.length + redundant.length).toBe(classes.length);
  const names = design.ports.filter(({ dir }) => dir === "in").map(({ name }) => name);
  const words = Array.from({ length: rows.rows }, (_, r) => rows.columns.map((column) => BigInt(column[r]!)));
  for (const row of words) expect(legal(Object.fromEntries(names.map((name, i) => [name, row[i]!])))).toBe(true);
  const bits = words.map((row) => row.map(Number) as (0 | 1)[]);
  const isShown = (name: string): boolean =>
    JSON.stringify(naiveOutputs(netlist, bits, name)) !== JSON.stringify(naiveOutputs(netlist, bits));
  for (const { faults } of caught) for (const name of faults) expect([name, isShown(name)]).toEqual([name, true]);
  expect(rows.rows).toBeLessThan(16);
});

test("what is redundant in any state no waveform shows", async () => {
  const { netlist } = await made("lfsr", { width: 4 });
  const { redundant, unclassified } = settleClocked(netlist, listFaults(netlist).classes);
  expect(redundant.length).toBeGreaterThan(0);
  expect(unclassified.length).toBeGreaterThan(0);
  let seed = 7;
  const rows = Array.from({ length: 300 }, () =>
    Array.from({ length: netlist.inputBits }, () => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return ((seed >>> 16) & 1) as 0 | 1;
    }),
  );
  const good = JSON.stringify(naiveOutputs(netlist, rows));
  for (const { faults } of redundant) expect(JSON.stringify(naiveOutputs(netlist, rows, faults[0]!))).toBe(good);
});

describe("waveforms for clocked logic", () => {
  test.each([
    ["fp_convert", { src: "uint1", dst: "posit(3,0)", stages: 4 }, true],
    ["lfsr", { width: 4 }, false],
  ] as const)(
    "%s %j: each begins with reset and shows what the shipped one does not",
    async (name, options, isComplete) => {
      const { instance, design, netlist } = await made(name, options);
      const parameters = assignParameters(instance);
      expect(unroll(design, netlist, 4)!.isComplete).toBe(isComplete);
      // Almost nothing is shipped.
      const chosen = chosenRows(instance, parameters);
      const few = design.settleRows + 2;
      const inputs = { rows: few, columns: chosen.columns.map((column) => column.subarray(0, few)) };
      const { classes } = listFaults(netlist);
      const settled = settleSequences({ instance, parameters, design, netlist, inputs }, classes);
      expect(settled.rows.columns[0]![0]).toBe(1);
      expect(settled.caught.length + settled.redundant.length + settled.unclassified.length).toBe(classes.length);
      expect(settled.caught.length).toBeGreaterThan(0.9 * classes.length);
      if (isComplete) expect(settled.unclassified).toEqual([]);

      const joined = joinRows(instance, parameters, inputs, settled.rows);
      const places = bitPlaces(batchInputs(design));
      const bits = Array.from({ length: joined.rows }, (_, row) => places.map((place) => bitAt(joined, place, row)));
      const text = (fault?: string): string =>
        JSON.stringify(naiveOutputs(netlist, bits, fault).slice(design.settleRows));
      const good = text();
      for (const { faults } of settled.caught) expect([faults[0], text(faults[0]) !== good]).toEqual([faults[0], true]);
      for (const { faults } of settled.redundant) expect([faults[0], text(faults[0])]).toEqual([faults[0], good]);
    },
  );
});
