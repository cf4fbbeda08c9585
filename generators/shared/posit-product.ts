import type { View } from "../unit.js";
import { binary, range, zeroExtend } from "./literals.js";

/** Names of the decoded factors: signs, and fractions of `fracBits` bits. */
interface Factors {
  readonly aSign: string;
  readonly bSign: string;
  readonly aFrac: string;
  readonly bFrac: string;
  readonly fracBits: number;
}

/** Bits of a product of two significands in two's complement, four of them before the point. */
export const productWidth = (fracBits: number): number => 2 * fracBits + 4;

/**
 * What `posit_product.v.njk` prints. With s the sign and f the fraction as an integer of F bits, a significand is
 * 2^F (1 - 3 s) + f, so a product is a sum of four terms; two of them choose between f and -2 f. Since
 * -2 f = 2 (~f) - 2^(F + 1) + 2, no term is negated: the constants go with the fourth, 4^F (1 - 3 sa) (1 - 3 sb), which
 * the signs alone decide:
 *   both positive 4^F; unlike -4 * 4^F + 2^(F + 1); both negative 2^(F + 2).
 */
export function productView({ aSign, bSign, aFrac, bFrac, fracBits: f }: Factors): View {
  const width = productWidth(f);
  const terms: string[][] = Array.from({ length: width }, () => []);
  for (const bit of [width - 1, width - 2, f + 1]) terms[bit]!.push("is_unlike");
  terms[2 * f]!.push("is_positive");
  terms[f + 2]!.push("is_negative");
  // No two of the three are true at once, so that a bit that two of them share is their OR.
  const bits = terms.map((names) => (names.length === 0 ? "1'b0" : names.join(" | "))).reverse();
  const row = (own: string, other: string): string => `${other} ? {~${own}, 1'b0} : {1'b0, ${own}}`;
  const place = (name: string): string => `{${binary(0, 3)}, ${name}, ${binary(0, f)}}`;
  return {
    aSign,
    bSign,
    rowRange: range(f + 1),
    aRow: row(aFrac, bSign),
    bRow: row(bFrac, aSign),
    range: range(width),
    signs: `{${bits.join(", ")}}`,
    fracs: `${zeroExtend(aFrac, f, width)} * ${zeroExtend(bFrac, f, width)}`,
    aPlaced: place("a_row"),
    bPlaced: place("b_row"),
  };
}
