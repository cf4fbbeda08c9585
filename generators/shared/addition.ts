/** The middle of an adder: what aligning and adding two unpacked numbers needs, and the signals between. */
import type { Minifloat } from "../../formats/index.js";
import type { RoundMode } from "../../golden/index.js";
import { fpAlign } from "../fp_align/unit.js";
import { shiftsRight } from "../fp_pack/plan.js";
import { fpSum } from "../fp_sum/unit.js";
import type { Use } from "../unit.js";
import { type ExpRange, expShape, shiftRange } from "./exponents.js";
import { range } from "./literals.js";
import type { Operand } from "./operands.js";
import { signalsOf } from "./result.js";
import { sumLead, sumWindow } from "./window.js";

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
    min: c.aZero ? bExp.min : Math.max(aExp.min, bExp.min),
    max: Math.max(aExp.max, bExp.max),
  };
  const expWidth = expShape(big).width;
  // The carry bit is on top: the sum's exponent is one above the larger one, and the packer's offset one below.
  const offset = c.offset - 1;
  const increment = !shiftsRight({ dst: c.dst, minExp: big.min - offset });
  const sigBits = window + 1;
  const maxLead = Math.min(sigBits, sumLead(a, b, increment));
  return {
    packed: {
      exp: big,
      offset,
      sigBits,
      maxLead,
      isZero: "sum_is_zero",
      sign: "sign",
      expName: "big_exp",
      sig: "sum_sig",
      sticky: "sum_sticky",
      ...(increment && { increment: "sum_increment" }),
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
      ...signalsOf("add", "round", { sum_is_zero: 1, sign: 1, sum_sig: sigBits, sum_sticky: 1 }),
      ...(increment ? signalsOf("add", "round", { sum_increment: 1 }) : []),
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
      sum: use(fpSum, { bits: window, increment, downward: c.round === "rdn" }),
      increment,
      aZero: c.aZero,
      bigExpRange: range(expWidth),
      windowRange: range(window),
      sumRange: range(sigBits),
    },
  };
}
