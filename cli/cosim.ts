import { join } from "node:path";
import { cosimCatalogue } from "../cosim/catalogue.js";
import { engines as allEngines } from "../cosim/engines.js";
import { isMissed, plantFaults, writeFaults } from "../cosim/faults.js";
import { plainOptions } from "../cosim/job.js";
import { isMeasured, type Outcome, rowKind, withKind } from "../cosim/run.js";
import { assignParameters, instantiate } from "../generators/instance.js";
import { catalogue, units } from "../generators/units.js";
import { projectRoot } from "../tools/cache.js";
import { CheckFailed, ToolError } from "../tools/errors.js";
import type { Call } from "./command.js";
import { cosimOne } from "./cosim-one.js";
import { commitSeed, progressLine, recordRun, rowKey } from "./make.js";
import { markdownTable } from "./table.js";
import { count, pick, print, printNote } from "./values.js";

const reports = (): string => join(projectRoot(), "synth-reports");

/** `halfulp cosim`: one configuration, or the catalogue into `synth-reports/cosim/`; with `--faults`, the planted faults. */
export async function cosim(call: Call): Promise<number> {
  const engines = pick("engine", call.flags.engine, allEngines).map((e) => e.name);
  const rows = count("rows", call.flags.rows);
  if (call.unit && call.flags.faults !== true) return single(call, engines, rows);
  await demandPackages(engines);
  return call.flags.faults === true ? faults(call, engines, rows) : all(call, engines, rows);
}

async function single({ unit, options, parameters, flags }: Call, engines: string[], rows?: number): Promise<number> {
  const instance = instantiate(unit!, options);
  const chosen = Object.keys(parameters).length > 0 ? assignParameters(instance, parameters) : undefined;
  const outcomes = await cosimOne({
    unit: instance.unit.name,
    options: plainOptions(instance),
    engines,
    rows,
    parameters: chosen,
  });
  print(flags, outcomes.map(withKind), () => markdownTable(outcomes.map(rowText)));
  printNote(instance);
  const failures = outcomes.filter(isMeasured).filter((o) => o.mismatches > 0);
  for (const { failure } of failures) process.stderr.write(`${failure ?? ""}\n`);
  demandEngine(outcomes);
  if (failures.length > 0) return 1;
  // What could run has run and is shown; the exit code still tells of a package that is missing.
  await demandPackages(engines);
  return 0;
}

async function all({ flags }: Call, engines: string[], rows?: number): Promise<number> {
  const { outcomes, failures } = await cosimCatalogue({
    instances: catalogue(),
    engines,
    folder: join(reports(), "cosim"),
    keep: flags.fresh !== true,
    seed: commitSeed(),
    ...(rows !== undefined && { rows }),
    onProgress: ({ done, total, module, measured }) => progressLine("cosim", done, total, module, measured),
  });
  if (rows === undefined)
    recordRun(
      "cosim",
      outcomes.map((o) => ({ key: rowKey(o.module, o.parameters, o.engine), measured: o.measured })),
    );
  const measured = outcomes.filter(isMeasured);
  const skipped = [...new Set(outcomes.flatMap((o) => ("skipped" in o ? [`${o.engine} ${o.skipped}`] : [])))];
  print(flags, { outcomes: outcomes.map(withKind), failures }, () =>
    [
      `${measured.length} rows, ${outcomes.filter((o) => o.measured === "now").length} measured now, ` +
        `${measured.reduce((sum, o) => sum + o.mismatches, 0)} mismatches`,
      ...skipped,
    ].join("\n"),
  );
  for (const { text } of failures) process.stderr.write(`${text}\n`);
  if (failures.length === 0) demandEngine(outcomes);
  return Math.max(0, ...failures.map((f) => f.exitCode));
}

async function faults({ unit, flags }: Call, engines: string[], rows?: number): Promise<number> {
  const found = await plantFaults({
    units: unit ? [unit] : units,
    engines,
    ...(rows !== undefined && { rows }),
    onProgress: (done, total, name) => progressLine("faults", done, total, name, "now"),
  });
  if (!unit && rows === undefined && engines.length === allEngines.length) writeFaults(reports(), found);
  print(flags, found, () =>
    markdownTable(
      found.map((row) => ({
        unit: row.unit,
        fault: row.fault,
        engine: row.engine,
        caught: row.skipped ?? (row.caughtAtRow === undefined ? "MISSED" : `at row ${row.caughtAtRow}`),
      })),
    ),
  );
  demandEngine(found);
  return found.some(isMissed) ? 1 : 0;
}

/** @throws ToolMissing for the npm package of an engine; told once and not by every worker */
async function demandPackages(engines: readonly string[]): Promise<void> {
  for (const engine of allEngines) if (engines.includes(engine.name)) await engine.available();
}

/** Nothing simulated is a failure, whatever the linters said. @throws ToolError with the install line, CheckFailed */
function demandEngine(rows: readonly { readonly engine: string; readonly skipped?: string }[]): void {
  const simulated = rows.filter((row) => rowKind(row) === "engine");
  if (simulated.some((row) => row.skipped === undefined)) return;
  const missing = [...new Set(simulated.map((row) => `${row.engine} ${row.skipped}`))];
  if (missing.length === 0) throw new CheckFailed("nothing was checked");
  throw new ToolError(`no engine ran: ${missing.join("; ")}`);
}

function rowText(o: Outcome): Record<string, string> {
  const assigned = Object.entries(o.parameters).map(([name, value]) => `${name}=${value}`);
  return {
    module: [o.module, ...assigned].join(" "),
    engine: o.engine,
    checked: isMeasured(o) ? `${o.checked}${o.exhaustive && rowKind(o) === "engine" ? " (all)" : ""}` : "",
    mismatches: isMeasured(o) ? String(o.mismatches) : o.skipped,
    version: isMeasured(o) ? o.version : "",
  };
}
