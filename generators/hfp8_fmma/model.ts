import type { Minifloat } from "../../formats/index.js";
import {
  add,
  decode,
  encode,
  exponentOf,
  type Finite,
  finite,
  multiply,
  type Overflow,
  type RoundMode,
  type Value,
} from "../../golden/index.js";
import type { Sum3Form } from "../fp_sum3/model.js";
import { type HybridFormats, operandDecoder } from "../shared/hfp8.js";
import type { CombModel } from "../unit.js";

export interface FmmaConfig {
  readonly acc: Minifloat;
  readonly align: Sum3Form;
  readonly alignW: number;
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
}

/** What is left of a term in a window whose last place is 2^unit. */
function aligned({ negative, sig, exp }: Finite, unit: number, sticky: boolean): Finite {
  const drop = BigInt(Math.max(0, unit - exp));
  const kept = sig >> drop;
  const lost = sticky && kept << drop !== sig ? 1n : 0n;
  const half = exp >= unit ? sig << BigInt(exp - unit + 1) : 2n * kept + lost;
  return finite(negative, half, unit - 1);
}

export function fmmaModel(c: FmmaConfig, formats: HybridFormats, bias: number): CombModel {
  const operand = operandDecoder(formats, bias);
  return (w) => {
    const product = (i: number) => multiply(operand(w.mode_a_i, w[`a${i}_i`]), operand(w.mode_b_i, w[`b${i}_i`]));
    let terms: Value[] = [product(0), product(1), decode(c.acc, w.c_i ?? 0n)];
    const numbers = terms.filter((x): x is Finite => x.kind === "finite");
    const tops = numbers.filter(({ sig }) => sig > 0n).map(exponentOf);
    if (c.align !== "exact" && numbers.length === 3 && tops.length > 0) {
      const unit = Math.max(...tops) - c.alignW + 1;
      terms = numbers.map((x) => aligned(x, unit, c.align === "sticky"));
    }
    const sum = terms.reduce((x, y) => add(x, y));
    const random = { bits: c.rndBits, word: w.rnd_i ?? 0n };
    return { result_o: encode(c.acc, sum, { round: c.round, overflow: c.overflow, random }).code };
  };
}
