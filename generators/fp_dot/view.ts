import { exactDot } from "../exact_dot/unit.js";
import { additionView } from "../shared/addition.js";
import { productGrid, sumBits } from "../shared/exact.js";
import { expShape } from "../shared/exponents.js";
import { binary, decimal, range, slice } from "../shared/literals.js";
import { losesZeroSign, type Operand, operandOf, unpackView } from "../shared/operands.js";
import { resultView, signalsOf } from "../shared/result.js";
import type { Use, View } from "../unit.js";
import type { DotConfig } from "./model.js";

/** Everything that the template of `fp_dot` prints. */
export function dotView(c: DotConfig, use: Use): View {
  const { a, b, acc, lanes } = c;
  const grid = productGrid(a, b);
  const bits = sumBits(grid, lanes);
  const sigBits = bits - 1;
  // The sum of the products is a significand whose exponent stands still: that of its top place.
  const top = grid.unit + sigBits - 1;
  const first: Operand = { bits: sigBits, exp: { min: top, max: top }, lead: sigBits - 1, leadAtMin: true };
  // Exponents in the coding of the addend, but where the constant would be negative in it.
  const offset = Math.max(acc.bias, -top);
  const rounding = { dst: acc, round: c.round, overflow: c.overflow, rndBits: c.rndBits };
  const config = { ...rounding, flags: false, stages: 0, enable: false };
  const sum = additionView(first, operandOf(acc), { ...rounding, offset, aZero: true }, use);
  const second = operandOf(acc).exp;
  const result = resultView(
    config,
    sum.packed,
    {
      sections: ["unpack", "align", "add", "round"],
      signals: [
        ...signalsOf("unpack", "add", { inf_sign: 1 }),
        ...signalsOf("unpack", "round", { is_nan: 1, is_inf: 1 }),
        ...sum.signals,
      ],
      cuts: {},
    },
    use,
  );
  const expShift = offset - acc.bias;
  const secondWidth = expShape({ min: second.min + offset, max: second.max + offset }).width;
  const signBit = (port: string, f: typeof a, lane: number): string => {
    const code = (high: number, low: number) =>
      slice(port, lane * f.width + high, lane * f.width + low, lanes * f.width);
    const sign = code(f.width - 1, f.width - 1);
    return losesZeroSign(f, acc) ? `(${sign} & |${code(f.width - 2, f.lowest === "flush" ? f.fracBits : 0)})` : sign;
  };
  const signs = Array.from({ length: lanes }, (_, i) => `${signBit("a_i", a, i)} ^ ${signBit("b_i", b, i)}`);
  const all = c.round === "rdn" ? "|" : "&";
  return {
    ...result,
    ...sum.view,
    dot: use(exactDot, { a, b, lanes }),
    unit: grid.unit,
    operands: [unpackView("c", "c_i", acc, use)],
    productsRange: range(bits),
    sumTop: bits - 1,
    sigBits,
    sigTop: sigBits - 1,
    sigRange: range(sigBits),
    sigZeros: binary(0, sigBits - 1),
    signedZero: acc.signedZero,
    lanesRange: range(lanes),
    signs: lanes === 1 ? signs[0]! : `{${signs.reverse().join(", ")}}`,
    zeroSign: lanes === 1 ? "signs" : `${all}signs`,
    firstExpRange: range(expShape({ min: top + offset, max: top + offset }).width),
    firstExp: decimal(top + offset, expShape({ min: top + offset, max: top + offset }).width),
    first: { isZero: "products_zero", sign: "products_sign", exp: "products_exp", sig: "products_sig" },
    second: {
      sign: "c_sign",
      exp: expShift === 0 ? "c_exp" : `${secondWidth}'d${expShift} + {${binary(0, secondWidth - acc.expBits)}, c_exp}`,
      sig: "c_sig",
    },
  };
}
