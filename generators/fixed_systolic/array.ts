import type { Fixed } from "../../formats/index.js";
import { type FixedRoundMode, isStochastic } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import { fixedAcc } from "../fixed_acc/unit.js";
import { type Instance, instantiate } from "../instance.js";
import { checkAccBits, checkFixedMac, type FixedMacConfig } from "../shared/fixed-mac.js";
import { checkOwnRandom, lfsrWidthParam } from "../shared/own-random.js";
import { systolic } from "../systolic/unit.js";

export interface FixedSystolicConfig {
  readonly a: Fixed;
  readonly b: Fixed;
  readonly dst: Fixed;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
  readonly accBits: number;
  readonly width: number;
}

/** As the roundings of all fixed-point dot products take it. */
export const asDotProduct = (c: FixedSystolicConfig): FixedMacConfig => ({ ...c, init: false, relu: false });

/** Options of the array without its rounding units: every sum comes out whole. */
export const arrayOptions = ({ a, b, accBits }: FixedSystolicConfig) => ({
  element: `${fixedAcc.name} --a ${a.name} --b ${b.name} --acc-bits ${accBits}`,
});
export const arrayOf = (c: FixedSystolicConfig): Instance => instantiate(systolic, arrayOptions(c));

/** @throws OptionError as the parts do, and for an LFSR that nothing draws from */
export function checkFixedSystolic(c: FixedSystolicConfig): void {
  checkFixedMac(asDotProduct(c), c.accBits);
  checkAccBits(c);
  if (isStochastic(c.round)) checkOwnRandom(c);
  else if (c.width !== lfsrWidthParam.fallback(c as never))
    throw new OptionError(
      (option) => `${option("width")} needs a stochastic ${option("round")} (sra, srf), got ${c.round}`,
    );
}
