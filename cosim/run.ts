/** One instance through the engines, at each checked assignment of its Verilog parameters, against its exact model. */
import type { Design } from "../generators/design.js";
import { type Emitted, emitInstance } from "../generators/emit.js";
import { checkedAssignments, designOf, type Instance, optionsText } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { checkWith } from "./compare.js";
import { type Engine, skipped } from "./engine.js";
import { explain } from "./explain.js";
import { type Linter, linters } from "./lint.js";
import { makeVectors, type Vectors } from "./vectors.js";

/** What a row of results is about. */
export interface Subject {
  readonly module: string;
  readonly unit: string;
  /** As on the command line. */
  readonly options: string;
  readonly parameters: Parameters;
  /** An engine, or a linter with `lint ` in front. */
  readonly engine: string;
}

export interface Measured extends Subject {
  readonly version: string;
  /** Rows compared; for a linter the files read. */
  readonly checked: number;
  /** Rows with a wrong output; for a linter whether it had something to say. */
  readonly mismatches: number;
  /** All inputs were tried. */
  readonly exhaustive: boolean;
  /** Some lines on the first mismatch. */
  readonly failure?: string;
}
export interface Skipped extends Subject {
  /** `skipped, not installed (how to install)` */
  readonly skipped: string;
}
export type Outcome = Measured | Skipped;

/** What a row tells of: the words of a reader of the Verilog, or the rows that a simulation compared. */
export function rowKind({ engine }: { readonly engine: string }): "lint" | "engine" {
  return engine.startsWith("lint ") ? "lint" : "engine";
}

export type Row = Outcome & { readonly kind: ReturnType<typeof rowKind> };

export const withKind = (outcome: Outcome): Row => ({ kind: rowKind(outcome), ...outcome });

export const isMeasured = <T extends Outcome>(outcome: T): outcome is T & Measured => "checked" in outcome;

export interface CosimOptions {
  readonly engines: readonly Engine[];
  /** See `stimulus`. */
  readonly rows?: number;
  /** The assignments to check; default and two other values of each parameter where absent. */
  readonly assignments?: readonly Parameters[];
}

/** Lints and simulates an instance. @throws CheckFailed when an engine compared nothing */
export async function cosimInstance(instance: Instance, options: CosimOptions): Promise<Outcome[]> {
  const emitted = emitInstance(instance);
  const outcomes: Outcome[] = [];
  for (const parameters of options.assignments ?? checkedAssignments(instance)) {
    const vectors = makeVectors(instance, parameters, options.rows);
    for (const linter of linters) outcomes.push(await lintWith(linter, emitted, parameters));
    for (const engine of options.engines) outcomes.push(await simulateWith(engine, emitted, parameters, vectors));
  }
  return outcomes;
}

export function subjectOf(instance: Instance, parameters: Parameters, engine: string): Subject {
  return { module: instance.module, unit: instance.unit.name, options: optionsText(instance), parameters, engine };
}

export async function simulateWith(
  engine: Engine,
  { instance, files }: Emitted,
  parameters: Parameters,
  { inputs, expected, exhaustive }: Vectors,
): Promise<Outcome> {
  const subject = subjectOf(instance, parameters, engine.name);
  const found = await engine.available().catch(skipped);
  if (!found.ok) return { ...subject, skipped: found.reason };
  const design = designOf(instance, files, parameters);
  const { version, checked, mismatches, firstMismatch } = await checkWith(engine, design, inputs, expected);
  const measured = { ...subject, version, checked, mismatches, exhaustive };
  if (mismatches === 0) return measured;
  const failure = firstMismatch && explain(instance, parameters, engine.name, firstMismatch);
  return { ...measured, failure: failure ?? `${engine.name} found ${mismatches} wrong rows of ${instance.module}` };
}

export const lintName = (linter: Linter): string => `lint ${linter.name}`;

export async function lintWith(linter: Linter, { instance, files }: Emitted, parameters: Parameters): Promise<Outcome> {
  const subject = subjectOf(instance, parameters, lintName(linter));
  const found = await linter.available();
  if (!found.ok) return { ...subject, skipped: found.reason };
  const design: Design = designOf(instance, files, parameters);
  const message = await linter.lint(design);
  const measured = { ...subject, version: found.version, checked: files.length, exhaustive: true };
  if (message === "") return { ...measured, mismatches: 0 };
  return { ...measured, mismatches: 1, failure: `${linter.name} says of ${instance.module}:\n${message}` };
}
