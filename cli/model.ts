import { fstatSync } from "node:fs";
import { createInterface } from "node:readline";
import { batchInputs, batchOutputs, type Port } from "../generators/design.js";
import { assignParameters, callableModel, designOf, instantiate } from "../generators/instance.js";
import type { Words } from "../generators/unit.js";
import { UsageError } from "../tools/errors.js";
import type { Call } from "./command.js";
import { printNote } from "./values.js";

/**
 * `halfulp model`: one line of hex words in, one line of hex words out, ports in declared order without clock and reset.
 * A line is a case, or for clocked units one rising edge: inputs before it, outputs after it; reset has already been.
 */
export async function model({ unit, options, parameters, flags }: Call): Promise<number> {
  const instance = instantiate(unit!, options);
  printNote(instance);
  const assignment = assignParameters(instance, parameters);
  const design = designOf(instance, [], assignment);
  const inputs = batchInputs(design).filter((p) => p.role !== "reset");
  const outputs = batchOutputs(design);
  const step = callableModel(instance, assignment);
  // Its lines would just be none.
  if (fstatSync(0).isDirectory()) throw new UsageError("cannot read the input: it is a folder");
  let lineNumber = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    lineNumber++;
    const text = line.replace(/(#|\/\/).*$/, "").trim();
    if (text === "") continue;
    const words = parseWords(text, inputs, lineNumber);
    const result = step(words);
    const printed = outputs.map((p) => (result[p.name] ?? 0n).toString(16).padStart(Math.ceil(p.width / 4), "0"));
    const json = () => JSON.stringify(Object.fromEntries(outputs.map((p, i) => [p.name, printed[i]!])));
    process.stdout.write(`${flags.json === true ? json() : printed.join(" ")}\n`);
  }
  return 0;
}

/** @throws UsageError with the line number */
function parseWords(text: string, inputs: readonly Port[], lineNumber: number): Words {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  if (parts.length !== inputs.length) {
    const names = inputs.map((p) => p.name).join(" ");
    throw new UsageError(`line ${lineNumber}: expected ${inputs.length} words (${names}), got ${parts.length}`);
  }
  const words: Words = {};
  for (const [i, port] of inputs.entries()) {
    const part = parts[i]!;
    if (!/^(0x)?[0-9a-f]+$/i.test(part))
      throw new UsageError(`line ${lineNumber}: not a hex word for ${port.name}: ${part}`);
    const value = BigInt(`0x${part.replace(/^0x/i, "")}`);
    if (value >> BigInt(port.width) !== 0n)
      throw new UsageError(`line ${lineNumber}: ${port.name} has ${port.width} bits, got ${part}`);
    words[port.name] = value;
  }
  return words;
}
