/** A network in the codes of one format: the scale of each tensor, and what the unit is given. */
import type { Format } from "../../formats/index.js";
import { codeOf, valuesOf } from "../mnist/quantise.js";
import { classify, type Layer, type Samples } from "./network.js";

/** The input times 2^input, and the weights of each layer times 2^weights[l], before they are rounded. */
export interface Scales {
  readonly input: number;
  readonly weights: readonly number[];
}

export interface CodedLayer {
  /** One row for each output. */
  readonly weights: readonly Uint32Array[];
  readonly biases: Uint32Array;
  readonly relu: boolean;
}

/** Powers of two that are tried. */
const FROM = -4;
const TO = 1;

/** Rows of weights under each power, rounded once. */
const rowsOf = new WeakMap<Layer, Map<string, Uint32Array[]>>();

function codedRows(format: Format, layer: Layer, power: number): Uint32Array[] {
  const kept = rowsOf.get(layer) ?? new Map<string, Uint32Array[]>();
  rowsOf.set(layer, kept);
  const key = `${format.name} ${power}`;
  const rows = kept.get(key) ?? layer.weights.map((row) => coded(format, row, power));
  kept.set(key, rows);
  return rows;
}

const coded = (format: Format, values: Float64Array, scale: number): Uint32Array =>
  Uint32Array.from(values, (value) => codeOf(format, value * 2 ** scale));

export const inputCodes = (format: Format, x: Float64Array, { input }: Scales): Uint32Array => coded(format, x, input);

/** The sum of a layer carries the scales of its input and its weights, and so does the bias that it starts from. */
export function codedLayers(format: Format, layers: readonly Layer[], { input, weights }: Scales): CodedLayer[] {
  let below = input;
  return layers.map((layer, l) => {
    const rows = codedRows(format, layer, weights[l]!);
    below += weights[l]!;
    return { weights: rows, biases: coded(format, layer.biases, below), relu: layer.relu };
  });
}

/** How many are right in double precision from rounded operands, each result rounded as the unit does. */
function rightOf(
  format: Format,
  layers: readonly CodedLayer[],
  inputs: readonly Uint32Array[],
  labels: readonly number[],
) {
  const values: Layer[] = layers.map((layer) => ({
    weights: layer.weights.map((row) => valuesOf(format, row)),
    biases: valuesOf(format, layer.biases),
    relu: layer.relu,
  }));
  const rounded = (x: Float64Array): Float64Array => valuesOf(format, coded(format, x, 0));
  return inputs.filter((x, i) => classify(values, valuesOf(format, x), rounded) === labels[i]).length;
}

/** The scales that classify the training samples best, the smallest powers of equals; the first layer's decide first. */
export function chooseScales(format: Format, layers: readonly Layer[], { inputs, labels }: Samples): Scales {
  const powers = Array.from({ length: TO - FROM + 1 }, (_, i) => FROM + i);
  let best = { input: 0, weights: layers.map(() => 0) };
  let most = -1;
  const choices = layers.reduce<number[][]>((lists, _) => lists.flatMap((l) => powers.map((p) => [...l, p])), [[]]);
  for (const input of powers) {
    const codes = inputs.map((x) => coded(format, x, input));
    for (const weights of choices) {
      const right = rightOf(format, codedLayers(format, layers, { input, weights }), codes, labels);
      if (right > most) [best, most] = [{ input, weights }, right];
    }
  }
  return best;
}
