import type { Minifloat } from "../../formats/index.js";
import { additionView } from "../shared/addition.js";
import { expExtend, expShape, shiftRange } from "../shared/exponents.js";
import { range } from "../shared/literals.js";
import { operandOf, unpackView } from "../shared/operands.js";
import { type ResultConfig, resultView, signalsOf } from "../shared/result.js";
import type { Use, View } from "../unit.js";

interface AddConfig extends ResultConfig {
  readonly a: Minifloat;
  readonly b: Minifloat;
}

/** Everything that the template of `fp_add` prints. */
export function addView(c: AddConfig, use: Use): View {
  const a = operandOf(c.a);
  const b = operandOf(c.b);
  // Both exponents in the coding of a: only a format with another bias needs an addition.
  const offset = c.a.bias;
  const bExp = shiftRange(b.exp, offset);
  const bWidth = expShape(bExp).width;
  const sum = additionView(a, b, { offset, aZero: false, dst: c.dst, round: c.round, rndBits: c.rndBits }, use);
  const path = {
    sections: ["unpack", "align", "add", "round"],
    signals: [
      ...signalsOf("input", "unpack", { a_i: c.a.width, b_i: c.b.width }),
      ...signalsOf("unpack", "align", {
        a_sign: 1,
        b_sign: 1,
        a_exp: c.a.expBits,
        b_exp: c.b.expBits,
        a_sig: c.a.sigBits,
        b_sig: c.b.sigBits,
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
  const bField = at.align!.b_exp as string;
  return {
    ...result,
    ...sum.view,
    operands: [
      unpackView("a", at.unpack!.a_i as string, c.a, use),
      unpackView("b", at.unpack!.b_i as string, c.b, use),
    ],
    first: { sign: at.align!.a_sign!, exp: at.align!.a_exp!, sig: at.align!.a_sig! },
    second: {
      sign: at.align!.b_sign!,
      exp: c.b.bias === c.a.bias ? bField : "b_exp_moved",
      sig: at.align!.b_sig!,
    },
    sameBias: c.b.bias === c.a.bias,
    bExpRange: range(bWidth),
    bExp: moved(bField, c.b, bWidth, offset - c.b.bias),
  };
}

/** An exp field counted from another bias. */
function moved(field: string, f: Minifloat, width: number, by: number): string {
  const whole = { min: 0, max: 2 ** f.expBits - 1 };
  const size = 2 ** width;
  return `${expExtend(field, whole, width)} + ${width}'d${((by % size) + size) % size}`;
}
