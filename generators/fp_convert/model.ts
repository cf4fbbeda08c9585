import type { Format } from "../../formats/index.js";
import { decode, encode, type Overflow, type RoundMode } from "../../golden/index.js";
import { flagWords } from "../shared/rounding.js";
import type { CombModel } from "../unit.js";

interface Conversion {
  readonly src: Format;
  readonly dst: Format;
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
  readonly flags: boolean;
}

/** Decode exactly, encode once. */
export function convertModel({ src, dst, round, overflow, rndBits, flags: wanted }: Conversion): CombModel {
  return ({ code_i = 0n, rnd_i = 0n }) => {
    const random = { bits: rndBits, word: rnd_i };
    const { code, flags } = encode(dst, decode(src, code_i), { round, overflow, random });
    return { code_o: code, ...(wanted && flagWords(flags)) };
  };
}
