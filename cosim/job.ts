/** The co-simulation of one configuration of the catalogue, as a job for a worker. */
import { type Emitted, emitInstance } from "../generators/emit.js";
import { checkedAssignments, type Instance, instantiate, optionsText } from "../generators/instance.js";
import type { Param } from "../generators/params.js";
import type { Options, Parameters } from "../generators/unit.js";
import { findUnit } from "../generators/units.js";
import { contentHash } from "../tools/cache.js";
import { CheckFailed } from "../tools/errors.js";
import type { Availability } from "./engine.js";
import { engines } from "./engines.js";
import { linters } from "./lint.js";
import { type AssignmentResult, type EngineResult, engineResult, keptResult, type ModuleReport } from "./report.js";
import { isMeasured, lintName, lintWith, type Outcome, simulateWith, subjectOf } from "./run.js";
import { VectorSource } from "./vectors.js";

/** The options of an instance as text and switches, which cross to a worker. */
export function plainOptions({ unit, config }: Instance): Options {
  const plain = (param: Param<unknown>, value: unknown) => (param.kind === "switch" ? value : param.print(value));
  return Object.fromEntries(Object.entries(unit.params).map(([name, param]) => [name, plain(param, config[name])]));
}

/** Plain data, so that it crosses to a worker. */
export interface CosimJob {
  readonly unit: string;
  readonly options: Options;
  /** Names of the engines to use. */
  readonly engines: readonly string[];
  readonly rows: number | undefined;
  /** What is committed. */
  readonly report: ModuleReport | undefined;
  /** Measure again what is kept, and demand the same result. */
  readonly again: boolean;
}

/** `kept`: the committed result, whose hashes are those of now. */
export type Labelled = Outcome & { readonly measured: "now" | "kept" | "skipped" };

export interface CosimJobResult {
  readonly outcomes: readonly Labelled[];
  /** What to commit; absent when something failed. */
  readonly report: ModuleReport | undefined;
}

/** @throws CheckFailed when a repeated measurement gives another result */
export async function cosimJob(job: CosimJob): Promise<CosimJobResult> {
  const instance = instantiate(findUnit(job.unit), job.options);
  const emitted = emitInstance(instance);
  const rtl = contentHash(...emitted.files.flatMap(({ name, text }) => [name, text]));
  const outcomes: Labelled[] = [];
  const assignments: AssignmentResult[] = [];
  for (const parameters of checkedAssignments(instance)) {
    const source = new VectorSource(instance, parameters, job.rows);
    const { hash: vectors, exhaustive } = await source.facts();
    const results: EngineResult[] = [];
    for (const checker of checkers) {
      const kept = keptResult(job.report, { rtl, parameters, vectors }, checker.name);
      if (checker.optional && !job.engines.includes(checker.name)) {
        // Not asked for: what is known stays known.
        if (kept) results.push(kept);
        continue;
      }
      const found = await checker.available();
      if (kept && found.ok && kept.version === found.version && !job.again) {
        outcomes.push({ ...subjectOf(instance, parameters, kept.engine), ...kept, exhaustive, measured: "kept" });
        results.push(kept);
        continue;
      }
      const outcome = await checker.run(emitted, parameters, source);
      outcomes.push({ ...outcome, measured: isMeasured(outcome) ? "now" : "skipped" });
      if (isMeasured(outcome)) {
        if (job.again) demandSame(instance.module, engineResult(outcome), kept);
        if (outcome.mismatches === 0) results.push(engineResult(outcome));
        // What an engine found stands also where it is not installed, but is not shown as a result.
      } else if (kept) results.push(kept);
    }
    assignments.push({ parameters, vectors, exhaustive, engines: results });
  }
  const failed = outcomes.some((outcome) => isMeasured(outcome) && outcome.mismatches > 0);
  const { module, unit } = instance;
  const report = { module, unit: unit.name, options: optionsText(instance), rtl, assignments };
  return { outcomes, report: failed ? undefined : report };
}

interface Checker {
  /** As in the results. */
  readonly name: string;
  /** Used only when asked for. */
  readonly optional: boolean;
  available(): Promise<Availability>;
  run(emitted: Emitted, parameters: Parameters, source: VectorSource): Promise<Outcome>;
}

const checkers: readonly Checker[] = [
  ...linters.map((linter) => ({
    name: lintName(linter),
    optional: false,
    available: () => linter.available(),
    run: (emitted: Emitted, parameters: Parameters) => lintWith(linter, emitted, parameters),
  })),
  ...engines.map((engine) => ({
    name: engine.name,
    optional: true,
    available: () => engine.available(),
    run: (emitted: Emitted, parameters: Parameters, source: VectorSource) =>
      simulateWith(engine, emitted, parameters, source.vectors()),
  })),
];

function demandSame(module: string, now: EngineResult, kept: EngineResult | undefined): void {
  if (!kept || kept.version !== now.version || kept.checked === now.checked) return;
  throw new CheckFailed(
    `${now.engine} checked ${now.checked} rows of ${module} now, its committed report says ${kept.checked}`,
  );
}
