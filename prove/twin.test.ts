import { expect, test } from "vitest";
import { instance } from "./fixtures.js";
import { degree, isRefuted } from "./proof.js";
import { Prover } from "./prove.js";
import { proveTwin, twinOf } from "./twin.js";

const options = { a: "e2m1", acc: "e3m2", round: "sra", rndBits: 3 };
const lazy = instance("fp_fma", options);
const eager = instance("fp_fma", { ...options, sr: "eager" });

test("a unit with a twin names it, without the pipeline", () => {
  expect(twinOf(lazy)).toBeUndefined();
  expect(twinOf(instance("fp_fma", { ...options, sr: "eager", stages: 2 }))?.module).toBe(lazy.module);
});

test("netlists that differ in a few rows are told apart, and the row is one of them", async () => {
  // `src` rounds the tail to the bits of the random word first, so that in some rows it rounds away earlier.
  const other = instance("fp_fma", { ...options, round: "src" });
  const outcome = await proveTwin(eager, other, {});
  if (!("counterexample" in outcome)) throw new Error("equal");
  const { inputs, got, want } = outcome.counterexample;
  const model = (one: typeof lazy) => {
    if (one.unit.kind !== "combinational") throw new Error("clocked");
    const [a_i, b_i, c_i, rnd_i] = inputs as [bigint, bigint, bigint, bigint];
    return one.unit.model(one.config, {})({ a_i, b_i, c_i, rnd_i }).result_o;
  };
  expect(got).toEqual([model(eager)]);
  expect(want).toEqual([model(other)]);
  expect(got).not.toEqual(want);
});

test("too many rows: the twin is proven, and the unit equal to it, pipeline and all", {}, async () => {
  const prover = new Prover({ jobs: 1, samples: 1000 });
  try {
    const wide = instance("fp_fma", { a: "e2m1", acc: "fp12", round: "sra", rndBits: 20, sr: "eager", stages: 1 });
    const outcome = await prover.prove(wide, {});
    if (isRefuted(outcome) || outcome.method !== "by twin") throw new Error("refuted or not by its twin");
    expect(outcome).toMatchObject({ pipeline: 1, parts: [{ module: "fp_fma_e2m1_e2m1_fp12_sra_r20" }] });
    expect(outcome.equal.clauses).toBeGreaterThan(1000);
    expect(degree(outcome)).toMatch(/^by twin/);
  } finally {
    await prover.close();
  }
});
