import { expExtend, plusConstant } from "../shared/exponents.js";
import { binary, range, replicate, slice } from "../shared/literals.js";
import { scaleBias, scaleBits } from "../shared/mls.js";
import { unpackView } from "../shared/operands.js";
import { signedBits, unpackedShape } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";
import type { MlsScaleConfig } from "./model.js";

/** Everything that the template of `mls_scale` prints. */
export function mlsScaleView(c: MlsScaleConfig, use: Use): View {
  const { src, eg, mg } = c;
  const { minExp, maxExp, offset } = unpackedShape(src, "field", "normalised");
  const bias = scaleBias(c);
  // One more for the carry of rounding up, and room to see that it is too large.
  const bits = Math.max(eg + 2, signedBits(minExp + bias, maxExp + bias + 1));
  const { fracBits } = src;
  const kept = Math.min(mg, fracBits);
  const width = bits + mg;
  const frac = [
    "exp",
    ...(kept > 0 ? [slice("x_sig", fracBits - 1, fracBits - kept, src.sigBits)] : []),
    ...(mg > kept ? [binary(0, mg - kept)] : []),
  ];
  return {
    operands: [unpackView("x", "x_i", src, use, { form: "normalised" })],
    expRange: range(bits),
    exp: `${expExtend("x_exp", { min: minExp + offset, max: maxExp + offset }, bits)}${plusConstant(bias - offset, bits)}`,
    above: fracBits > mg ? `|${slice("x_sig", fracBits - mg - 1, 0, src.sigBits)}` : "1'b0",
    wideRange: range(width),
    fields: frac.length === 1 ? "exp" : `{${frac.join(", ")}}`,
    zeros: binary(0, width - 1),
    sign: width - 1,
    high: slice("rounded", width - 2, scaleBits(c), width),
    low: slice("rounded", scaleBits(c) - 1, 0, width),
    scaleRange: range(scaleBits(c)),
    scaleBits: scaleBits(c),
    ones: replicate("is_large", scaleBits(c)),
  };
}
