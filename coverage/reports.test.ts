import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { plainOptions } from "../cosim/job.js";
import { batchInputs } from "../generators/design.js";
import { assignParameters, type Instance, instantiate } from "../generators/instance.js";
import { catalogue } from "../generators/units.js";
import { PATTERNS_FOLDER, patternFileName, patternRows } from "../testbench/patterns.js";
import { shippedRows } from "../testbench/shipped.js";
import { projectRoot } from "../tools/cache.js";
import { rotating } from "../tools/rotating.js";
import { coverageJob, rtlHash } from "./job.js";
import { vectorsHash } from "./measure.js";
import { type CoverageReport, coverageMarkdown, FAULT_MODEL, readCoverage, reportText, shareOf } from "./report.js";
import { ALL_BITS } from "./settle.js";

const folder = join(projectRoot(), "synth-reports");
/** As a worker makes them: a described format then has no name of its own in the header. */
const instances = catalogue().map((instance) => instantiate(instance.unit, plainOptions(instance)));
const reportOf = (module: string): CoverageReport => {
  const report = readCoverage(join(folder, "coverage"), module);
  if (report === undefined) throw new Error(`no coverage report of ${module} (mend with: make coverage)`);
  return report;
};

/** Where all inputs can be tried in the end; elsewhere what is open stays open, and the report lists it. */
const isExhaustible = (instance: Instance): boolean =>
  batchInputs(instance).reduce((sum, { width }) => sum + width, 0) <= ALL_BITS;

/** Most that a bench may have. */
const MAX_ROWS = 20_000;
const MIN_SHARE = 99.5;

describe.each(instances.map((instance) => ({ instance, module: instance.module })))(
  "$module",
  ({ instance, module }) => {
    test("has a report about the Verilog of now", () => {
      const report = reportOf(module);
      expect({ rtl: report.rtl, model: report.model, hint: "make coverage" }).toEqual({
        rtl: rtlHash(instance),
        model: FAULT_MODEL,
        hint: "make coverage",
      });
      expect(report.patterns).toBe(patternRows(instance, assignParameters(instance)).rows);
      expect(report.caught + report.redundant + report.unclassified).toBe(report.faults);
      expect(report.faults).toBeGreaterThanOrEqual(report.classes);
    });

    test("its vectors catch what they must", () => {
      const report = reportOf(module);
      expect(report.rows).toBeLessThanOrEqual(MAX_ROWS);
      if (instance.clocked || !isExhaustible(instance)) return;
      expect(shareOf(report)).toMatchObject({ of: "detectable" });
      expect(shareOf(report).percent).toBeGreaterThanOrEqual(MIN_SHARE);
    });
  },
);

/** Another tenth after every change of the catalogue's reports: what costs more than a hash. */
const table = readFileSync(join(folder, "coverage.md"), "utf8");
const names = instances.map(({ module }) => module);
const some = rotating(names, table);

test("a tenth of the reports is about the vectors of now", () => {
  for (const instance of instances.filter(({ module }) => some.has(module))) {
    const parameters = assignParameters(instance);
    const shipped = shippedRows(instance, parameters);
    const { module, rows, vectors } = reportOf(instance.module);
    expect({ module, rows, vectors }).toEqual({
      module,
      rows: shipped.rows,
      vectors: vectorsHash(instance, parameters, shipped),
    });
  }
});

test("what is measured now is what is committed", async () => {
  const small = instances.filter(({ module, unit }) => reportOf(module).gates < 700 && unit.legal === undefined);
  const one = [
    ...rotating(
      small.map(({ module }) => module),
      table,
    ),
  ][0]!;
  const instance = small.find(({ module }) => module === one)!;
  const job = { unit: instance.unit.name, options: plainOptions(instance), report: undefined, again: false };
  const { report, patterns } = await coverageJob(job);
  expect(reportText(report)).toBe(readFileSync(join(folder, "coverage", `${one}.json`), "utf8"));
  if (patterns === undefined) expect(report.patterns).toBe(0);
  else expect(patterns.text).toBe(readFileSync(join(projectRoot(), PATTERNS_FOLDER, patterns.name), "utf8"));
});

test("the table and the folders are those of the catalogue", () => {
  expect(table).toBe(coverageMarkdown(names.map(reportOf)).text);
  expect(readdirSync(join(folder, "coverage")).sort()).toEqual(names.map((name) => `${name}.json`).sort());
  const withPatterns = names.filter((name) => reportOf(name).patterns > 0).map(patternFileName);
  expect(readdirSync(join(projectRoot(), PATTERNS_FOLDER)).sort()).toEqual(withPatterns.sort());
});
