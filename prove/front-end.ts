/** What another reader of the Verilog says: the ordinary vectors through Verilator, beside a proof on Yosys's netlist. */
import { skipped } from "../cosim/engine.js";
import { isMeasured, type Measured, type Outcome, simulateWith } from "../cosim/run.js";
import { makeVectors } from "../cosim/vectors.js";
import { verilator } from "../cosim/verilator.js";
import { emitInstance } from "../generators/emit.js";
import type { Parameters } from "../generators/unit.js";
import { Pool, taskOf } from "../tools/pool.js";
import type { FrontEnd } from "./certificate.js";
import { instanceOf, type Subject } from "./exhaust.js";

/** Shares no code with Yosys. */
const engine = verilator;

/** Why it did not run, or its rows; `failure` where one of them is wrong. */
export type Reading =
  | { readonly engine: string; readonly skipped: string }
  | (FrontEnd & { readonly failure?: string });

/** In a worker. @throws CheckFailed when no row was compared */
export async function readAgain(subject: Subject): Promise<Reading> {
  const found = await engine.available().catch(skipped);
  // Before the words are made.
  if (!found.ok) return { engine: engine.name, skipped: found.reason };
  const instance = instanceOf(subject);
  const { parameters } = subject;
  return readingOf(await simulateWith(engine, emitInstance(instance), parameters, makeVectors(instance, parameters)));
}

function readingOf(outcome: Outcome): Reading {
  if (!isMeasured(outcome)) return { engine: outcome.engine, skipped: outcome.skipped };
  return { ...frontEndFacts(outcome), ...(outcome.failure !== undefined && { failure: outcome.failure }) };
}

/** What a certificate keeps of it. */
export function frontEndFacts({ engine, version, checked }: Measured): FrontEnd {
  return { engine, version, checked };
}

/** One reading each, in a process of its own, which ends with them. */
export async function readingsOf(subjects: readonly Subject[]): Promise<Reading[]> {
  const pool = new Pool({ workers: 1, rssLimit: 1.3e9 });
  try {
    const readings: Reading[] = [];
    for (const subject of subjects) readings.push(await pool.run(taskOf(import.meta.url, readAgain), subject));
    return readings;
  } finally {
    await pool.close();
  }
}

/** What a certificate keeps of the readings of one assignment; nothing where it did not run. */
export function frontEndOf(outcomes: readonly Outcome[], parameters: Parameters): FrontEnd | undefined {
  const same = (p: Parameters) => JSON.stringify(p) === JSON.stringify(parameters);
  const found = outcomes.filter(isMeasured).find((o) => o.engine === engine.name && same(o.parameters));
  return found && frontEndFacts(found);
}
