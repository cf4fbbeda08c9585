/** The coverage of one configuration of the catalogue, as a job for a worker. */
import { emitInstance } from "../generators/emit.js";
import { assignParameters, type Instance, instantiate, optionsText } from "../generators/instance.js";
import type { Options, Parameters } from "../generators/unit.js";
import { findUnit } from "../generators/units.js";
import { patternFile } from "../testbench/patterns.js";
import { chosenRows, joinRows, shippedRows } from "../testbench/shipped.js";
import { contentHash } from "../tools/cache.js";
import { CheckFailed } from "../tools/errors.js";
import type { OutputFile } from "../tools/files.js";
import { yosysVersion } from "../tools/yosys.js";
import { type Coverage, countFaults, measure, vectorsHash } from "./measure.js";
import { type CoverageReport, FAULT_MODEL, faultNames, reportText } from "./report.js";

/** Plain data, so that it crosses to a worker. */
export interface CoverageJob {
  readonly unit: string;
  readonly options: Options;
  /** What is committed. */
  readonly report: CoverageReport | undefined;
  /** Measure again what is kept, and demand the same result. */
  readonly again: boolean;
}

export interface CoverageJobResult {
  readonly report: CoverageReport;
  /** The rows that were found; undefined where none are needed. With a kept report nothing is to be written. */
  readonly patterns: OutputFile | undefined;
  readonly measured: "now" | "kept";
}

/** Hash of the Verilog of an instance, as reports name it. */
export function rtlHash(instance: Instance): string {
  return contentHash(...emitInstance(instance).files.flatMap(({ name, text }) => [name, text]));
}

/** @throws CheckFailed when the netlist disagrees with the model, or a repeated measurement with the kept one */
export async function coverageJob(job: CoverageJob): Promise<CoverageJobResult> {
  const instance = instantiate(findUnit(job.unit), job.options);
  const parameters = assignParameters(instance);
  const kept = await keptReport(instance, parameters, job.report);
  if (kept !== undefined && !job.again) return { report: kept, patterns: undefined, measured: "kept" };
  const chosen = chosenRows(instance, parameters);
  const coverage = await measure(instance, parameters, chosen);
  const rows = joinRows(instance, parameters, chosen, coverage.found);
  const report = await coverageReport(instance, parameters, coverage, {
    rows: rows.rows,
    vectors: vectorsHash(instance, parameters, rows),
  });
  if (kept !== undefined && reportText(kept) !== reportText(report))
    throw new CheckFailed(`coverage of ${instance.module} is not what its committed report says`);
  const patterns = coverage.found.rows === 0 ? undefined : patternFile(instance, parameters, coverage.found);
  return { report, patterns, measured: "now" };
}

/** The committed report, if it is about the same Verilog and the same vectors. */
async function keptReport(
  instance: Instance,
  parameters: Parameters,
  report: CoverageReport | undefined,
): Promise<CoverageReport | undefined> {
  if (report?.model !== FAULT_MODEL || report.yosys !== (await yosysVersion())) return undefined;
  if (report.rtl !== rtlHash(instance)) return undefined;
  const isSame = report.vectors === vectorsHash(instance, parameters, shippedRows(instance, parameters));
  return isSame ? report : undefined;
}

async function coverageReport(
  instance: Instance,
  parameters: Parameters,
  coverage: Coverage,
  shipped: { readonly rows: number; readonly vectors: string },
): Promise<CoverageReport> {
  return {
    module: instance.module,
    unit: instance.unit.name,
    options: optionsText(instance),
    parameters,
    model: FAULT_MODEL,
    yosys: await yosysVersion(),
    rtl: rtlHash(instance),
    netlist: coverage.netlist,
    vectors: shipped.vectors,
    clocked: instance.clocked,
    rows: shipped.rows,
    patterns: coverage.found.rows,
    gates: coverage.gates,
    faults: coverage.faults,
    classes: coverage.classes,
    caught: coverage.caught + coverage.caughtByFound,
    redundant: countFaults(coverage.redundant),
    unclassified: countFaults(coverage.unclassified),
    redundantFaults: faultNames(coverage.redundant),
    unclassifiedFaults: faultNames(coverage.unclassified),
  };
}
