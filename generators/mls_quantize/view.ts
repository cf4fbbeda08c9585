import { distanceBits, farDistance, type MlsElementConfig } from "../mls_element/plan.js";
import { mlsElement } from "../mls_element/unit.js";
import { mlsScale } from "../mls_scale/unit.js";
import { modulo, plusConstant } from "../shared/exponents.js";
import { binary, range, slice, zeroExtend } from "../shared/literals.js";
import { scaleBias, scaleBits } from "../shared/mls.js";
import { fieldExtend, unpackView } from "../shared/operands.js";
import { signedBits, unpackedShape } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";
import type { MlsQuantizeConfig } from "./model.js";

/** What the templates of `mls_quantize` and of its reference print. */
export function mlsQuantizeView(c: MlsQuantizeConfig, use: Use): View {
  const { src, ex, mx, eg, mg, round, rndBits } = c;
  const { fracBits } = src;
  const element: MlsElementConfig = { fracBits, ex, mx, mg, round, rndBits };
  const { minExp, maxExp, offset } = unpackedShape(src, "field", "normalised");
  const far = farDistance(element);
  const distance = distanceBits(element);
  // Exponent of the scale less that of the number.
  const bits = Math.max(distance + 2, signedBits(-scaleBias(c) - maxExp, 2 ** eg - 1 - scaleBias(c) - minExp));
  const flush = src.lowest === "flush";
  const nanIsNegZero = src.negZero === "nan";
  const magBits = nanIsNegZero ? src.width : src.width - 1;
  return {
    operands: [
      unpackView("y", "y_i", src, use, { form: "normalised" }),
      ...(flush ? [unpackView("x", "x_i", src, use)] : []),
    ],
    scale: use(mlsScale, { src, eg, mg }),
    element: use(mlsElement, { ...element }),
    magRange: range(magBits),
    magTop: src.width - 2,
    magBits,
    flush,
    nanIsNegZero,
    nan: binary(1n << BigInt(src.width - 1), src.width),
    maxCode: nanIsNegZero ? "max_q" : "{1'b0, max_q}",
    scaleRange: range(scaleBits(c)),
    scaleZero: binary(0, scaleBits(c)),
    elementRange: range(1 + ex + mx),
    elementZero: binary(0, 1 + ex + mx),
    codeRange: range(ex + mx),
    codeBits: ex + mx,
    distanceRange: range(distance),
    apartRange: range(bits),
    apart: `${zeroExtend(slice("scale_q", eg + mg - 1, mg, scaleBits(c)), eg, bits)} - ${fieldExtend("y_exp", src, bits, "normalised")}${plusConstant(offset - scaleBias(c), bits)}`,
    sign: bits - 1,
    far: modulo(far, bits),
    farDistance: modulo(far, distance),
    near: slice("apart", distance - 1, 0, bits),
    frac: slice("y_sig", fracBits - 1, 0, src.sigBits),
    factored: mg > 0,
    factor: slice("scale_q", mg - 1, 0, scaleBits(c)),
    // A format with one zero has no sign of it.
    signedZero: src.signedZero,
    hidden: slice("y_sig", fracBits, fracBits, src.sigBits),
  };
}
