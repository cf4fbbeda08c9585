/** Area of Verilog files in one line: `npx tsx synth/quick.ts TOP file.v... [-P Name=value]`. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { HalfulpError, UsageError } from "../tools/errors.js";
import { measure, normalise } from "./run.js";
import type { Row } from "./stat.js";
import type { TargetName } from "./targets.js";

const COLUMNS: readonly (readonly [keyof Row, string])[] = [
  ["gates", ""],
  ["lut", "LUT"],
  ["andNodes", "ands"],
  ["depth", "depth"],
  ["srl", "srl"],
  ["carry", "carry"],
  ["mux", "mux"],
  ["inv", "inv"],
  ["ff", "ff"],
];

function cells(name: TargetName, row: Row): string {
  const shown = COLUMNS.filter(([key]) => row[key] !== undefined);
  return `${name} ${shown.map(([key, label]) => `${label} ${row[key]}`.trim()).join(" ")}`;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { P: { type: "string", short: "P", multiple: true, default: [] } },
  });
  const [top, ...paths] = positionals;
  if (top === undefined || paths.length === 0) throw new UsageError("usage: quick.ts TOP FILE.v... [-P Name=value]");
  const assignments = values.P.map((text) => text.split("="));
  const design = {
    top,
    files: paths.map((path) => ({ name: basename(path), text: readFileSync(path, "utf8") })),
    parameters: Object.fromEntries(assignments.map(([name = "", value = ""]) => [name, Number(value)])),
  };
  const { flat } = await normalise({ design, backend: "wasm" });
  const parts: string[] = [];
  for (const name of ["gates", "ice40", "xilinx", "ecp5"] as const) {
    parts.push(cells(name, await measure({ top, flat, target: name, backend: "wasm", liberty: undefined })));
  }
  console.log(parts.join(" | "));
}

main().catch((error: unknown) => {
  if (!(error instanceof HalfulpError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = error.exitCode;
});
