/** The formats of hybrid 8-bit training (HFP8, Sun et al., NeurIPS 2019) and its run-time choice between them. */
import { type Minifloat, minifloat, minifloats } from "../../formats/index.js";
import { decode, type Value } from "../../golden/index.js";
import type { VerilogParameter } from "../design.js";

const named = (name: string): Minifloat => {
  const format = minifloats[name];
  if (!format) throw new Error(`not in the catalogue: ${name}`);
  return format;
};
export const backward = named("hfp8_bwd");
/** Holds every code of both operand formats. */
export const widened = named("fp9");
export const forward = named("hfp8_fwd");

function forwardWith(bias: number): Minifloat {
  const { expBits, fracBits, lowest, hasInf, highNans, negZero, spec } = forward;
  return minifloat({ expBits, fracBits, lowest, hasInf, highNans, negZero, spec, bias });
}

/** Operand values by mode: 0 for 1-4-3 with this bias, 1 for 1-5-2. */
export function operandDecoder(bias: number): (mode: bigint | undefined, code: bigint | undefined) => Value {
  const biased = forwardWith(bias);
  return (mode, code = 0n) => decode(mode === 1n ? backward : biased, code);
}

export const biasParameter: VerilogParameter = {
  name: "Bias",
  default: forward.bias,
  min: -1,
  max: 12,
  others: [4, 11],
  doc: "exponent bias of 1-4-3",
};
