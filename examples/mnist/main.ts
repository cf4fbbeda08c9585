/**
 * Real data through generated hardware: MNIST digits, classified by nearest class mean, each dot product computed by the
 * simulated Verilog of four units.
 *
 *   npx tsx examples/mnist/main.ts [--images N] [--engine verilator|cxxrtl|bitslice]
 *
 * Prints accuracy per unit beside that of double precision, and shows that the hardware's bits are the exact model's in
 * every cycle. With the default number of images it writes docs/mnist.md. Ends with 1 when a bit differs or nothing was
 * compared, 2 on bad options, 3 when a tool is missing.
 *
 * data.ts reads the images, quantise.ts makes codes of them, stream.ts feeds a unit, job.ts generates and compiles it,
 * classify.ts decides, report.ts prints.
 */
import { join } from "node:path";
import { explain } from "../../cosim/explain.js";
import { projectRoot } from "../../tools/cache.js";
import { CheckFailed, HalfulpError } from "../../tools/errors.js";
import { writeFiles } from "../../tools/files.js";
import { Pool, taskOf } from "../../tools/pool.js";
import { type Arguments, parseArguments } from "./arguments.js";
import { classify, countRight, dotProducts, halfNorms, relativeError } from "./classify.js";
import { classMeans, testImages, trainingImages } from "./data.js";
import { chooseEngine, instanceOf, runJob, simulating } from "./job.js";
import { meanCodes, pixelCodes, SCALE, valuesOf } from "./quantise.js";
import { cells, type Outcome, page, type Row, screenTable } from "./report.js";
import { type Setup, setups } from "./setups.js";

const DEFAULT_IMAGES = 1000;

async function run({ images, engine: wanted }: Arguments): Promise<Outcome> {
  const test = testImages(images);
  const means = classMeans(trainingImages());
  const scaledMeans = Float64Array.from(
    means.flatMap((mean) => [...mean]),
    (value) => value * SCALE,
  );
  const norms = halfNorms(scaledMeans);
  const scaledPixels = Float64Array.from(test.pixels, (ink) => ink * SCALE);
  const rightOf = (dots: Float64Array) => countRight(classify(dots, norms), test.labels);

  const engine = wanted === undefined ? await announcedEngine() : simulating(wanted).name;
  const pool = new Pool();
  const one = async (setup: Setup, index: number): Promise<Row> => {
    const operands = { pixels: pixelCodes(setup.operand, test.pixels), means: meanCodes(setup.operand, means) };
    const streamed = await pool.run(taskOf(new URL("./job.ts", import.meta.url).href, runJob), {
      setup: index,
      engine,
      ...operands,
    });
    const reference = dotProducts(valuesOf(setup.operand, operands.pixels), valuesOf(setup.operand, operands.means));
    const dots = valuesOf(setup.result, streamed.results);
    const { checked, mismatches } = streamed;
    process.stderr.write(`${setup.title}: ${checked} cycles compared, ${mismatches} mismatches\n`);
    if (streamed.first)
      process.stderr.write(`${explain(instanceOf(setup), setup.parameters, engine, streamed.first)}\n`);
    const error = relativeError(dots, reference);
    return { title: setup.title, right: rightOf(dots), rightInDouble: rightOf(reference), error, checked, mismatches };
  };
  try {
    const rows = await Promise.all(setups.map(one));
    return { images, right: rightOf(dotProducts(scaledPixels, scaledMeans)), rows };
  } finally {
    await pool.close();
  }
}

async function announcedEngine(): Promise<string> {
  const { engine, version, skipped } = await chooseEngine();
  for (const line of skipped) process.stderr.write(`engine ${line}\n`);
  process.stderr.write(`engine ${engine.name}: ${engine.path} (${version})\n`);
  return engine.name;
}

async function main(argv: string[]): Promise<void> {
  const wanted = parseArguments(argv, DEFAULT_IMAGES);
  const outcome = await run(wanted);
  process.stdout.write(`${screenTable(cells(outcome))}\n`);
  const wrong = outcome.rows.reduce((sum, row) => sum + row.mismatches, 0);
  if (wrong > 0) throw new CheckFailed(`${wrong} cycles in which hardware and model differ`);
  if (wanted.images === DEFAULT_IMAGES)
    writeFiles(join(projectRoot(), "docs"), [{ name: "mnist.md", text: page(outcome) }]);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof HalfulpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
