import { fixed, type Minifloat } from "../../formats/index.js";
import { decode, encode, multiply, type RoundMode } from "../../golden/index.js";
import type { CombModel } from "../unit.js";

interface Config {
  readonly src: Minifloat;
  readonly scale: Minifloat;
  readonly levels: "symmetric" | "full";
  readonly round: RoundMode;
}

/** One rounding of the exact product; the end that has no counterpart is left out of the symmetric range. */
export function int4QuantizeModel({ src, scale, levels, round }: Config): CombModel {
  return ({ x_i = 0n, scale_i = 0n }) => {
    const product = multiply(decode(src, x_i), decode(scale, scale_i));
    const { code } = encode(fixed(4, 0), product, { round, overflow: "saturate" });
    return { q_o: levels === "symmetric" && code === 8n ? 9n : code };
  };
}
