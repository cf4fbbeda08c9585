/** The five calls of the library: find a unit, emit it, model it, check it, cost it. */

import type { Engine } from "./cosim/engine.js";
import { engines as allEngines } from "./cosim/engines.js";
import { cosimInstance, type Row, withKind } from "./cosim/run.js";
import { emit, emitInstance } from "./generators/emit.js";
import { assignParameters, callableModel, designOf, instantiate } from "./generators/instance.js";
import type { CombModel, Options, Parameters, Unit } from "./generators/unit.js";
import { findUnit } from "./generators/units.js";
import { type SynthResult, synthesise as synthesiseDesign } from "./synth/run.js";
import type { TargetName } from "./synth/targets.js";

export { emit, findUnit };

/**
 * The exact model of a unit as a function from input words to output words by port name. For a clocked unit each call is
 * one rising edge after reset: inputs before it, outputs after it. It takes a word for each input but clock and reset.
 * @throws UsageError on bad options or parameters; the function itself on words that are no inputs or do not fit
 */
export function model(unit: Unit, options: Options, parameters: Parameters = {}): CombModel {
  return callableModel(instantiate(unit, options), parameters);
}

/**
 * Lints and simulates a unit against its model, at the default and at two other values of each Verilog parameter.
 * Engines that are not installed give a row that says so; `kind` tells rows of linters, whose `checked` counts files.
 * @throws CheckFailed when an engine compared nothing; mismatches are in the rows
 */
export async function check(unit: Unit, options: Options, engines: readonly Engine[] = allEngines): Promise<Row[]> {
  return (await cosimInstance(instantiate(unit, options), { engines })).map(withKind);
}

/**
 * The cost of a unit on one target, with the script's name and the Yosys version beside it. `row` is null for a target
 * with DSP inference where nothing multiplies.
 * @throws CheckFailed on latches, loops or cells that the target cannot map
 */
export function synthesise(
  unit: Unit,
  options: Options,
  target: Exclude<TargetName, "liberty">,
  parameters: Parameters = {},
): Promise<SynthResult> {
  const instance = instantiate(unit, options);
  return synthesiseDesign(
    designOf(instance, emitInstance(instance).files, assignParameters(instance, parameters)),
    target,
  );
}
