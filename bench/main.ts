/**
 * `make bench`: measured speeds and sizes beside their goals, as JSON.
 *
 *   npx tsx bench/main.ts [--only cli,models,...] [--save FILE]
 *
 * With --only, --save replaces the figures of these parts and keeps the others.
 *
 * Where two things are compared, both are measured in this run. A goal that is missed is printed as missed and is no
 * failure; what needs a tool that is not there is printed as skipped. Ends with 3 when something cannot be measured
 * for another reason.
 */
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, dirname } from "node:path";
import { parseArgs } from "node:util";
import { HalfulpError, ToolMissing, UsageError } from "../tools/errors.js";
import { writeFiles } from "../tools/files.js";
import { cliFigures } from "./cli.js";
import { bitsliceFigures, verilatorFigures } from "./engines.js";
import type { Entry } from "./figure.js";
import { makeFigures } from "./make.js";
import { modelFigures } from "./models.js";
import { proveFigures } from "./prove.js";
import { sizeFigures } from "./size.js";
import { softwareFigures } from "./software.js";

const parts: Readonly<Record<string, () => Promise<Entry[]>>> = {
  cli: cliFigures,
  bitslice: bitsliceFigures,
  verilator: verilatorFigures,
  models: modelFigures,
  prove: proveFigures,
  software: softwareFigures,
  size: sizeFigures,
  make: makeFigures,
};

function parse(argv: string[]): { names: string[]; save: string | undefined } {
  try {
    const options = { only: { type: "string" }, save: { type: "string" } } as const;
    const { values } = parseArgs({ args: argv, options });
    const names = values.only?.split(",") ?? Object.keys(parts);
    const unknown = names.find((name) => !Object.hasOwn(parts, name));
    if (unknown !== undefined)
      throw new UsageError(`unknown part: ${unknown} (known: ${Object.keys(parts).join(", ")})`);
    return { names, save: values.save };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message.split("\n")[0]!.toLowerCase());
  }
}

async function measure(name: string): Promise<Entry[]> {
  process.stderr.write(`bench ${name}\n`);
  try {
    return await parts[name]!();
  } catch (error) {
    if (error instanceof ToolMissing) return [{ name, skipped: `not installed (${error.install})` }];
    throw error;
  }
}

/** The figures of a saved file that have not been measured now. */
function kept(file: string, now: readonly Entry[]): Entry[] {
  if (!existsSync(file)) return [];
  const { figures } = JSON.parse(readFileSync(file, "utf8")) as { figures: Entry[] };
  return figures.filter(({ name }) => now.every((entry) => entry.name !== name));
}

async function main(argv: string[]): Promise<void> {
  const { names, save } = parse(argv);
  const figures: Entry[] = [];
  for (const name of names) figures.push(...(await measure(name)));
  const processors = cpus();
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: `${processors.length} x ${processors[0]?.model ?? "unknown"}`,
  };
  const text = (all: readonly Entry[]) => `${JSON.stringify({ machine, figures: all }, null, 2)}\n`;
  process.stdout.write(text(figures));
  if (save !== undefined)
    writeFiles(dirname(save), [{ name: basename(save), text: text([...kept(save, figures), ...figures]) }]);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof HalfulpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
