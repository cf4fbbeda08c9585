import { join } from "node:path";
import type { Format } from "../formats/index.js";
import { emitInstance } from "../generators/emit.js";
import {
  assignParameters,
  checkedAssignments,
  designOf,
  type Instance,
  instantiate,
  optionsText,
} from "../generators/instance.js";
import { catalogue } from "../generators/units.js";
import { type CatalogueDesign, type CatalogueRow, synthCatalogue } from "../synth/catalogue.js";
import { targets } from "../synth/targets.js";
import { projectRoot } from "../tools/cache.js";
import { UsageError } from "../tools/errors.js";
import { type YosysBackend, yosysBackends } from "../tools/yosys.js";
import type { Call } from "./command.js";
import { CATALOGUE_TARGETS, commitSeed, DEFAULT_TARGETS, progressLine, recordRun, rowKey } from "./make.js";
import { readText } from "./read.js";
import { apartTable, countedApart, rateNote } from "./synth-apart.js";
import { markdownTable } from "./table.js";
import { pick, print } from "./values.js";

/** `halfulp synth`: the cost of one configuration, or of the whole catalogue into `synth-reports/`. */
export async function synth({ unit, options, parameters, flags }: Call): Promise<number> {
  const defaults = unit ? DEFAULT_TARGETS : CATALOGUE_TARGETS.atDefaults;
  const chosen = pick(
    "target",
    flags.target,
    Object.values(targets),
    defaults.map((name) => targets[name]),
  );
  const names = chosen.map((t) => t.name);
  const liberty =
    typeof flags.liberty === "string" ? { name: flags.liberty, text: readText(flags.liberty) } : undefined;
  if (liberty && !names.includes("liberty")) names.push("liberty");
  if (!liberty && names.includes("liberty")) throw new UsageError("target liberty needs a library: --liberty FILE");
  const backend = backendOf(flags.yosys);
  if (flags.hierarchical === true) {
    if (unit === undefined) throw new UsageError("--hierarchical counts one unit");
    const counted = await countedApart(designEntry(instantiate(unit, options), parameters).design, names, backend);
    print(flags, counted, () => [apartTable(counted), "", ...rateNote(unit, options, parameters)].join("\n").trimEnd());
    return 0;
  }
  const out = isReportRun({ unit, flags, backend }) ? join(projectRoot(), "synth-reports") : undefined;
  const designs = unit
    ? [designEntry(instantiate(unit, options), parameters)]
    : catalogue().flatMap((i) => {
        const [atDefaults, ...others] = checkedAssignments(i).map((assignment) => designEntry(i, assignment));
        return [atDefaults!, ...others.map((design) => ({ ...design, only: CATALOGUE_TARGETS.atOthers }))];
      });
  const rows = await synthCatalogue({
    designs,
    targets: names,
    out,
    keep: flags.fresh !== true,
    seed: commitSeed(),
    backend,
    ...(liberty && { liberty }),
    onProgress: ({ done, total, module, target, measured }) =>
      progressLine("synth", done, total, `${module} ${target}`, measured),
  });
  if (out !== undefined)
    recordRun(
      "synth",
      rows.map((r) => ({ key: rowKey(r.module, r.parameters, r.target), measured: r.measured })),
    );
  print(flags, rows, () =>
    out === undefined
      ? [costTable(rows), "", ...(unit ? rateNote(unit, options, parameters) : []), scriptNote(rows)].join("\n")
      : `${rows.length} rows, ${rows.filter((r) => r.measured === "now").length} measured now`,
  );
  return 0;
}

/** What is committed has all default targets, from the pinned Yosys, and nothing that only one user has. */
export function isReportRun({
  unit,
  flags,
  backend,
}: Pick<Call, "unit" | "flags"> & { backend: YosysBackend }): boolean {
  return unit === undefined && flags.target === undefined && flags.liberty === undefined && backend === "wasm";
}

function designEntry(instance: Instance, parameters: Call["parameters"]): CatalogueDesign {
  const { unit, config } = instance;
  const design = designOf(instance, emitInstance(instance).files, assignParameters(instance, parameters));
  const formats = Object.values(config).filter((v): v is Format => typeof v === "object" && v !== null && "kind" in v);
  return {
    unit: unit.name,
    config: optionsText(instance),
    design,
    formats: [...new Set([...formats, ...instance.ports.flatMap((p) => p.format ?? [])].map((f) => f.name))],
  };
}

function rowText({ module, target, parameters, row }: CatalogueRow): Record<string, string> {
  const cell = (value: number | undefined): string => (value === undefined ? "" : String(value));
  const assigned = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return {
    module,
    target,
    parameters: assigned.join(" "),
    lut: cell(row?.lut),
    carry: cell(row?.carry),
    mux: cell(row?.mux),
    dsp: cell(row?.dsp),
    gates: cell(row?.gates),
    "and nodes": cell(row?.andNodes),
    depth: cell(row?.depth),
    ff: cell(row?.ff),
    area: cell(row?.area),
  };
}

/** Without the columns that no row has anything for. */
function costTable(rows: readonly CatalogueRow[]): string {
  const texts = rows.map(rowText);
  const used = new Set(texts.flatMap((text) => Object.keys(text).filter((name) => text[name] !== "")));
  return markdownTable(
    texts.map((text) => Object.fromEntries(Object.entries(text).filter(([name]) => used.has(name)))),
  );
}

const scriptNote = (rows: readonly CatalogueRow[]): string =>
  `${rows[0]?.yosys}; scripts: ${[...new Set(rows.map((r) => r.script))].join(", ")} (synth-reports/index.md)`;

function backendOf(text: string | boolean | undefined): YosysBackend {
  const found = yosysBackends.find((b) => b === (text ?? "wasm"));
  if (!found) throw new UsageError(`unknown yosys: ${String(text)} (known: ${yosysBackends.join(", ")})`);
  return found;
}
