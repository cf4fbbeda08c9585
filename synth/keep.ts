/** Which rows of a committed report still hold, and which of those are measured again all the same. */
import type { ModuleReport, ReportRow } from "./report.js";
import type { SynthResult } from "./run.js";
import type { SynthDesign } from "./script.js";
import type { TargetName } from "./targets.js";

export { rotating } from "../tools/rotating.js";

/** A parameter assignment as text, e.g. `Bias=7 ChunkLen=64`; empty for none. */
export function parametersText(parameters: Readonly<Record<string, number>>): string {
  const names = Object.keys(parameters).sort();
  return names.map((name) => `${name}=${parameters[name]}`).join(" ");
}

/** The row of a report for one assignment and target, whether it still holds or not. */
export function findRow(
  report: ModuleReport | undefined,
  parameters: SynthDesign["parameters"],
  target: TargetName,
): ReportRow | undefined {
  const wanted = parametersText(parameters);
  return report?.rows.find((row) => row.target === target && parametersText(row.parameters) === wanted);
}

/** True when the row was made from exactly this input: same sources, parameters, script and Yosys, all in the hash. */
export function isCurrent(row: ReportRow | undefined, hash: string): row is ReportRow {
  return row !== undefined && row.hash === hash;
}

/** What a second measurement says otherwise, e.g. `lut 83, not 84`; empty when it agrees in every count. */
export function disagreement(kept: Pick<SynthResult, "row">, again: Pick<SynthResult, "row">): string {
  const [before, now] = [flatten(kept.row), flatten(again.row)];
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  return names
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => `${name} ${now.get(name) ?? "absent"}, not ${before.get(name) ?? "absent"}`)
    .join("; ");
}

function flatten(row: SynthResult["row"]): Map<string, string> {
  if (row === null) return new Map([["row", "none"]]);
  const { cells, ...counts } = row;
  return new Map([...Object.entries(counts), ...Object.entries(cells)].map(([name, value]) => [name, String(value)]));
}
