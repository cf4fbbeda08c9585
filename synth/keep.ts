/** Which rows of a committed report still hold, and which of those are measured again all the same. */
import { contentHash } from "../tools/cache.js";
import type { ModuleReport, ReportRow } from "./report.js";
import type { SynthResult } from "./run.js";
import type { SynthDesign } from "./script.js";
import type { TargetName } from "./targets.js";

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

/**
 * One part in `parts` of the keys, at least one where there are any: those whose hash with the seed is lowest. Another
 * seed (the commit's hash) picks others, so that in time every row is measured again by somebody.
 */
export function rotating(keys: readonly string[], seed: string, parts = 10): Set<string> {
  const ranked = keys.map((key) => ({ key, rank: contentHash(seed, key) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return new Set(ranked.slice(0, Math.ceil(keys.length / parts)).map(({ key }) => key));
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
