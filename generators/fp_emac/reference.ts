import { binary, range } from "../shared/literals.js";
import { unpackView } from "../shared/operands.js";
import { unpackedShape } from "../shared/unpacked.js";
import type { UsePart, View } from "../unit.js";
import type { EmacConfig } from "./model.js";
import { emacBits, emacPlan } from "./plan.js";
import { roundView, specialsView } from "./view.js";

/** Everything that the reference of `fp_emac` prints. */
export function emacReference(c: EmacConfig, terms: number, use: UsePart): View {
  const { a, b, dst, init } = c;
  const { unit, lowestSum, sumBits, termBits, windowBits, mostBits } = emacPlan(c);
  const bits = emacBits(c, terms);
  const productBits = a.sigBits + b.sigBits;
  const { offset } = unpackedShape(a, "field");
  // Places of the product, and of init_i, that stand below the last one of the sum at exp field 0.
  const below = Math.max(0, lowestSum);
  const initBelow = offset + a.fracBits + unit;
  const round = roundView(c, use);
  return {
    init,
    initRange: range(a.width),
    operands: [
      unpackView("a", "a_i", a, use),
      unpackView("b", "b_i", b, use),
      ...(init ? [unpackView("init", "init_q", a, use)] : []),
    ],
    signTop: productBits,
    signedRange: range(productBits + 1),
    distanceRange: range(sumBits),
    magnitudeRange: range(productBits),
    wideRange: range(Math.max(bits, productBits + 2 ** sumBits) + Math.max(below, initBelow, 0)),
    rowRange: range(termBits - 1),
    row: lowestSum >= 0 ? `shifted >> ${below}` : `shifted << ${-lowestSum}`,
    sumBits: bits,
    sumRange: range(bits),
    initPlaced: initBelow >= 0 ? `init_shifted >>> ${initBelow}` : `init_shifted <<< ${-initBelow}`,
    start: init ? "start" : "0",
    ...specialsView(c),
    ...round,
    sig: round.increments ? "sig" : "sig + sign",
    mostRange: range(mostBits),
    limit: `${mostBits}'h${(1n << BigInt(windowBits)).toString(16)}`,
    sigRange: range(windowBits),
    sigZeros: binary(0, windowBits - 1),
    dstRange: range(dst.width),
  };
}
