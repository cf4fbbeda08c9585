import type { Minifloat } from "../../formats/index.js";
import { additionView } from "../shared/addition.js";
import { eagerView } from "../shared/eager.js";
import { expShape, modulo, plusConstant, shiftRange } from "../shared/exponents.js";
import { range, zeroExtend } from "../shared/literals.js";
import { fieldExtend, hasInf, normalisedProduct, operandOf, productOf, unpackView } from "../shared/operands.js";
import { type ResultConfig, resultView, signalsOf } from "../shared/result.js";
import { unpackedShape } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";

interface FmaConfig extends ResultConfig {
  readonly a: Minifloat;
  readonly b: Minifloat;
}

/** Everything that the template of `fp_fma` prints. */
export function fmaView(c: FmaConfig, use: Use): View {
  const eager = c.eager === true;
  const productFrom = eager ? normalisedProduct : productOf;
  const product = productFrom(operandOf(c.a, "normalised"), operandOf(c.b, "normalised"));
  // All exponents in the coding of the addend, which needs no addition then.
  const offset = c.dst.bias;
  const exp = shiftRange(product.exp, offset);
  const expWidth = expShape(exp).width;
  const addition = eager ? eagerView : additionView;
  const sum = addition(product, operandOf(c.dst), { ...c, offset, aZero: true }, use);
  const constant = offset - c.a.bias - c.b.bias + 1;
  const path = {
    sections: ["unpack", "multiply", "align", "add", "round"],
    signals: [
      ...signalsOf("input", "unpack", { a_i: c.a.width, b_i: c.b.width, c_i: c.dst.width }),
      ...signalsOf("unpack", "multiply", {
        a_exp: unpackedShape(c.a, "field", "normalised").expWidth,
        b_exp: unpackedShape(c.b, "field", "normalised").expWidth,
        a_sig: c.a.sigBits,
        b_sig: c.b.sigBits,
      }),
      ...signalsOf("multiply", "align", { prod_exp: expWidth, prod_sig: product.bits }),
      ...signalsOf("unpack", "align", {
        prod_zero: 1,
        prod_sign: 1,
        c_sign: 1,
        c_exp: c.dst.expBits,
        c_sig: c.dst.sigBits,
      }),
      ...signalsOf("unpack", "add", { inf_sign: 1 }),
      ...signalsOf("unpack", "round", { is_nan: 1, is_inf: 1, ...(c.flags && { invalid: 1 }) }),
      ...sum.signals,
    ],
    cuts: {
      1: ["output"],
      2: ["add", "output"],
      3: ["align", "round", "output"],
      4: ["align", "add", "round", "output"],
    },
  };
  const result = resultView(c, sum.packed, path, use);
  const at = result.p;
  const field = (name: string, f: Minifloat) => fieldExtend(name, f, expWidth, "normalised");
  return {
    ...result,
    ...sum.view,
    hasInf: hasInf([c.a, c.b, c.dst]),
    operands: [
      unpackView("a", at.unpack!.a_i as string, c.a, use, { form: "normalised", into: c.dst }),
      unpackView("b", at.unpack!.b_i as string, c.b, use, { form: "normalised", into: c.dst }),
      unpackView("c", at.unpack!.c_i as string, c.dst, use, { into: c.dst }),
    ],
    expRange: range(expWidth),
    offsets: `bias ${c.dst.bias}, that of the addend: a + b ${signed(-c.a.bias)} ${signed(-c.b.bias)} ${signed(offset)} + 1`,
    eager,
    prodTop: `prod_raw[${product.bits - 1}]`,
    prodMoved: `{prod_raw[${product.bits - 2}:0], 1'b0}`,
    exp: `${field(at.multiply!.a_exp as string, c.a)} + ${field(at.multiply!.b_exp as string, c.b)}${
      eager
        ? ` + (prod_top ? ${modulo(constant, expWidth)} : ${modulo(constant - 1, expWidth)})`
        : plusConstant(constant, expWidth)
    }`,
    sigRange: range(product.bits),
    sig: [
      zeroExtend(at.multiply!.a_sig as string, c.a.sigBits, product.bits),
      zeroExtend(at.multiply!.b_sig as string, c.b.sigBits, product.bits),
    ].join(" * "),
    first: {
      isZero: at.align!.prod_zero!,
      sign: at.align!.prod_sign!,
      exp: at.align!.prod_exp!,
      sig: at.align!.prod_sig!,
    },
    second: { sign: at.align!.c_sign!, exp: at.align!.c_exp!, sig: at.align!.c_sig! },
  };
}

const signed = (n: number): string => `${n < 0 ? "-" : "+"} ${Math.abs(n)}`;
