import { type GridFormat, hasInfinity, productGrid } from "../shared/exact.js";
import { expShape } from "../shared/exponents.js";
import { range, replicate, signExtend, zeroExtend } from "../shared/literals.js";
import { fieldExtend, unpackView } from "../shared/operands.js";
import { unpackedShape } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";

interface Factors {
  readonly a: GridFormat;
  readonly b: GridFormat;
}

/** Everything that the template of `exact_product` prints. */
export function productView({ a, b }: Factors, use: Use): View {
  const { bits, unit } = productGrid(a, b);
  if (a.kind === "fixed" || b.kind === "fixed") {
    const wide = (f: GridFormat, name: string): string =>
      f.kind === "fixed" && f.signed ? `$signed(${name})` : `$signed({1'b0, ${name}})`;
    const sign = (f: GridFormat, name: string): string => (f.width === 1 ? name : `${name}[${f.width - 1}]`);
    return {
      integer: true,
      productRange: range(bits),
      product: `${wide(a, "a_i")} * ${wide(b, "b_i")}`,
      sign: `${sign(a, "a_i")} ^ ${sign(b, "b_i")}`,
    };
  }
  const [x, y] = [unpackedShape(a, "field"), unpackedShape(b, "field")];
  // Fields of subnormals are 1: the smallest distance is not 0, and that many places of the shift are never read.
  const least = x.minExp + x.offset + y.minExp + y.offset;
  const distance = { min: least, max: x.maxExp + x.offset + y.maxExp + y.offset };
  const distanceBits = expShape(distance).width;
  const magnitudeBits = a.sigBits + b.sigBits;
  const placedBits = bits + least;
  const term = (f: typeof a, name: string): string => zeroExtend(name, f.sigBits, magnitudeBits);
  return {
    integer: false,
    hasInf: hasInfinity(a) || hasInfinity(b),
    operands: [unpackView("a", "a_i", a, use), unpackView("b", "b_i", b, use)],
    magnitudeRange: range(magnitudeBits),
    magnitude: `${term(a, "a_sig")} * ${term(b, "b_sig")}`,
    signedRange: range(magnitudeBits + 1),
    signs: replicate("sign", magnitudeBits + 1),
    signAtEnd: zeroExtend("sign", 1, magnitudeBits + 1),
    distanceRange: range(distanceBits),
    distance: `${fieldExtend("a_exp", a, distanceBits)} + ${fieldExtend("b_exp", b, distanceBits)}`,
    placedRange: range(placedBits),
    placed: signExtend("product", magnitudeBits + 1, placedBits),
    least,
    top: placedBits - 1,
    unit,
    unused: least > 0 ? `moved[${least - 1}:0]` : "",
  };
}
