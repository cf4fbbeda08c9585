/** One unit through one task, in whatever process this is called: choose scales, stream all layers, count. */
import { instantiate } from "../../generators/instance.js";
import { findUnit } from "../../generators/units.js";
import { simulating } from "../mnist/job.js";
import { valuesOf } from "../mnist/quantise.js";
import { streamDots } from "../streamed.js";
import { iris, mnist, type Task } from "./data.js";
import { classify, winner } from "./network.js";
import { chooseScales, codedLayers, inputCodes } from "./quantised.js";
import { setups } from "./setups.js";

export interface Job {
  /** Index into `setups`. */
  readonly setup: number;
  /** Test images of MNIST; 0 for Iris. */
  readonly images: number;
  readonly engine: string;
}

export interface Outcome {
  /** Test samples, and how many of them the hardware's results and double precision classify rightly. */
  readonly samples: number;
  readonly right: number;
  readonly rightInDouble: number;
  readonly checked: number;
  readonly mismatches: number;
}

let kept: { images: number; task: Task } | undefined;

/** Learning is the same every time, and is done once in a process. */
function taskOf(images: number): Task {
  if (kept?.images !== images) kept = { images, task: images === 0 ? iris() : mnist(images) };
  return kept.task;
}

export async function runJob({ setup: index, images, engine }: Job): Promise<Outcome> {
  const setup = setups[index]!;
  const { format } = setup;
  const { layers, training, test } = taskOf(images);
  const scales = chooseScales(format, layers, training);
  let codes = test.inputs.map((x) => inputCodes(format, x, scales));
  let [checked, mismatches] = [0, 0];
  for (const layer of codedLayers(format, layers, scales)) {
    const { unit, options } = setup;
    const instance = instantiate(findUnit(unit), layer.relu ? { ...options, relu: true } : options);
    const dots = codes.flatMap((a) => layer.weights.map((b, k) => ({ a, b, init: layer.biases[k]! })));
    const ran = await streamDots(instance, { Terms: codes[0]!.length }, simulating(engine), dots);
    codes = codes.map((_, i) => Uint32Array.from(layer.weights, (_, k) => ran.results[i * layer.weights.length + k]!));
    checked += ran.checked;
    mismatches += ran.mismatches;
  }
  const rights = (classes: readonly number[]) => classes.filter((found, i) => found === test.labels[i]).length;
  return {
    samples: test.labels.length,
    right: rights(codes.map((scores) => winner(valuesOf(format, scores)))),
    rightInDouble: rights(test.inputs.map((x) => classify(layers, x))),
    checked,
    mismatches,
  };
}
