/** `halfulp synth --hierarchical`: an array too large to be made flat, module by module. */
import { assignParameters, instantiate } from "../generators/instance.js";
import type { Options, Parameters, Unit } from "../generators/unit.js";
import { countHierarchy, type HierarchyCount } from "../synth/hierarchy.js";
import type { SynthDesign } from "../synth/script.js";
import type { TargetName } from "../synth/targets.js";
import type { YosysBackend } from "../tools/yosys.js";
import { markdownTable } from "./table.js";

/** One target behind the other: they share nothing but the cache. */
export async function countedApart(
  design: SynthDesign,
  names: readonly TargetName[],
  backend: YosysBackend,
): Promise<HierarchyCount[]> {
  const counted: HierarchyCount[] = [];
  for (const name of names) counted.push(await countHierarchy(design, name, backend));
  return counted;
}

/** A row for each module and target, and one for the sum of each target. */
export function apartTable(counted: readonly HierarchyCount[]): string {
  const kinds = [...new Set(counted.flatMap(({ sum }) => Object.keys(sum)))] as (keyof HierarchyCount["sum"])[];
  const rows = counted.flatMap(({ target, modules, sum }) =>
    [...modules, { module: "sum", instances: undefined, counts: sum }].map(({ module, instances, counts }) => ({
      module,
      target,
      instances: String(instances ?? ""),
      ...Object.fromEntries(kinds.map((kind) => [kind, String(counts[kind] ?? "")])),
    })),
  );
  return markdownTable(rows);
}

/** What a unit does in a cycle, where it says so; at which frequency is up to place and route. */
export function rateNote(unit: Unit, options: Options, parameters: Parameters): string[] {
  const instance = instantiate(unit, options);
  const operations = unit.operationsPerCycle?.(instance.config, assignParameters(instance, parameters));
  return operations === undefined ? [] : [`${operations} operations a cycle: ${operations / 1000} GOPS per MHz`];
}
