import { expShape } from "../shared/exponents.js";
import type { CombModel, Words } from "../unit.js";
import { type AlignConfig, alignPlan } from "./plan.js";

const signed = (word: bigint, shape: { width: number; signed: boolean }): number =>
  Number(shape.signed ? BigInt.asIntN(shape.width, word) : word);

/** floor(small 2^-distance) in the window, and whether that is exact. */
export function alignModel(c: AlignConfig): CombModel {
  const { a, b, out } = alignPlan(c);
  const shape = { a: expShape(a), b: expShape(b), out: expShape(out) };
  return (w) => {
    const word = (name: string): bigint => w[name] ?? 0n;
    const x = { sign: word("a_sign_i"), exp: signed(word("a_exp_i"), shape.a), sig: word("a_sig_i"), bits: c.aBits };
    const y = { sign: word("b_sign_i"), exp: signed(word("b_exp_i"), shape.b), sig: word("b_sig_i"), bits: c.bBits };
    const yFirst = w.a_is_zero_i === 1n || y.exp > x.exp;
    const [big, small] = yFirst ? [y, x] : [x, y];
    // A flagged zero may stand above the other number; it has no bits to lose.
    const absent = w.a_is_zero_i === 1n;
    const distance = absent ? 0n : BigInt(big.exp - small.exp);
    const high = (absent ? 0n : small.sig) << BigInt(c.window);
    const kept = high >> (distance + BigInt(small.bits));
    return {
      exp_o: BigInt.asUintN(shape.out.width, BigInt(big.exp)),
      big_sign_o: big.sign,
      big_sig_o: big.sig << BigInt(c.window - big.bits),
      subtract_o: x.sign ^ y.sign,
      small_sig_o: kept,
      sticky_o: BigInt(kept << (distance + BigInt(small.bits)) !== high),
    };
  };
}

/** Rows that the contract allows: exponents in range. */
export function alignLegal(c: AlignConfig): (w: Words) => boolean {
  const { a, b } = alignPlan(c);
  const shape = { a: expShape(a), b: expShape(b) };
  return ({ a_exp_i = 0n, b_exp_i = 0n }) => {
    const x = signed(a_exp_i, shape.a);
    const y = signed(b_exp_i, shape.b);
    return x >= a.min && x <= a.max && y >= b.min && y <= b.max;
  };
}
