/** Operands that are in one of two formats, chosen at run time, as in hybrid 8-bit training. */
import { type Minifloat, minifloat } from "../../formats/index.js";
import { decode, type Value } from "../../golden/index.js";

/** The formats of a hybrid unit: two for operands, and one that holds every code of both. */
export interface HybridFormats {
  /** Mode 0; its bias is a Verilog parameter, and the one given here the default. */
  readonly forward: Minifloat;
  /** Mode 1. */
  readonly backward: Minifloat;
  readonly widened: Minifloat;
}

/** Operand values by mode, with this bias in mode 0. */
export function operandDecoder(
  { forward, backward }: HybridFormats,
  bias: number,
): (mode: bigint | undefined, code: bigint | undefined) => Value {
  const { expBits, fracBits, lowest, hasInf, highNans, negZero, spec } = forward;
  const biased = minifloat({ expBits, fracBits, bias, lowest, hasInf, highNans, negZero, spec });
  return (mode, code = 0n) => decode(mode === 1n ? backward : biased, code);
}
