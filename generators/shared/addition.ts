/** The middle of an adder: what aligning and adding two unpacked numbers needs, and the signals between. */
import type { Minifloat } from "../../formats/index.js";
import type { RoundMode } from "../../golden/index.js";
import { fpAlign } from "../fp_align/unit.js";
import { fpSum } from "../fp_sum/unit.js";
import type { Use } from "../unit.js";
import { type ExpRange, expShape, shiftRange } from "./exponents.js";
import { range } from "./literals.js";
import type { Operand } from "./operands.js";
import { signalsOf } from "./result.js";
import { sumWindow } from "./window.js";

interface Addition {
  /** Both exponents carry exp + offset. */
  readonly offset: number;
  /** The first operand comes with a zero flag. */
  readonly aZero: boolean;
  readonly dst: Minifloat;
  readonly round: RoundMode;
  readonly rndBits: number;
}

/** Of the sum: its exponent as it stands, its bits; and what the template prints. */
export function additionView(a: Operand, b: Operand, c: Addition, use: Use) {
  const window = sumWindow(a, b, c);
  const aExp = shiftRange(a.exp, c.offset);
  const bExp = shiftRange(b.exp, c.offset);
  const big: ExpRange = {
    min: c.aZero ? Math.min(aExp.min, bExp.min) : Math.max(aExp.min, bExp.min),
    max: Math.max(aExp.max, bExp.max),
  };
  const expWidth = expShape(big).width;
  return {
    packed: {
      // The carry bit is on top: the sum's exponent is one above the larger one, and the packer's offset one below.
      exp: big,
      offset: c.offset - 1,
      sigBits: window + 1,
      maxLead: window,
      isZero: "sum_is_zero",
      sign: "sign",
      expName: "big_exp",
      sig: "sum_sig",
      sticky: "sum_sticky",
    },
    signals: [
      ...signalsOf("align", "add", {
        big_sign: 1,
        big_sig: window,
        subtract: 1,
        small_sig: window,
        small_sticky: 1,
      }),
      ...signalsOf("align", "round", { big_exp: expWidth }),
      ...signalsOf("add", "round", { sum_is_zero: 1, sign: 1, sum_sig: window + 1, sum_sticky: 1 }),
    ],
    view: {
      align: use(fpAlign, {
        aBits: a.bits,
        aMin: aExp.min,
        aMax: aExp.max,
        bBits: b.bits,
        bMin: bExp.min,
        bMax: bExp.max,
        window,
        aZero: c.aZero,
      }),
      sum: use(fpSum, { bits: window, downward: c.round === "rdn" }),
      aZero: c.aZero,
      bigExpRange: range(expWidth),
      windowRange: range(window),
      sumRange: range(window + 1),
    },
  };
}
