/**
 * Accuracy beside area: small networks on Iris and MNIST, every dot product through the simulated Verilog of exact
 * multiply-accumulate units of fixed point, minifloats and posits, 5 to 8 bits.
 *
 *   npx tsx examples/deep-positron/main.ts [--images N] [--engine verilator|cxxrtl|bitslice]
 *
 * Prints the table; with the default number of MNIST images it writes docs/deep-positron.md. Ends with 1 when a bit
 * differs from the exact model or nothing was compared, 2 on bad options, 3 when a tool is missing.
 *
 * data.ts has the two tasks, network.ts learns, quantised.ts makes codes of it, run.ts streams them through a unit.
 */
import { join } from "node:path";
import { emitInstance } from "../../generators/emit.js";
import { designOf, instantiate } from "../../generators/instance.js";
import { findUnit } from "../../generators/units.js";
import { synthesise } from "../../synth/run.js";
import { projectRoot } from "../../tools/cache.js";
import { CheckFailed, HalfulpError } from "../../tools/errors.js";
import { writeFiles } from "../../tools/files.js";
import { Pool, taskOf } from "../../tools/pool.js";
import { parseArguments } from "../mnist/arguments.js";
import { chooseEngine, simulating } from "../mnist/job.js";
import { screenTable } from "../mnist/report.js";
import { cells, page, type Row } from "./report.js";
import { type Outcome, runJob } from "./run.js";
import { type Setup, setups } from "./setups.js";

const DEFAULT_IMAGES = 100;
const task = taskOf(new URL("./run.ts", import.meta.url).href, runJob);

/** Of the unit at its default number of terms. */
async function costOf({ unit, options }: Setup, pool: Pool): Promise<{ luts: number; gates: number }> {
  const instance = instantiate(findUnit(unit), options);
  const design = designOf(instance, emitInstance(instance).files);
  const [ice40, gates] = [await synthesise(design, "ice40", { pool }), await synthesise(design, "gates", { pool })];
  return { luts: ice40.row!.lut!, gates: gates.row!.gates! };
}

async function main(argv: string[]): Promise<void> {
  const { images, engine: wanted } = parseArguments(argv, DEFAULT_IMAGES);
  const engine = wanted === undefined ? (await chooseEngine()).engine.name : simulating(wanted).name;
  const pool = new Pool();
  try {
    const one = async (setup: Setup, index: number): Promise<Row> => {
      const run = async (count: number): Promise<Outcome> => pool.run(task, { setup: index, images: count, engine });
      const [iris, mnist, cost] = await Promise.all([run(0), run(images), costOf(setup, pool)]);
      process.stderr.write(`${setup.bits} bits, ${setup.family}: ${iris.checked + mnist.checked} cycles compared\n`);
      return { setup, iris, mnist, ...cost };
    };
    const rows = await Promise.all(setups.map(one));
    process.stdout.write(`${screenTable(cells(rows))}\n`);
    const wrong = rows.reduce((sum, { iris, mnist }) => sum + iris.mismatches + mnist.mismatches, 0);
    if (wrong > 0) throw new CheckFailed(`${wrong} cycles in which hardware and model differ`);
    if (rows.some(({ iris, mnist }) => iris.checked === 0 || mnist.checked === 0))
      throw new CheckFailed("a unit was compared in no cycle");
    if (images === DEFAULT_IMAGES)
      writeFiles(join(projectRoot(), "docs"), [{ name: "deep-positron.md", text: page(rows) }]);
  } finally {
    await pool.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof HalfulpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
