import { expect, test } from "vitest";
import type { Netlist } from "../cosim/netlist.js";
import { batchInputs } from "../generators/design.js";
import { dataNetlist, prepareFrom, sweepShard } from "./exhaust.js";
import { instance } from "./fixtures.js";
import { proveStep } from "./step.js";

test("too many random words: their one step is shown, and both of its sides are compared", async () => {
  // 2^40 rows; with four words a row 2^34, of which one shard in 2048 is swept here.
  const one = instance("fp_fma", { a: "e5m2", acc: "dlf16", round: "sra" });
  const netlist = await dataNetlist(one, {});
  const step = proveStep(netlist, 32, 8)!;
  expect(step.frontier).toBeGreaterThanOrEqual(8);
  expect(step.cases).toBe(2 ** (8 + step.frontier));
  const { cases, counterexample } = sweepShard(prepareFrom(netlist, one, {}), 700, 2048);
  expect(counterexample).toBeUndefined();
  expect(cases).toBeGreaterThan(2 ** 20);
  const random = batchInputs(one).reduce((sum, { name, width }) => sum + (name === "rnd_i" ? 0 : width), 0);
  expect(random).toBe(32);
});

test("a random word that an output sees twice, or that turns back, is no step", () => {
  const inputs = [0, 1, 2].map((index) => ({ kind: "input", index }) as const);
  const constants = [0, 1].map((value) => ({ kind: "constant", value: value as 0 | 1 }) as const);
  const gate = (op: "AND" | "OR" | "XOR", ...of: number[]) => ({ kind: "gate", op, inputs: of }) as const;
  const of = (outputs: number[], ...gates: ReturnType<typeof gate>[]): Netlist => ({
    nodes: [...constants, ...inputs, ...gates],
    outputs,
    inputBits: 3,
    registers: [],
    gates: gates.length,
  });
  // Inputs 1 and 2 are the word: nodes 3 and 4.
  expect(proveStep(of([6], gate("OR", 3, 4), gate("AND", 2, 5)), 1, 2)).toMatchObject({ frontier: 0 });
  expect(proveStep(of([5], gate("XOR", 3, 4)), 1, 2)).toBeUndefined();
  expect(proveStep(of([5, 6], gate("AND", 3, 4), gate("OR", 3, 4)), 1, 2)).toBeUndefined();
  // With an operand in it: a word that is turned round by one is not seen to turn back.
  expect(proveStep(of([6], gate("AND", 3, 4), gate("XOR", 2, 5)), 1, 2)).toMatchObject({ frontier: 0 });
});
