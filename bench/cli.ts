/** How long a user waits for the command line. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { emit } from "../generators/emit.js";
import { optionsText } from "../generators/instance.js";
import { units } from "../generators/units.js";
import { projectRoot } from "../tools/cache.js";
import { ToolError } from "../tools/errors.js";
import { withTempDir } from "../tools/native.js";
import { type Entry, figure, median } from "./figure.js";
import { measured } from "./processes.js";

const RUNS = 7;
const RUNS_PER_UNIT = 3;

async function medianMs(runs: number, args: readonly string[], cwd: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(1000 * (await measured(process.execPath, args, cwd)).seconds);
  return median(times);
}

/** `halfulp --help`, and `halfulp gen` of the first variant of every unit, beside a Node that does nothing. */
export async function cliFigures(): Promise<Entry[]> {
  const program = join(projectRoot(), "dist/cli/main.js");
  if (!existsSync(program)) throw new ToolError("dist/cli/main.js is missing (build with: make build)");
  return withTempDir(async (folder) => {
    const bare = await medianMs(RUNS, ["-e", "0"], folder);
    const help = await medianMs(RUNS, [program, "--help"], folder);
    let slowest = { name: "", ms: 0 };
    for (const unit of units) {
      const { instance } = emit(unit, unit.variants[0]!);
      const options = optionsText(instance).match(/'[^']*'|\S+/g) ?? [];
      const words = options.map((word) => word.replaceAll("'", ""));
      const ms = await medianMs(RUNS_PER_UNIT, [program, "gen", unit.name, ...words, "-o", unit.name], folder);
      if (ms > slowest.ms) slowest = { name: [unit.name, ...options].join(" "), ms };
    }
    const relative = (ms: number) => ({ node: bare, timesNode: ms / bare });
    return [
      figure("halfulp --help", help, "ms", { is: "at most", limit: 300 }, relative(help)),
      figure(
        "halfulp gen, the slowest unit",
        slowest.ms,
        "ms",
        { is: "at most", limit: 700 },
        {
          unit: slowest.name,
          units: units.length,
          ...relative(slowest.ms),
        },
      ),
    ];
  });
}
