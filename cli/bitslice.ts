import { join } from "node:path";
import { defaultLicense } from "../generators/emit.js";
import { instantiate } from "../generators/instance.js";
import { emitSoftware } from "../software/emit.js";
import { writeFiles } from "../tools/files.js";
import type { Call } from "./command.js";
import { print, printNote, requireText } from "./values.js";

/** `halfulp bitslice UNIT -o DIR`: the unit's netlist as C and as WebAssembly with its wrapper. */
export async function bitslice({ unit, options, parameters, flags }: Call): Promise<number> {
  const out = requireText(flags, "out", "bitslice needs a folder to write to: -o DIR");
  const license = typeof flags.license === "string" ? flags.license : defaultLicense;
  const instance = instantiate(unit!, options);
  const { files, gates, expressions, live } = await emitSoftware(instance, { license, parameters });
  writeFiles(out, files);
  printNote(instance);
  const names = files.map((file) => file.name);
  print(flags, { folder: out, files: names, gates, expressions, live }, () =>
    names.map((name) => join(out, name)).join("\n"),
  );
  return 0;
}
