import type { Fixed } from "../../formats/index.js";
import type { RoundMode } from "../../golden/index.js";
import { lostWidth } from "../round_away/unit.js";
import { type ExpRange, shiftRange } from "../shared/exponents.js";

export interface FixedPackConfig {
  readonly dst: Fixed;
  /** Bits W of the significand. */
  readonly sigBits: number;
  /** True exponents that the port can carry. */
  readonly minExp: number;
  readonly maxExp: number;
  /** The port carries exp + offset. */
  readonly offset: number;
  readonly round: RoundMode;
  readonly rndBits: number;
  readonly flags: boolean;
}

export interface FixedPackPlan {
  /** On the port. */
  readonly port: ExpRange;
  /** Position of the significand's top bit for the largest exponent; bit 0 is the last place of the code. */
  readonly top: number;
  /** Bits below the last place that the rounding reads one by one. */
  readonly lost: number;
  /** Integer bits that are looked at: those of the code and all above that the operand can reach. */
  readonly integerBits: number;
  /** Bits of the window between `top` and the last lost bit; 0 if every operand is smaller than that. */
  readonly windowBits: number;
}

export function fixedPackPlan({ dst, minExp, maxExp, offset, round, rndBits }: FixedPackConfig): FixedPackPlan {
  const top = maxExp + dst.fl;
  const lost = lostWidth(round, rndBits);
  return {
    port: shiftRange({ min: minExp, max: maxExp }, offset),
    top,
    lost,
    integerBits: Math.max(top + 1, dst.width),
    windowBits: Math.max(0, top + 1 + lost),
  };
}
