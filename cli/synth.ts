import { readFileSync } from "node:fs";
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
import { type TargetName, targets } from "../synth/targets.js";
import { projectRoot } from "../tools/cache.js";
import { UsageError } from "../tools/errors.js";
import { type YosysBackend, yosysBackends } from "../tools/yosys.js";
import { commitSeed, progressLine, recordRun, rowKey } from "./make.js";
import type { Call } from "./options.js";
import { markdownTable } from "./table.js";
import { pick } from "./values.js";

/** What is measured when no target is named; the DSP rows stand beside, never among, the others. */
const DEFAULT_TARGETS = ["gates", "ice40", "ecp5", "xilinx"] as const;
const CATALOGUE_TARGETS = [...DEFAULT_TARGETS, "ecp5_dsp", "xilinx_dsp"] as const;

/** `halfulp synth`: the cost of one configuration, or of the whole catalogue into `synth-reports/`. */
export async function synth({ unit, options, parameters, flags }: Call): Promise<number> {
  const named = (names: readonly TargetName[]) => names.map((name) => targets[name]);
  const chosen = pick(
    "target",
    flags.target,
    Object.values(targets),
    named(unit ? DEFAULT_TARGETS : CATALOGUE_TARGETS),
  );
  const names = chosen.map((t) => t.name);
  const liberty =
    typeof flags.liberty === "string" ? { name: flags.liberty, text: readLiberty(flags.liberty) } : undefined;
  if (liberty && !names.includes("liberty")) names.push("liberty");
  const designs = unit
    ? [designEntry(instantiate(unit, options), parameters)]
    : catalogue().flatMap((i) => checkedAssignments(i).map((assignment) => designEntry(i, assignment)));
  const rows = await synthCatalogue({
    designs,
    targets: names,
    out: unit ? undefined : join(projectRoot(), "synth-reports"),
    keep: flags.fresh !== true,
    seed: commitSeed(),
    backend: backendOf(flags.yosys),
    ...(liberty && { liberty }),
    onProgress: ({ done, total, module, target, measured }) =>
      progressLine("synth", done, total, `${module} ${target}`, measured),
  });
  if (!unit)
    recordRun(
      "synth",
      rows.map((r) => ({ key: rowKey(r.module, r.parameters, r.target), measured: r.measured })),
    );
  if (flags.json === true) process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  else if (unit) process.stdout.write(`${markdownTable(rows.map(rowText))}\n\n${scriptNote(rows)}\n`);
  else process.stdout.write(`${rows.length} rows, ${rows.filter((r) => r.measured === "now").length} measured now\n`);
  return 0;
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

function rowText({ target, parameters, row }: CatalogueRow): Record<string, string> {
  const cell = (value: number | undefined): string => (value === undefined ? "" : String(value));
  const assigned = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return {
    target,
    ...(assigned.length > 0 && { parameters: assigned.join(" ") }),
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

const scriptNote = (rows: readonly CatalogueRow[]): string =>
  `${rows[0]?.yosys}; scripts: ${rows.map((r) => r.script).join(", ")} (synth-reports/index.md)`;

function readLiberty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function backendOf(text: string | boolean | undefined): YosysBackend {
  const found = yosysBackends.find((b) => b === (text ?? "wasm"));
  if (!found) throw new UsageError(`unknown yosys: ${String(text)} (known: ${yosysBackends.join(", ")})`);
  return found;
}
