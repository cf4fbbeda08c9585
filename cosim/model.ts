/** The exact model of an instance over a batch: what every engine must give. */
import { type Batch, batchInputs, batchOutputs, type Column, type Port } from "../generators/design.js";
import { designOf, type Instance, instanceModel } from "../generators/instance.js";
import type { Parameters, Words } from "../generators/unit.js";
import { newOutputs, validateBatch } from "./engine.js";

/**
 * Output columns for input columns, from power-up. In the settle rows of a clocked instance, which no engine compares,
 * outputs that the model does not give yet are 0; anywhere else a missing or too wide word is a defect of the unit.
 */
export function expectedOutputs(instance: Instance, inputs: Batch, parameters: Parameters = {}): Batch {
  const { ports } = designOf(instance, [], parameters);
  const inputPorts = batchInputs({ ports });
  validateBatch(inputPorts, inputs);
  const outputs = newOutputs({ ports }, inputs.rows);
  const writers = batchOutputs({ ports }).map((port, i) => writer(instance, port, outputs.columns[i]!));
  const answer = answering(instance, parameters);
  for (let row = 0; row < inputs.rows; row++) {
    // A fresh object per row: a model may keep what it is given.
    const words: Words = {};
    for (let i = 0; i < inputPorts.length; i++) words[inputPorts[i]!.name] = BigInt(inputs.columns[i]![row]!);
    const result = answer(words);
    for (const write of writers) write(row, result);
  }
  return outputs;
}

function answering(instance: Instance, parameters: Parameters): (words: Words) => Words {
  const made = instanceModel(instance, parameters);
  if (made.kind === "combinational") return made.model;
  made.model.reset();
  return (words) => made.model.step(words);
}

function writer(instance: Instance, port: Port, column: Column): (row: number, result: Words) => void {
  const { name, width } = port;
  const limit = 1n << BigInt(width);
  const settle = instance.clocked ? instance.settleRows : 0;
  return (row, result) => {
    const word = result[name] ?? (row < settle ? 0n : undefined);
    if (word === undefined || word < 0n || word >= limit)
      throw new Error(`model of ${instance.module} gave ${name} = ${word} in row ${row}, not a word of ${width} bits`);
    if (column instanceof Uint32Array) column[row] = Number(word);
    else column[row] = word;
  };
}
