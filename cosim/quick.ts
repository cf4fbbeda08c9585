/**
 * Checks one configuration while a unit is being written:
 * `npx tsx cosim/quick.ts UNIT key=value ... [Param=value] [engine=bitslice] [rows=N]`.
 */
import { batchOutputs, type Design } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { assignParameters, designOf, instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { isExhaustive, stimulus } from "../testbench/stimulus.js";
import { HalfulpError, UsageError } from "../tools/errors.js";
import { bitslice } from "./bitslice.js";
import { cxxrtl } from "./cxxrtl.js";
import type { SimulatingEngine } from "./engine.js";
import { differences, explain } from "./explain.js";
import { expectedOutputs } from "./model.js";
import { verilator } from "./verilator.js";

const engines: readonly SimulatingEngine[] = [bitslice, verilator, cxxrtl];
const SHOWN = 5;

async function main(): Promise<number> {
  const [name, ...assignments] = process.argv.slice(2);
  if (name === undefined) throw new UsageError("usage: quick.ts UNIT key=value ... [engine=NAME] [rows=N]");
  const unit = findUnit(name);
  const given = Object.fromEntries(assignments.map((text) => text.split(/=(.*)/s, 2) as [string, string]));
  const { engine: engineName = "bitslice", rows: rowsText, ...rest } = given;
  const engine = engines.find((e) => e.name === engineName);
  if (!engine) throw new UsageError(`unknown engine: ${engineName} (known: ${engines.map((e) => e.name).join(", ")})`);
  const options: Record<string, string | boolean> = {};
  const parameters: Record<string, number> = {};
  for (const [key, value] of Object.entries(rest)) {
    // Options start with a lower case letter, Verilog parameters with a capital.
    if (/^[A-Z]/.test(key)) parameters[key] = Number(value);
    else options[key] = unit.params[key]?.isSwitch ? value !== "false" : value;
  }
  const instance = instantiate(unit, options);
  const assigned = assignParameters(instance, parameters);
  const design: Design = designOf(instance, emitInstance(instance).files, assigned);

  const size = { parameters: assigned, ...(rowsText !== undefined && { rows: Number(rowsText) }) };
  const inputs = stimulus(instance, size);
  const start = performance.now();
  const want = expectedOutputs(instance, inputs, assigned);
  const seconds = (performance.now() - start) / 1000;
  const got = await (await engine.compile(design)).run(inputs);
  const from = instance.clocked ? instance.settleRows : 0;
  const wrong = differences(inputs, got, want, from, Number.POSITIVE_INFINITY);
  for (const mismatch of wrong.slice(0, SHOWN)) console.log(explain(instance, assigned, engine.name, mismatch));
  const all = isExhaustive(instance, size) ? ", all inputs" : "";
  const widths = batchOutputs(design).reduce((sum, port) => sum + port.width, 0);
  console.log(
    `${instance.module}: checked ${inputs.rows - from}${all}, ${widths} output bits, mismatches ${wrong.length}`,
  );
  console.log(`model ${Math.round(inputs.rows / seconds / 1000)} k rows/s`);
  return wrong.length > 0 || inputs.rows <= from ? 1 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof HalfulpError)) throw error;
    console.error(`error: ${error.message}`);
    process.exitCode = error.exitCode;
  },
);
