/** The model of a unit that rounds one exact result: decode, operate, encode. */
import type { Minifloat } from "../../formats/index.js";
import { decode, encode, type Overflow, type RoundMode, type Value } from "../../golden/index.js";
import type { CombModel } from "../unit.js";
import { flagWords } from "./rounding.js";

interface Rounded {
  readonly dst: Minifloat;
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
  readonly flags: boolean;
}

/** `operands`: input port and format of each; `exact`: the value before its one rounding. */
export function operationModel(
  operands: readonly (readonly [string, Minifloat])[],
  exact: (...values: Value[]) => Value,
  { dst, round, overflow, rndBits, flags: wanted }: Rounded,
): CombModel {
  return (inputs) => {
    const values = operands.map(([port, format]) => decode(format, inputs[port] ?? 0n));
    const random = { bits: rndBits, word: inputs.rnd_i ?? 0n };
    const { code, flags } = encode(dst, exact(...values), { round, overflow, random });
    return { result_o: code, ...(wanted && flagWords(flags)) };
  };
}
