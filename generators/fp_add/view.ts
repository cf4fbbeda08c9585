import type { Minifloat } from "../../formats/index.js";
import { additionView } from "../shared/addition.js";
import { expShape, plusConstant, shiftRange } from "../shared/exponents.js";
import { range } from "../shared/literals.js";
import { fieldExtend, hasInf, operandOf, unpackView } from "../shared/operands.js";
import { type ResultConfig, resultView, signalsOf } from "../shared/result.js";
import type { Use, View } from "../unit.js";

interface AddConfig extends ResultConfig {
  readonly a: Minifloat;
  readonly b: Minifloat;
}

/** Everything that the template of `fp_add` prints. */
export function addView(c: AddConfig, use: Use): View {
  // The sum is the same either way round; the operand with the higher lowest binade comes first, since its zero may
  // stand above the other operand's numbers and then must not count.
  const [x, y] = c.a.minExp < c.b.minExp ? (["b", "a"] as const) : (["a", "b"] as const);
  const first = operandOf(c[x]);
  const second = operandOf(c[y]);
  const aZero = first.exp.min > Math.max(second.exp.min, c.dst.minExp);
  // Both exponents in the coding of the first: only a format with another bias needs an addition.
  const offset = c[x].bias;
  const moves = c[y].bias !== offset;
  const movedWidth = expShape(shiftRange(second.exp, offset)).width;
  const sum = additionView(first, second, { offset, aZero, dst: c.dst, round: c.round, rndBits: c.rndBits }, use);
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
        ...(aZero && { first_is_zero: 1 }),
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
  return {
    ...result,
    ...sum.view,
    hasInf: hasInf([c.a, c.b]),
    operands: [
      unpackView("a", at.unpack!.a_i as string, c.a, use, { into: c.dst }),
      unpackView("b", at.unpack!.b_i as string, c.b, use, { into: c.dst }),
    ],
    flaggedZero: aZero ? `${x}_is_zero` : "",
    first: {
      isZero: aZero ? at.align!.first_is_zero! : "",
      sign: at.align![`${x}_sign`]!,
      exp: at.align![`${x}_exp`]!,
      sig: at.align![`${x}_sig`]!,
    },
    second: {
      sign: at.align![`${y}_sign`]!,
      exp: moves ? "moved_exp" : at.align![`${y}_exp`]!,
      sig: at.align![`${y}_sig`]!,
    },
    moves,
    movedBy: `${offset} instead of ${c[y].bias}`,
    movedRange: range(movedWidth),
    moved: moved(at.align![`${y}_exp`] as string, c[y], movedWidth, offset - c[y].bias),
  };
}

/** An exp field counted from another bias. */
function moved(field: string, f: Minifloat, width: number, by: number): string {
  return `${fieldExtend(field, f, width)}${plusConstant(by, width)}`;
}
