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

export interface Addition {
  /** Both exponents carry exp + offset. */
  readonly offset: number;
  /** The first operand comes with a zero flag. */
  readonly aZero: boolean;
  readonly dst: Minifloat;
  readonly round: RoundMode;
  readonly rndBits: number;
}

/** Both operands in a window of so many bits, and the exponent of its top bit. */
export function alignment(a: Operand, b: Operand, window: number, { offset, aZero }: Addition, use: Use) {
  const aExp = shiftRange(a.exp, offset);
  const bExp = shiftRange(b.exp, offset);
  const big: ExpRange = {
    min: aZero ? bExp.min : Math.max(aExp.min, bExp.min),
    max: Math.max(aExp.max, bExp.max),
  };
  const expWidth = expShape(big).width;
  return {
    big,
    signals: [
      ...signalsOf("align", "add", {
        big_sign: 1,
        big_sig: window,
        subtract: 1,
        small_sig: window,
        small_sticky: 1,
      }),
      ...signalsOf("align", "round", { big_exp: expWidth }),
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
        aZero,
      }),
      aZero,
      bigExpRange: range(expWidth),
      windowRange: range(window),
    },
  };
}

/** Of the sum: its exponent as it stands, its bits; and what the template prints. */
export function additionView(a: Operand, b: Operand, c: Addition, use: Use) {
  const window = sumWindow(a, b, c);
  const { big, signals, view } = alignment(a, b, window, c, use);
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
      ...signals,
      ...signalsOf("add", "round", { sum_is_zero: 1, sign: 1, sum_sig: sigBits, sum_sticky: 1 }),
      ...(increment ? signalsOf("add", "round", { sum_increment: 1 }) : []),
    ],
    view: {
      ...view,
      sum: use(fpSum, { bits: window, increment, downward: c.round === "rdn" }),
      increment,
      sumRange: range(sigBits),
    },
  };
}
