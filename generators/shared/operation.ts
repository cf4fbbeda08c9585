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

/** A remark when products reach outside the finite range of the result; the overflow and underflow rules apply. */
export function productNote(a: Minifloat, b: Minifloat, dst: Minifloat): string | undefined {
  const top = a.maxExp + b.maxExp;
  const bottom = smallestExp(a) + smallestExp(b);
  if (top < dst.maxExp && bottom >= smallestExp(dst)) return undefined;
  return `products of ${a.name} and ${b.name} range from 2^${bottom} to 2^${top}; ${dst.name} from 2^${smallestExp(dst)} to 2^${dst.maxExp}`;
}

/** Exponent of the smallest nonzero number. */
const smallestExp = (f: Minifloat): number => (f.lowest === "subnormal" ? f.minExp - f.fracBits : f.minExp);
