/** What workers do for a proof. Each is a function of plain data. */
import { SlicedNetlist, sliceNetlist } from "../cosim/bitslice.js";
import { compare } from "../cosim/compare.js";
import { expectedOutputs } from "../cosim/model.js";
import { makeVectors } from "../cosim/vectors.js";
import { type Batch, batchInputs, type Design } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { designOf, type Instance } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { stimulus } from "../testbench/stimulus.js";
import { closureHash } from "../tools/closure.js";
import { CheckFailed } from "../tools/errors.js";
import { type ControlProof, proveControl, referenceDesign } from "./control.js";
import { directedSequence } from "./directed.js";
import {
  type Counterexample,
  coreOf,
  dataNetlist,
  instanceOf,
  keptResult,
  netlistHash,
  type ShardResult,
  type Subject,
} from "./exhaust.js";
import { expectationOf } from "./expect.js";
import { proveStep, type StepProof } from "./step.js";
import { proveTwin, twinOf } from "./twin.js";

export { proveShard } from "./exhaust.js";

export interface Facts {
  readonly netlist: string;
  /** How the data path can be exhausted; absent where it cannot. */
  readonly exhaust?: {
    readonly bits: number;
    readonly model: "fast" | "exact";
    readonly masked: boolean;
    readonly step?: StepProof;
  };
}

/** Synthesises, so that the workers of a proof find the netlist. @throws CheckFailed for a netlist that is refused */
export async function factsOf(subject: Subject): Promise<Facts> {
  const instance = instanceOf(subject);
  const { parameters } = subject;
  const whole = await sliceNetlist(designOf(instance, emitInstance(instance).files, parameters));
  const netlist = netlistHash(whole);
  if (instance.unit.kind !== "combinational") return { netlist };
  // Refuses what is no pipeline, however little can be said of the data.
  const data = await dataNetlist(instance, parameters);
  const expectation = expectationOf(coreOf(instance), parameters);
  if (expectation === undefined) return { netlist };
  const { model, masked, stepped, outerBits, innerBits } = expectation;
  const exhaust = { bits: outerBits + innerBits, model, masked };
  if (stepped === undefined) return { netlist, exhaust };
  const inputs = batchInputs(designOf(coreOf(instance), [], parameters));
  const before = inputs.slice(
    0,
    inputs.findIndex(({ name }) => name === stepped.port),
  );
  const step = proveStep(
    data,
    before.reduce((sum, { width }) => sum + width, 0),
    stepped.width,
  );
  return step ? { netlist, exhaust: { ...exhaust, step } } : { netlist };
}

/** The unit against its reference, or a sequence in which the unit is not its model. */
export type Control = (ControlProof & { readonly cycles: number }) | { readonly counterexample: Counterexample };

/**
 * The unit beside the model first, since a mismatch there says more than an unequal register; then by induction beside the
 * reference; and the reference beside the model, on the ordinary stimulus and on the sequences that it is too short for.
 * @throws CheckFailed when the induction or the reference fails
 */
export async function controlOf(subject: Subject): Promise<Control> {
  const instance = instanceOf(subject);
  const { parameters } = subject;
  const { inputs: ordinary } = makeVectors(instance, parameters);
  const directed = directedSequence(instance, parameters);
  const sequences = [ordinary, ...(directed ? [directed] : [])];
  const own = designOf(instance, emitInstance(instance).files, parameters);
  const unit = await mismatchIn(own, instance, parameters, sequences);
  if (unit.counterexample) return { counterexample: unit.counterexample };
  const proof = await proveControl(instance, parameters);
  const reference = await mismatchIn(referenceDesign(instance, parameters), instance, parameters, sequences);
  if (reference.counterexample)
    throw new CheckFailed(
      `the reference of ${instance.module} is not its model, first in cycle ${reference.counterexample.row}`,
    );
  return { ...proof, cycles: reference.cases };
}

async function mismatchIn(
  design: Design,
  instance: Instance,
  parameters: Parameters,
  sequences: readonly Batch[],
): Promise<ShardResult> {
  const netlist = await sliceNetlist(design);
  let cases = 0;
  for (const inputs of sequences) {
    const made = against(design, new SlicedNetlist(design, netlist), instance, parameters, inputs);
    if (made.counterexample) return made;
    cases += made.cases;
  }
  return { cases };
}

/** Rows of a netlist beside the model. @throws CheckFailed when none was compared */
export function against(
  design: Design,
  netlist: SlicedNetlist,
  instance: Instance,
  parameters: Parameters,
  inputs: Batch,
): ShardResult {
  const expected = expectedOutputs(instance, inputs, parameters);
  const { checked, mismatches, first } = compare(design, inputs, netlist.run(inputs), expected);
  if (checked === 0) throw new CheckFailed(`no row of ${instance.module} was checked`);
  if (mismatches === 0 || first === undefined) return { cases: checked };
  const { row, inputs: given, got, want } = first;
  return { cases: checked, counterexample: { row, inputs: given, got: got.map((text) => BigInt(`0x${text}`)), want } };
}

/** A unit beside its twin. @throws CheckFailed when the solver says neither that they are equal nor where they are not */
export function equalOf(subject: Subject): ReturnType<typeof proveTwin> {
  const instance = instanceOf(subject);
  const twin = twinOf(instance);
  if (twin === undefined) throw new Error(`${instance.module} has no twin`);
  return proveTwin(instance, twin, subject.parameters);
}

export interface Sampling extends Subject {
  readonly rows: number;
  /** The first batch is the ordinary stimulus, the others are drawn in the same way. */
  readonly batch: number;
  readonly fresh: boolean;
}

/**
 * Region-weighted rows on the netlist, its pipeline passed through, where nothing stronger is possible. Kept like a
 * shard: a long run goes on where it was stopped.
 */
export async function sample(job: Sampling): Promise<ShardResult> {
  const instance = instanceOf(job);
  const { parameters, rows, batch } = job;
  const core = coreOf(instance);
  const design = designOf(core, emitInstance(core).files, parameters);
  const netlist =
    instance.unit.kind === "combinational" ? await dataNetlist(instance, parameters) : await sliceNetlist(design);
  const program = await closureHash(import.meta.url, ["./jobs", `../generators/${job.unit}/unit`]);
  const { fresh, ...what } = job;
  const key = [program, netlistHash(netlist), JSON.stringify(what)];
  return keptResult(fresh ? undefined : key, () => {
    const inputs = stimulus(core, { parameters, rows, ...(batch > 0 && { seed: `${core.module} ${batch}` }) });
    return against(design, new SlicedNetlist(design, netlist), core, parameters, inputs);
  });
}
