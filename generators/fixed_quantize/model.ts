import type { Fixed } from "../../formats/index.js";
import { type FixedRoundMode, roundFixed, saturate } from "../../golden/index.js";
import type { CombModel } from "../unit.js";

interface Config {
  readonly src: Fixed;
  readonly maxWl: number;
  readonly maxFl: number;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
}

export function fixedQuantizeModel({ src, maxWl, maxFl, round, rndBits }: Config): CombModel {
  return ({ x_i = 0n, wl_i = 0n, fl_i = 0n, rnd_i = 0n }) => {
    const wl = wl_i === 0n || wl_i > maxWl ? maxWl : Number(wl_i);
    const fl = Math.min(Number(fl_i), maxFl);
    const x = BigInt.asIntN(src.width, x_i);
    const rounded = roundFixed(round, x, src.fl - fl, { bits: rndBits, word: rnd_i });
    return { y_o: BigInt.asUintN(maxWl, saturate(rounded, wl, true)) };
  };
}
