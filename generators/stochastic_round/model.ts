import type { Fixed, Format, Minifloat } from "../../formats/index.js";
import { decode, encode, type Overflow, type RoundMode } from "../../golden/index.js";
import { register } from "../lfsr/model.js";
import type { ClockedModel } from "../unit.js";

interface Config {
  readonly src: Format;
  readonly dst: Minifloat | Fixed;
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
  readonly width: number;
}

/** Each valid code meets the word that stands before the edge. */
export function stochasticRoundModel({ src, dst, rndBits, width, ...rounding }: Config, seed: number): ClockedModel {
  const lfsr = register(width, rndBits, seed);
  let code = 0n;
  function reset(): void {
    lfsr.load(seed);
    code = 0n;
  }
  return {
    reset,
    step({ rst_i, seed_valid_i, seed_i = 0n, valid_i = 0n, code_i = 0n }) {
      if (rst_i === 1n) {
        reset();
        return { valid_o: 0n, code_o: code };
      }
      if (valid_i === 1n) {
        const random = { bits: rndBits, word: BigInt(lfsr.word()) };
        code = encode(dst, decode(src, code_i), { ...rounding, random }).code;
      }
      if (seed_valid_i === 1n) {
        if (seed_i !== 0n) lfsr.load(Number(seed_i));
      } else if (valid_i === 1n) lfsr.advance();
      return { valid_o: valid_i, code_o: code };
    },
  };
}
