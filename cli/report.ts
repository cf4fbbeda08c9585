import { join } from "node:path";
import { readReport as readCosim } from "../cosim/report.js";
import { rowKind } from "../cosim/run.js";
import type { Instance } from "../generators/instance.js";
import { checkedAssignments, optionsText } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { catalogue } from "../generators/units.js";
import { readCertificate } from "../prove/certificate.js";
import { degree } from "../prove/proof.js";
import { findRow } from "../synth/keep.js";
import { readReport as readSynth } from "../synth/report-files.js";
import type { TargetName } from "../synth/targets.js";
import { projectRoot } from "../tools/cache.js";
import { CheckFailed } from "../tools/errors.js";
import { writeFiles } from "../tools/files.js";
import type { Call } from "./command.js";
import { CATALOGUE_TARGETS, DEFAULT_TARGETS, lastRun, rowKey } from "./make.js";
import { markdownTable } from "./table.js";
import { print } from "./values.js";

type TableRow = Record<string, string>;

/**
 * `halfulp report`: one line per configuration and parameter assignment of the catalogue, from the committed reports; on
 * the screen also what the last run measured. The same table without that stands in `synth-reports/summary.md`.
 * @throws CheckFailed when a configuration has no result
 */
export async function report({ flags }: Call): Promise<number> {
  const folder = join(projectRoot(), "synth-reports");
  const runs = { cosim: lastRun("cosim"), synth: lastRun("synth") };
  const facts = catalogue().flatMap((instance) =>
    checkedAssignments(instance).map((parameters, k) =>
      factsOf(folder, instance, parameters, k === 0 ? DEFAULT_TARGETS : CATALOGUE_TARGETS.atOthers),
    ),
  );
  const shown = facts.map(({ row, keys }) => ({
    ...row,
    engines: enginesText(row.engines ?? "", keys.cosim, runs.cosim),
    "this run": measuredText(keys, runs),
  }));
  print(flags, shown, () => markdownTable(shown));
  const missing = facts.filter(({ isWhole }) => !isWhole);
  if (missing.length > 0)
    throw new CheckFailed(
      `${missing.length} configurations without a result, the first: ${missing[0]!.row.configuration}`,
    );
  writeFiles(folder, [{ name: "summary.md", text: summary(facts.map(({ row }) => row)) }]);
  return 0;
}

function factsOf(folder: string, instance: Instance, parameters: Parameters, targets: readonly TargetName[]) {
  const { module, unit } = instance;
  const checks = readCosim(join(folder, "cosim"), module)?.assignments.find(
    (a) => JSON.stringify(a.parameters) === JSON.stringify(parameters),
  );
  const simulated = checks?.engines.filter((e) => rowKind(e) === "engine") ?? [];
  const synth = readSynth(folder, module);
  const cost = (target: TargetName) => findRow(synth, parameters, target)?.row ?? undefined;
  const cell = (value: number | undefined): string => (value === undefined ? "" : String(value));
  const assigned = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const cases = [...new Set(simulated.map((e) => e.checked))].sort((a, b) => a - b);
  const row: TableRow = {
    unit: unit.name,
    configuration: [optionsText(instance), ...assigned].join(" "),
    engines: simulated.map((e) => e.engine).join(" "),
    cases: `${cases.join(" or ")}${checks?.exhaustive && cases.length > 0 ? ", all" : ""}`,
    proven: provenText(folder, module, checks && readCosim(join(folder, "cosim"), module)?.rtl, parameters),
    mismatches: cases.length > 0 ? cell(simulated.reduce((sum, e) => sum + e.mismatches, 0)) : "",
    iCE40: cell(cost("ice40")?.lut),
    ECP5: cell(cost("ecp5")?.lut),
    Xilinx: cell(cost("xilinx")?.lut),
    gates: cell(cost("gates")?.gates),
    depth: cell(cost("gates")?.depth),
    FF: cell(cost("gates")?.ff),
  };
  const keys = {
    cosim: (checks?.engines ?? []).map((e) => rowKey(module, parameters, e.engine)),
    synth: targets.map((target) => rowKey(module, parameters, target)),
  };
  return { row, keys, isWhole: cases.length > 0 && targets.every((target) => cost(target) !== undefined) };
}

/** The degree of the committed proof, where it is about the Verilog that was simulated. */
function provenText(folder: string, module: string, rtl: string | undefined, parameters: Parameters): string {
  const certificate = readCertificate(join(folder, "proofs"), module);
  if (certificate === undefined || certificate.rtl !== rtl) return "";
  const found = certificate.assignments.find((a) => JSON.stringify(a.parameters) === JSON.stringify(parameters));
  return found ? degree(found.proof) : "";
}

/** What an engine found on another machine does not count as its result on one where it is not installed. */
function enginesText(engines: string, keys: readonly string[], run: ReturnType<typeof lastRun>): string {
  const skipped = (engine: string): boolean => keys.some((k) => k.endsWith(` ${engine}`) && run[k] === "skipped");
  return engines
    .split(" ")
    .map((engine) => (skipped(engine) ? `${engine} (skipped, not installed)` : engine))
    .join(" ");
}

/** `now` when all was measured in the last run, `kept` when nothing was, else how much. */
function measuredText(
  keys: Readonly<Record<"cosim" | "synth", string[]>>,
  runs: Readonly<Record<"cosim" | "synth", ReturnType<typeof lastRun>>>,
): string {
  const all = [...keys.cosim.map((k) => runs.cosim[k]), ...keys.synth.map((k) => runs.synth[k])];
  const now = all.filter((m) => m === "now").length;
  const text = now === 0 ? "kept" : now === all.length ? "now" : `${now} of ${all.length} now`;
  return all.includes("skipped") ? `${text}, skipped some` : text;
}

function summary(rows: readonly TableRow[]): string {
  return [
    "<!-- Generated by `halfulp report`, which `make` ends with. -->",
    "",
    "# The default catalogue",
    "",
    "Each line is a configuration at one assignment of its Verilog parameters: the engines that ran it against the exact",
    "model, the cases compared (`all`: every input), what is proven of its netlist (docs/proof.md), and its cost: Yosys",
    "estimates, LUTs at the default parameters only. Versions and scripts stand in [index.md](index.md).",
    "",
    markdownTable(rows),
    "",
  ].join("\n");
}
