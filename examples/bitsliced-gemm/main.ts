/**
 * A matrix product in low precision without hardware: the netlist of a multiply-add as bit-sliced WebAssembly, 128
 * outputs a pass.
 *
 *   npx tsx examples/bitsliced-gemm/main.ts [--m M] [--k K] [--n N]
 *
 * Multiplies M x K by K x N in three pairs of formats and compares every output with the exact model. Ends with 1 when an
 * output differs, 2 on bad options, 3 when a tool is missing.
 *
 * gemm.ts multiplies, check.ts loads the wrapper and asks the model.
 */
import { parseArgs } from "node:util";
import type { Minifloat } from "../../formats/index.js";
import { instantiate } from "../../generators/instance.js";
import { findUnit } from "../../generators/units.js";
import { emitSoftware } from "../../software/emit.js";
import { CheckFailed, HalfulpError, UsageError } from "../../tools/errors.js";
import { exactProduct, load, matrix, mismatches } from "./check.js";
import { multiply, type Shape } from "./gemm.js";

const setups = [
  { a: "hobflops9", round: "rne" },
  { a: "hobflops16", round: "rtz" },
  { a: "e4m3", b: "e5m2", acc: "dlf16" },
] as const;

const RUNS = 20;

function parse(argv: string[]): Shape {
  try {
    const option = { type: "string" } as const;
    const { values } = parseArgs({ args: argv, options: { m: option, k: option, n: option } });
    const size = (name: "m" | "k" | "n", usual: number): number => {
      const value = Number(values[name] ?? usual);
      if (!Number.isInteger(value) || value < 1 || value > 1024)
        throw new UsageError(`${name} must be 1..1024, got ${values[name]}`);
      return value;
    };
    return { m: size("m", 16), k: size("k", 32), n: size("n", 256) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message.split("\n")[0]!.toLowerCase());
  }
}

async function main(argv: string[]): Promise<void> {
  const shape = parse(argv);
  const { m, k, n } = shape;
  process.stdout.write(`${m} x ${k} by ${k} x ${n}, 128 outputs a pass\n`);
  let wrong = 0;
  for (const options of setups) {
    const instance = instantiate(findUnit("fp_fma"), options);
    const software = await emitSoftware(instance);
    const unit = await load(software);
    const { a, b, acc } = instance.config as Readonly<Record<"a" | "b" | "acc", Minifloat>>;
    const widths = { a: a.width, b: b.width, acc: acc.width };
    const [left, right] = [matrix(a, m * k, 1), matrix(b, k * n, 2)];
    let got: Uint32Array = new Uint32Array();
    let rate = 0;
    // The first runs are those of an engine that still compiles.
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      got = multiply(unit, shape, widths, left, right);
      rate = Math.max(rate, (m * k * n) / (performance.now() - start) / 1e3);
    }
    const differ = mismatches(got, exactProduct(instance, shape, left, right));
    wrong += differ;
    const [name, speed] = [software.name.padEnd(44), `${rate.toFixed(0)} M MAC/s`.padStart(12)];
    process.stdout.write(`${name}${speed}  outputs ${m * n} mismatches ${differ}\n`);
  }
  if (wrong > 0) throw new CheckFailed(`${wrong} outputs differ from the exact model`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof HalfulpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
