import { fixed, type Minifloat } from "../../formats/index.js";
import type { RoundMode } from "../../golden/index.js";
import { fixedPack } from "../fixed_pack/unit.js";
import { plusConstant } from "../shared/exponents.js";
import { range, slice, zeroExtend } from "../shared/literals.js";
import { fieldExtend, operandOf, productOf, unpackView } from "../shared/operands.js";
import { type SigForm, signedBits } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";

interface Config {
  readonly src: Minifloat;
  readonly scale: Minifloat;
  readonly levels: "symmetric" | "full";
  readonly round: RoundMode;
}

/** Exponents of a product's top bit that have to be told apart: up to LOWEST it is below 1/2, above HIGHEST it is 8 or more. */
const LOWEST = -2;
const HIGHEST = 3;

/** Subnormals may stay as they are where none of them, times the largest factor, reaches a place that is beyond the range. */
const formOf = (f: Minifloat, other: Minifloat): SigForm =>
  f.lowest === "subnormal" && f.minExp + other.maxExp + 1 > HIGHEST ? "normalised" : "asis";

/** Everything that the template of `int4_quantize` prints. */
export function int4QuantizeView({ src, scale, levels, round }: Config, use: Use): View {
  const forms = [formOf(src, scale), formOf(scale, src)] as const;
  const product = productOf(operandOf(src, forms[0]), operandOf(scale, forms[1]));
  // 0 is LOWEST.
  const [min, max] = [product.exp.min - LOWEST, product.exp.max - LOWEST];
  const bits = Math.max(5, signedBits(Math.min(-1, min), max));
  const sum = [fieldExtend("x_exp", src, bits, forms[0]), fieldExtend("scale_exp", scale, bits, forms[1])];
  const constant = plusConstant(1 - src.bias - scale.bias - LOWEST, bits);
  return {
    operands: [
      unpackView("x", "x_i", src, use, { form: forms[0] }),
      unpackView("scale", "scale_i", scale, use, { form: forms[1] }),
    ],
    hasInf: src.hasInf || scale.hasInf,
    expRange: range(bits),
    exp: `${sum.join(" + ")}${constant}`,
    lowest: LOWEST,
    sign: bits - 1,
    high: slice("place", bits - 2, 3, bits),
    sigRange: range(product.bits),
    sig: `${zeroExtend("x_sig", src.sigBits, product.bits)} * ${zeroExtend("scale_sig", scale.sigBits, product.bits)}`,
    pack: use(fixedPack, {
      dst: fixed(4, 0),
      sigBits: product.bits,
      minExp: LOWEST,
      maxExp: HIGHEST,
      offset: -LOWEST,
      round,
    }),
    symmetric: levels === "symmetric",
  };
}
