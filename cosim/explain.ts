/** A failing case in words: unit, config, inputs, got, want, decoded values, and the command that shows it again. */
import { batchInputs, batchOutputs, type Port } from "../generators/design.js";
import { designOf, type Instance, optionsText } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { decode, toNumber } from "../golden/index.js";
import type { Mismatch } from "./engine.js";

/** `0x3c (1.5)` for a code, `0x7f (-1)` for a signed integer, else hex alone. */
export function wordText(port: Port, word: bigint): string {
  const hex = `0x${word.toString(16).padStart(Math.ceil(port.width / 4), "0")}`;
  if (port.format) {
    const value = decode(port.format, word);
    const number = toNumber(value);
    return `${hex} (${Object.is(number, -0) ? "-0" : number})`;
  }
  return port.signed ? `${hex} (${BigInt.asIntN(port.width, word)})` : hex;
}

/** What an engine gave; digits that are no digits stay as they are. */
function gotText(port: Port, literal: string): string {
  return /^[0-9a-f]+$/i.test(literal) ? wordText(port, BigInt(`0x${literal}`)) : `0x${literal}`;
}

/** The options and parameter assignments of a case, as on the command line. */
const caseText = (instance: Instance, parameters: Parameters): string =>
  [instance.unit.name, optionsText(instance), ...Object.entries(parameters).map(([name, v]) => `-P ${name}=${v}`)]
    .filter((word) => word !== "")
    .join(" ");

/** The command that runs the case again. */
export function reproduction(instance: Instance, parameters: Parameters, engine: string): string {
  return `halfulp cosim ${caseText(instance, parameters)} --engine ${engine}`;
}

/** Some lines about one mismatch. */
export function explain(instance: Instance, parameters: Parameters, engine: string, mismatch: Mismatch): string {
  const title = `${engine} disagrees with the model of`;
  return lines(title, instance, instance, parameters, mismatch, reproduction(instance, parameters, engine));
}

/** Some lines about the first row that contradicts a proof. `core`: the instance whose ports the words belong to. */
export function explainRefuted(
  instance: Instance,
  core: Instance,
  parameters: Parameters,
  mismatch: Mismatch,
  further: string,
): string {
  const command = `halfulp prove ${caseText(instance, parameters)}${further}`;
  return lines("the netlist is not the model of", instance, core, parameters, mismatch, command);
}

function lines(
  title: string,
  instance: Instance,
  core: Instance,
  parameters: Parameters,
  mismatch: Mismatch,
  again: string,
): string {
  const { ports } = designOf(core, [], parameters);
  const inputs = batchInputs({ ports });
  const outputs = batchOutputs({ ports });
  const assigned = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const rows = [
    `${title} ${[instance.module, ...assigned].join(" ")}`,
    `  ${[instance.unit.name, optionsText(instance)].join(" ").trim()}, row ${mismatch.row}`,
    ...inputs.map((port, i) => `  ${port.name} = ${wordText(port, mismatch.inputs[i]!)}`),
    ...outputs.map((port, i) => {
      const got = gotText(port, mismatch.got[i]!);
      const want = wordText(port, mismatch.want[i]!);
      return `  ${port.name}: ${got === want ? `${want}, right` : `got ${got}, want ${want}`}`;
    }),
    `  again: ${again}`,
  ];
  return rows.join("\n");
}
