import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expectedOutputs } from "../cosim/model.js";
import { type Emitted, emitInstance } from "../generators/emit.js";
import { assignParameters, designOf, instantiate } from "../generators/instance.js";
import { catalogue } from "../generators/units.js";
import { emitBench } from "../testbench/bench.js";
import { stimulus } from "../testbench/stimulus.js";
import { UsageError } from "../tools/errors.js";
import { type OutputFile, writeFiles } from "../tools/files.js";
import type { Call } from "./options.js";
import { requireText } from "./values.js";

/**
 * `halfulp gen UNIT -o DIR`: one file per module, `<top>.f`, `<top>_tb.v` and its vectors. `--all`: the modules and file
 * lists of the default catalogue; what no variant needs any more is removed.
 */
export async function gen({ unit, options, parameters, flags }: Call): Promise<number> {
  const out = requireText(flags, "out", "gen needs a folder to write to: -o DIR");
  const license = licenseOf(flags.license);
  const files = unit
    ? oneUnit(emitInstance(instantiate(unit, options), { license }), parameters, license)
    : catalogue().flatMap((instance) => verilogFiles(emitInstance(instance, { license })));
  const unique = new Map(files.map((file) => [file.name, file]));
  writeFiles(out, [...unique.values()]);
  if (!unit) removeOthers(out, unique);
  const names = [...unique.keys()];
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ folder: out, files: names }, undefined, 2)}\n`);
  else
    process.stdout.write(unit ? names.map((n) => `${join(out, n)}\n`).join("") : `${names.length} files in ${out}\n`);
  return 0;
}

function oneUnit(emitted: Emitted, parameters: Call["parameters"], license: string): OutputFile[] {
  const { instance, files } = emitted;
  if (instance.note !== undefined) process.stderr.write(`note: ${instance.note}\n`);
  const assignment = assignParameters(instance, parameters);
  const inputs = stimulus(instance, { parameters: assignment });
  const expected = expectedOutputs(instance, inputs, assignment);
  const design = designOf(instance, files, assignment);
  return [...verilogFiles(emitted), ...emitBench(design, inputs, expected, { license }).files];
}

/** The modules, and the list of them with relative paths, the top last. */
function verilogFiles({ name, files }: Emitted): OutputFile[] {
  return [...files, { name: `${name}.f`, text: files.map((file) => `${file.name}\n`).join("") }];
}

/** Generated files that are no longer made. Nothing else in the folder is touched. */
function removeOthers(folder: string, made: ReadonlyMap<string, OutputFile>): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (/\.(v|f)$/.test(name) && !made.has(name)) rmSync(join(folder, name));
}

function licenseOf(text: string | boolean | undefined): string {
  if (text === undefined) return "Apache-2.0";
  if (typeof text === "string" && /^[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*$/.test(text)) return text;
  throw new UsageError(`license must be an SPDX identifier, got ${String(text)}`);
}
