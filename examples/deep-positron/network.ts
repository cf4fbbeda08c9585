/** Small networks in double precision: fully connected layers, ReLU between them, trained by plain gradient descent. */
import type { Prng } from "../../testbench/prng.js";

export interface Layer {
  /** One row for each output. */
  readonly weights: readonly Float64Array[];
  readonly biases: Float64Array;
  /** Negative sums give 0. */
  readonly relu: boolean;
}

export interface Samples {
  readonly inputs: readonly Float64Array[];
  readonly labels: readonly number[];
}

interface Training {
  /** Inputs, then the outputs of each layer. */
  readonly sizes: readonly number[];
  readonly epochs: number;
  readonly rate: number;
  readonly prng: Pick<Prng, "unit">;
}

export function outputs({ weights, biases, relu }: Layer, x: Float64Array): Float64Array {
  return Float64Array.from(weights, (row, k) => {
    let sum = biases[k]!;
    for (let i = 0; i < row.length; i++) sum += row[i]! * x[i]!;
    return relu && sum < 0 ? 0 : sum;
  });
}

/** The class with the largest output; the first of equals. */
export const winner = (scores: ArrayLike<number>): number =>
  Array.from(scores).reduce((best, score, k) => (score > scores[best]! ? k : best), 0);

/** The class of x; `rounded` is what becomes of each layer's results. */
export const classify = (
  layers: readonly Layer[],
  x: Float64Array,
  rounded = (values: Float64Array) => values,
): number => winner(layers.reduce((values, layer) => rounded(outputs(layer, values)), x));

/** Cross-entropy, one sample after another in the order given; the same weights every time. */
export function train({ inputs, labels }: Samples, { sizes, epochs, rate, prng }: Training): Layer[] {
  const layers = sizes.slice(1).map((size, l): Layer => {
    const fanIn = sizes[l]!;
    const spread = Math.sqrt(6 / fanIn);
    return {
      weights: Array.from({ length: size }, () =>
        Float64Array.from({ length: fanIn }, () => (2 * prng.unit() - 1) * spread),
      ),
      biases: new Float64Array(size),
      relu: l < sizes.length - 2,
    };
  });
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const [i, x] of inputs.entries()) descend(layers, x, labels[i]!, rate / (1 + epoch / 10));
  return layers;
}

function descend(layers: readonly Layer[], x: Float64Array, label: number, rate: number): void {
  const values = [x];
  for (const layer of layers) values.push(outputs(layer, values.at(-1)!));
  const scores = values.at(-1)!;
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power);
  let slope: Float64Array = powers.map((power, k) => power / total - (k === label ? 1 : 0));
  for (let l = layers.length - 1; l >= 0; l--) {
    const { weights, biases } = layers[l]!;
    const below = values[l]!;
    const next = new Float64Array(below.length);
    for (const [k, row] of weights.entries()) {
      const step = slope[k]!;
      if (step === 0) continue;
      for (let i = 0; i < row.length; i++) {
        next[i]! += step * row[i]!;
        row[i]! -= rate * step * below[i]!;
      }
      biases[k]! -= rate * step;
    }
    // Where the layer below gave 0 its ReLU was flat.
    slope = next.map((step, i) => (below[i]! > 0 ? step : 0));
  }
}
