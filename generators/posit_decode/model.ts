import type { Posit } from "../../formats/index.js";
import { decode, exponentOf } from "../../golden/index.js";
import { type PositForm, positShape } from "../shared/posit.js";
import type { CombModel } from "../unit.js";

/** The exact value of the code, written as sign, scale and fraction of the form asked for. */
export function decodeModel(format: Posit, form: PositForm): CombModel {
  const { scaleBits, fracBits } = positShape(format.width, format.es);
  const word = (scale: number) => BigInt.asUintN(scaleBits, BigInt(scale));
  return ({ code_i: code = 0n }) => {
    const sign = code >> BigInt(format.width - 1);
    const value = decode(format, code);
    const flags = { is_zero_o: BigInt(code === 0n), is_nar_o: BigInt(value.kind === "nan"), sign_o: sign };
    if (value.kind !== "finite" || value.sig === 0n) {
      // As if the regime went on: one step beyond minpos.
      const below = -format.maxScale - 2 ** format.es;
      return { ...flags, scale_o: word(form === "signed" && sign === 1n ? -below - 1 : below), frac_o: 0n };
    }
    const scale = exponentOf(value);
    const ownBits = scale - value.exp;
    const frac = (value.sig - (1n << BigInt(ownBits))) << BigInt(fracBits - ownBits);
    if (form === "magnitude" || !value.negative) return { ...flags, scale_o: word(scale), frac_o: frac };
    // -(1 + f) = -2 + (1 - f); an f of 0 takes the binade below.
    if (frac === 0n) return { ...flags, scale_o: word(scale - 1), frac_o: 0n };
    return { ...flags, scale_o: word(scale), frac_o: (1n << BigInt(fracBits)) - frac };
  };
}
