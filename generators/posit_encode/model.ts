import type { Posit } from "../../formats/index.js";
import { encode, finite, nan, type Value, zero } from "../../golden/index.js";
import type { PositForm } from "../shared/posit.js";
import { flagWords } from "../shared/rounding.js";
import type { CombModel, Words } from "../unit.js";

export interface EncodeShape {
  readonly format: Posit;
  readonly form: PositForm;
  readonly scaleBits: number;
  readonly fracBits: number;
}

/** `sticky_i` is one more bit of the fraction. */
export function encodeModel(shape: EncodeShape, withFlags: boolean): CombModel {
  return (inputs) => encodedWords(shape.format, inputValue(shape, inputs), "code_o", withFlags);
}

/** The ports of a posit result: the value rounded, under the port name `code`, and the flags. */
export function encodedWords(format: Posit, value: Value, code: string, withFlags: boolean): Words {
  const encoded = encode(format, value, { round: "rne", overflow: "saturate" });
  return { [code]: encoded.code, ...(withFlags && flagWords(encoded.flags)) };
}

function inputValue({ form, scaleBits, fracBits }: EncodeShape, inputs: Words): Value {
  if (inputs.is_nar_i === 1n) return nan;
  if (inputs.is_zero_i === 1n) return zero();
  const one = 1n << BigInt(fracBits + 1);
  const frac = 2n * (inputs.frac_i ?? 0n) + (inputs.sticky_i ?? 0n);
  const negative = inputs.sign_i === 1n;
  const sig = negative && form === "signed" ? 2n * one - frac : one + frac;
  return finite(negative, sig, Number(BigInt.asIntN(scaleBits, inputs.scale_i ?? 0n)) - fracBits - 1);
}
