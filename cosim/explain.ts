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

/** The command that runs the case again. */
export function reproduction(instance: Instance, parameters: Parameters, engine: string): string {
  const assigned = Object.entries(parameters).map(([name, value]) => `-P ${name}=${value}`);
  const words = ["halfulp cosim", instance.unit.name, optionsText(instance), ...assigned, `--engine ${engine}`];
  return words.filter((word) => word !== "").join(" ");
}

/** Some lines about one mismatch. */
export function explain(instance: Instance, parameters: Parameters, engine: string, mismatch: Mismatch): string {
  const { ports } = designOf(instance, [], parameters);
  const inputs = batchInputs({ ports });
  const outputs = batchOutputs({ ports });
  const assigned = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const rows = [
    `${engine} disagrees with the model of ${[instance.module, ...assigned].join(" ")}`,
    `  ${[instance.unit.name, optionsText(instance)].join(" ").trim()}, row ${mismatch.row}`,
    ...inputs.map((port, i) => `  ${port.name} = ${wordText(port, mismatch.inputs[i]!)}`),
    ...outputs.map((port, i) => {
      const got = gotText(port, mismatch.got[i]!);
      const want = wordText(port, mismatch.want[i]!);
      return `  ${port.name}: ${got === want ? `${want}, right` : `got ${got}, want ${want}`}`;
    }),
    `  again: ${reproduction(instance, parameters, engine)}`,
  ];
  return rows.join("\n");
}
