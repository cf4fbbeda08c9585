import type { Minifloat } from "../../formats/index.js";
import { expShape, shiftRange } from "../shared/exponents.js";
import { range, zeroExtend } from "../shared/literals.js";
import { fieldExtend, hasInf, operandOf, productOf, unpackView } from "../shared/operands.js";
import { type ResultConfig, resultView, signalsOf } from "../shared/result.js";
import { unpackedShape } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";

interface MulConfig extends ResultConfig {
  readonly a: Minifloat;
  readonly b: Minifloat;
}

/** Everything that the template of `fp_mul` prints. */
export function mulView(c: MulConfig, use: Use): View {
  const product = productOf(operandOf(c.a, "normalised"), operandOf(c.b, "normalised"));
  // The sum of the exp fields, which is one below the product's exponent in this coding.
  const offset = c.a.bias + c.b.bias - 1;
  const exp = shiftRange(product.exp, offset);
  const expWidth = expShape(exp).width;
  const path = {
    sections: ["unpack", "multiply", "round"],
    signals: [
      ...signalsOf("input", "unpack", { a_i: c.a.width, b_i: c.b.width }),
      ...signalsOf("unpack", "multiply", {
        a_exp: unpackedShape(c.a, "field", "normalised").expWidth,
        b_exp: unpackedShape(c.b, "field", "normalised").expWidth,
        a_sig: c.a.sigBits,
        b_sig: c.b.sigBits,
      }),
      ...signalsOf("unpack", "round", { is_nan: 1, is_inf: 1, is_zero: 1, sign: 1, ...(c.flags && { invalid: 1 }) }),
      ...signalsOf("multiply", "round", { exp: expWidth, sig: product.bits }),
    ],
    cuts: {
      1: ["output"],
      2: ["round", "output"],
      3: ["multiply", "round", "output"],
      4: ["unpack", "multiply", "round", "output"],
    },
  };
  const packed = {
    exp,
    offset,
    sigBits: product.bits,
    maxLead: product.lead,
    isZero: "is_zero",
    sign: "sign",
    expName: "exp",
    sig: "sig",
  };
  const result = resultView(c, packed, path, use);
  return {
    ...result,
    hasInf: hasInf([c.a, c.b]),
    operands: [
      unpackView("a", result.p.unpack!.a_i as string, c.a, use, { form: "normalised", into: c.dst }),
      unpackView("b", result.p.unpack!.b_i as string, c.b, use, { form: "normalised", into: c.dst }),
    ],
    expRange: range(expWidth),
    exp: `${fieldExtend(result.p.multiply!.a_exp as string, c.a, expWidth, "normalised")} + ${fieldExtend(result.p.multiply!.b_exp as string, c.b, expWidth, "normalised")}`,
    sigRange: range(product.bits),
    sig: [
      zeroExtend(result.p.multiply!.a_sig as string, c.a.sigBits, product.bits),
      zeroExtend(result.p.multiply!.b_sig as string, c.b.sigBits, product.bits),
    ].join(" * "),
  };
}
