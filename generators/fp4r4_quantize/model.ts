import type { Minifloat } from "../../formats/index.js";
import { decode, encodeFp4r4, type Fp4r4Bottom, type Value } from "../../golden/index.js";
import type { CombModel } from "../unit.js";

interface Config {
  readonly src: Minifloat;
  readonly bottom: Fp4r4Bottom;
  readonly scaleBits: number;
}

export function fp4r4QuantizeModel({ src, bottom, scaleBits }: Config): CombModel {
  return ({ x_i = 0n, phase_i, scale_i = 0n }) => {
    const x = decode(src, x_i);
    const scaled: Value = x.kind === "finite" ? { ...x, exp: x.exp + Number(BigInt.asIntN(scaleBits, scale_i)) } : x;
    return { code_o: encodeFp4r4(scaled, phase_i === 1n, bottom) };
  };
}
