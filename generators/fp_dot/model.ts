import type { Minifloat } from "../../formats/index.js";
import { add, decode, encode, multiply, nan, type Overflow, type RoundMode, type Value } from "../../golden/index.js";
import { elementName } from "../design.js";
import type { CombModel } from "../unit.js";

export interface DotConfig {
  readonly a: Minifloat;
  readonly b: Minifloat;
  readonly acc: Minifloat;
  readonly lanes: number;
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
}

/** The exact sum of all products and the addend, in any order the same, and one rounding. */
export function dotModel({ a, b, acc, lanes, round, overflow, rndBits }: DotConfig): CombModel {
  const plus = (x: Value, y: Value): Value => (x.kind === "nan" || y.kind === "nan" ? nan : add(x, y, round === "rdn"));
  return (w) => {
    const products = Array.from({ length: lanes }, (_, i) =>
      multiply(decode(a, w[elementName("a_i", i)] ?? 0n), decode(b, w[elementName("b_i", i)] ?? 0n)),
    );
    const random = { bits: rndBits, word: w.rnd_i ?? 0n };
    const sum = plus(products.reduce(plus), decode(acc, w.c_i ?? 0n));
    return { result_o: encode(acc, sum, { round, overflow, random }).code };
  };
}
