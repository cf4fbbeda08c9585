import type { Minifloat } from "../../formats/index.js";
import type { Fp4r4Bottom } from "../../golden/index.js";
import { expExtend, modulo } from "../shared/exponents.js";
import { range, signExtend, slice, zeroExtend } from "../shared/literals.js";
import { unpackView } from "../shared/operands.js";
import { signedBits, unpackedShape } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";

interface Config {
  readonly src: Minifloat;
  readonly bottom: Fp4r4Bottom;
  readonly scaleBits: number;
}

/** `step` of a magnitude 2^exp in the even phase, its significand below 1.25. */
const stepOf = (exp: number): number => exp + 8;
/** From here on every step is the largest code. */
const TOP = 14;

/** Everything that the template of `fp4r4_quantize` prints. */
export function fp4r4QuantizeView({ src, bottom, scaleBits }: Config, use: Use): View {
  const scales = scaleBits > 0;
  // All subnormals vanish in a format that reaches low enough: below 2^-8 the step is 0 at most, whatever the fraction.
  const vanish = src.lowest !== "subnormal" || (!scales && src.minExp <= -8);
  const form = vanish ? "asis" : "normalised";
  const { minExp, maxExp, offset } = unpackedShape(src, "field", form);
  const reach = scales ? 2 ** (scaleBits - 1) : 0;
  const min = stepOf(minExp) - 1 - reach;
  const max = stepOf(maxExp) + 1 + Math.max(0, reach - 1);
  const bits = Math.max(5, signedBits(Math.min(min, 0), max));
  const { fracBits } = src;
  const sigBits = src.sigBits;
  const constant = stepOf(0) - offset;
  // NaN and infinity end at the largest code by themselves where their exponent is that high; -0 never is.
  const specials = src.hasInf || src.highNans > 0;
  const topField = Number(src.maxFiniteCode >> BigInt(fracBits));
  const saturates = !scales && stepOf(topField - src.bias) - 1 >= TOP;
  const isForced = (specials && !saturates) || src.negZero === "nan";
  return {
    operands: [unpackView("x", "x_i", src, use, { form })],
    stepRange: range(bits),
    exp: expExtend("x_exp", { min: minExp + offset, max: maxExp + offset }, bits),
    even: modulo(constant, bits),
    odd: modulo(constant - 1, bits),
    // At 1.25 of its power of two or above.
    upper: fracBits === 0 ? "1'b0" : `|${slice("x_sig", fracBits - 1, Math.max(0, fracBits - 2), sigBits)}`,
    upperWide: zeroExtend("is_upper", 1, bits),
    scales,
    scale: scales ? (scaleBits > bits ? `scale_i[${bits - 1}:0]` : signExtend("scale_i", scaleBits, bits)) : "",
    negative: min < 0,
    sign: bits - 1,
    exceeds: max > TOP + 1,
    high: max > TOP + 1 ? slice("step", bits - 2, 4, bits) : "",
    half: bottom === "half",
    below: slice("step", bits - 1, 1, bits),
    // Zero stands at the lowest exponent, unless only the flag tells of it.
    masksZero: scales || !vanish || stepOf(minExp) >= 1,
    isForced,
    nan: specials || src.negZero === "nan",
  };
}
