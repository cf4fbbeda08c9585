/** What workers do for a proof. Each is a function of plain data. */
import { SlicedNetlist, sliceNetlist } from "../cosim/bitslice.js";
import { compare } from "../cosim/compare.js";
import { expectedOutputs } from "../cosim/model.js";
import { makeVectors } from "../cosim/vectors.js";
import { batchInputs, type Design } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { designOf, type Instance } from "../generators/instance.js";
import { stimulus } from "../testbench/stimulus.js";
import { closureHash } from "../tools/closure.js";
import { CheckFailed } from "../tools/errors.js";
import { type ControlProof, proveControl, referenceDesign } from "./control.js";
import { coreOf, dataNetlist, instanceOf, keptResult, netlistHash, type ShardResult, type Subject } from "./exhaust.js";
import { expectationOf } from "./expect.js";
import { proveStep, type StepProof } from "./step.js";

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
  const expectation = expectationOf(coreOf(instance), parameters);
  if (expectation === undefined) return { netlist };
  // Refuses what is no pipeline before any shard starts.
  const data = await dataNetlist(instance, parameters);
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

/** The unit against its reference, and the reference against the model. @throws CheckFailed */
export async function controlOf(subject: Subject): Promise<ControlProof & { cycles: number }> {
  const instance = instanceOf(subject);
  const { parameters } = subject;
  const proof = await proveControl(instance, parameters);
  const design = referenceDesign(instance, parameters);
  const { inputs, expected } = makeVectors(instance, parameters);
  const outputs = new SlicedNetlist(design, await sliceNetlist(design)).run(inputs);
  const { checked, mismatches, first } = compare(design, inputs, outputs, expected);
  if (mismatches > 0 || checked === 0)
    throw new CheckFailed(
      `the reference of ${instance.module} is not its model: ${mismatches} of ${checked} cycles differ, first row ${first?.row}`,
    );
  return { ...proof, cycles: checked };
}

export interface Sampling extends Subject {
  readonly rows: number;
  /** The first batch is the ordinary stimulus, the others are drawn in the same way. */
  readonly batch: number;
  readonly fresh: boolean;
}

/**
 * Region-weighted rows on the netlist, where nothing stronger is possible. Kept like a shard: a long run goes on where it
 * was stopped.
 */
export async function sample(job: Sampling): Promise<ShardResult> {
  const instance = instanceOf(job);
  const { parameters } = job;
  const design = designOf(instance, emitInstance(instance).files, parameters);
  const netlist = await sliceNetlist(design);
  const program = await closureHash(import.meta.url, ["./jobs", `../generators/${job.unit}/unit`]);
  const { fresh, ...what } = job;
  const key = [program, netlistHash(netlist), JSON.stringify(what)];
  return keptResult(fresh ? undefined : key, () =>
    sampleNow(job, instance, new SlicedNetlist(design, netlist), design),
  );
}

function sampleNow(
  { parameters, rows, batch }: Sampling,
  instance: Instance,
  netlist: SlicedNetlist,
  design: Design,
): ShardResult {
  const inputs = stimulus(instance, { parameters, rows, ...(batch > 0 && { seed: `${instance.module} ${batch}` }) });
  const expected = expectedOutputs(instance, inputs, parameters);
  const { checked, mismatches, first } = compare(design, inputs, netlist.run(inputs), expected);
  if (checked === 0) throw new CheckFailed(`no row of ${instance.module} was checked`);
  if (mismatches === 0 || first === undefined) return { cases: checked };
  const words = (texts: readonly string[]) => texts.map((text) => BigInt(`0x${text}`));
  const { row, inputs: given, got, want } = first;
  return { cases: checked, counterexample: { row, inputs: given, got: words(got), want } };
}
