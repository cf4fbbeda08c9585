import { join } from "node:path";
import { expectedOutputs } from "../cosim/model.js";
import { coverCatalogue } from "../coverage/catalogue.js";
import { type Coverage, countFaults, measure } from "../coverage/measure.js";
import { faultNames, shareOf } from "../coverage/report.js";
import { type Batch, batchInputs, batchOutputs, type Port } from "../generators/design.js";
import { assignParameters, designOf, instantiate } from "../generators/instance.js";
import { catalogue } from "../generators/units.js";
import { PATTERNS_FOLDER } from "../testbench/patterns.js";
import { joinRows, shippedRows } from "../testbench/shipped.js";
import { projectRoot } from "../tools/cache.js";
import { UsageError } from "../tools/errors.js";
import type { Call } from "./command.js";
import { commitSeed, progressLine } from "./make.js";
import { markdownTable } from "./table.js";
import { print, printNote } from "./values.js";

/**
 * `halfulp vectors UNIT`: the rows of its bench, `model`'s words with the expected ones behind a `#`. With `--coverage`
 * also what they catch, and behind them the rows that catch the rest. `--all --coverage`: the catalogue into
 * `synth-reports/coverage/`.
 */
export async function vectors(call: Call): Promise<number> {
  if (call.unit === undefined) return all(call);
  const { options, parameters, flags } = call;
  const instance = instantiate(call.unit, options);
  const assignment = assignParameters(instance, parameters);
  const shipped = shippedRows(instance, assignment);
  const coverage = flags.coverage === true ? await measure(instance, assignment, shipped) : undefined;
  const inputs = coverage === undefined ? shipped : joinRows(instance, assignment, shipped, coverage.found);
  const { ports } = designOf(instance, [], assignment);
  const [from, to] = [batchInputs({ ports }), batchOutputs({ ports })];
  const expected = expectedOutputs(instance, inputs, assignment);
  const rows = Array.from({ length: inputs.rows }, (_, row) => ({
    in: hexRow(from, inputs, row),
    out: hexRow(to, expected, row),
  }));
  const names = { inputs: from.map(({ name }) => name), outputs: to.map(({ name }) => name) };
  const facts = coverage && { ...coverageFacts(coverage, shipped.rows), settleRows: instance.settleRows };
  print(flags, { module: instance.module, parameters: assignment, ...names, coverage: facts, rows }, () =>
    [
      `# ${instance.module}: ${names.inputs.join(" ")} # ${names.outputs.join(" ")}`,
      ...(coverage === undefined ? [] : coverageLines(coverage, shipped.rows)),
      ...rows.map((row) => `${row.in.join(" ")} # ${row.out.join(" ")}`),
    ].join("\n"),
  );
  printNote(instance);
  return 0;
}

async function all({ flags }: Call): Promise<number> {
  if (flags.coverage !== true)
    throw new UsageError("vectors --all needs --coverage (vectors are printed for one unit)");
  const { reports, measured, failures } = await coverCatalogue({
    instances: catalogue(),
    folder: join(projectRoot(), "synth-reports"),
    patterns: join(projectRoot(), PATTERNS_FOLDER),
    keep: flags.fresh !== true,
    seed: commitSeed(),
    onProgress: (done, total, module, what) => progressLine("coverage", done, total, module, what),
  });
  const shown = reports.map((report) => ({ report, share: shareOf(report) }));
  print(flags, { reports: shown.map(({ report, share }) => ({ ...report, share })), failures }, () =>
    [
      markdownTable(
        shown.map(({ report, share }) => ({
          module: report.module,
          rows: String(report.rows),
          faults: String(report.faults),
          caught: String(report.caught),
          redundant: String(report.redundant),
          unclassified: String(report.unclassified),
          "share %": share.percent.toFixed(2),
          of: share.of,
        })),
      ),
      `${reports.length} configurations, ${measured} measured now`,
    ].join("\n"),
  );
  for (const { text } of failures) process.stderr.write(`${text}\n`);
  return Math.max(0, ...failures.map(({ exitCode }) => exitCode));
}

const hexRow = (ports: readonly Port[], batch: Batch, row: number): string[] =>
  ports.map(({ width }, i) => batch.columns[i]![row]!.toString(16).padStart(Math.ceil(width / 4), "0"));

/** Of the shipped rows: the faults that only further rows catch are not among `caught`. */
function coverageFacts(coverage: Coverage, shipped: number) {
  const { gates, faults, classes, caught, caughtByFound, found } = coverage;
  const redundant = countFaults(coverage.redundant);
  const unclassified = countFaults(coverage.unclassified);
  const share = shareOf({ faults, caught, redundant, unclassified });
  const lists = {
    redundantFaults: faultNames(coverage.redundant),
    unclassifiedFaults: faultNames(coverage.unclassified),
  };
  const counts = { gates, faults, classes, caught, caughtByFound, redundant, unclassified };
  return { shippedRows: shipped, foundRows: found.rows, ...counts, share, ...lists };
}

function coverageLines(coverage: Coverage, shipped: number): string[] {
  const facts = coverageFacts(coverage, shipped);
  const { share, redundant, unclassified, faults, foundRows, caughtByFound } = facts;
  const rest =
    unclassified > 0 ? `${redundant} proven redundant, ${unclassified} unclassified` : `${redundant} proven redundant`;
  return [
    `# ${shipped} rows catch ${facts.caught} of ${share.faults} ${share.of === "all" ? "" : "detectable "}faults: ${share.percent.toFixed(2)} %`,
    `# ${faults} stuck-at and gate-substitution faults of ${facts.gates} gates, ${rest}`,
    ...(foundRows > 0
      ? [`# the last ${foundRows} rows, which the bench does not have, catch the other ${caughtByFound}`]
      : []),
  ];
}
