import { bitLength, decode, encode, type Finite, type Value } from "../../golden/index.js";
import { elementName } from "../design.js";
import { elementWords } from "../exact_dot/model.js";
import type { CombModel } from "../unit.js";
import { elementMaxExp, type MxQuantizeConfig, SCALE } from "./plan.js";

/** Code of the shared scale: clamp(floor(log2 max) - emax, -127, 127) + 127; 0 for zeros alone, 255 with a NaN or Inf. */
export function sharedScale({ dst }: Pick<MxQuantizeConfig, "dst">, block: readonly Value[]): bigint {
  if (block.some(({ kind }) => kind !== "finite")) return SCALE.nan;
  const exps = (block as Finite[]).filter(({ sig }) => sig > 0n).map(({ sig, exp }) => bitLength(sig) - 1 + exp);
  if (exps.length === 0) return 0n;
  const exp = Math.max(...exps) - elementMaxExp(dst);
  return BigInt(Math.max(0, Math.min(SCALE.largest, exp + SCALE.bias)));
}

export function mxQuantizeModel(c: MxQuantizeConfig): CombModel {
  const { src, dst, lanes, round, rndBits } = c;
  return (inputs) => {
    const block = elementWords(inputs, "x_i", lanes).map((code) => decode(src, code));
    const scale = sharedScale(c, block);
    const words = elementWords(inputs, "rnd_i", lanes);
    const elements = block.map((x, lane) => {
      if (scale === SCALE.nan || x.kind !== "finite") return 0n;
      const quotient = { ...x, exp: x.exp - (Number(scale) - SCALE.bias) };
      const rounding = { round, overflow: "saturate", random: { bits: rndBits, word: words[lane]! } } as const;
      const { code } = encode(dst, quotient, rounding);
      const lowest = 1n << BigInt(dst.width - 1);
      return dst.kind === "fixed" && dst.signed && code === lowest ? code + 1n : code;
    });
    return {
      scale_o: scale,
      ...Object.fromEntries(elements.map((code, lane) => [elementName("element_o", lane), code] as const)),
    };
  };
}
