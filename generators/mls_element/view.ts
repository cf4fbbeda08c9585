import { modulo } from "../shared/exponents.js";
import { binary, range, slice, zeroExtend } from "../shared/literals.js";
import { unsignedBits } from "../shared/unpacked.js";
import { shiftSticky } from "../shift_sticky/unit.js";
import type { Use, View } from "../unit.js";
import { distanceBits, type MlsElementConfig, tailBits } from "./plan.js";

/** Everything that the template of `mls_element` prints. */
export function mlsElementView(c: MlsElementConfig, use: Use): View {
  const { fracBits, ex, mx, mg, round, rndBits } = c;
  const tail = tailBits(c);
  const distance = distanceBits(c);
  const placeBits = distance + 1;
  // Steps below the lowest binade, as far as the port goes.
  const amountBits = Math.min(placeBits, unsignedBits(2 ** distance - 2 ** ex + 1));
  const compared = Math.min(mg, fracBits);
  const number = slice("frac_i", fracBits - 1, fracBits - compared, fracBits);
  const factorBits = mg + 1;
  const dividend = mx + mg + tail + 2;
  const sum = dividend + 1;
  const word = round === "sra" ? "rnd_i" : "{rnd_i, 1'b1}";
  const addend = tail + factorBits;
  return {
    scales: mg > 0,
    below: mg === 0 ? "1'b0" : `${compared < mg ? `{${number}, ${binary(0, mg - compared)}}` : number} < factor_i`,
    factorRange: range(factorBits),
    normalRange: range(fracBits + 2),
    placeRange: range(placeBits),
    distance: zeroExtend("distance_i", distance, placeBits),
    belowWide: zeroExtend("is_below", 1, placeBits),
    isLow: `|${slice("place", placeBits - 1, ex, placeBits)}`,
    stepRange: range(ex),
    ex,
    step: `~${slice("place", ex - 1, 0, placeBits)}`,
    amountRange: range(amountBits),
    amountBits,
    amount: `${slice("place", amountBits - 1, 0, placeBits)} - ${modulo(2 ** ex - 1, amountBits)}`,
    shift: use(shiftSticky, { width: fracBits + 2, outBits: dividend, amountBits }),
    dividendRange: range(dividend),
    addendRange: range(addend),
    addend:
      mg === 0
        ? zeroExtend(word, tail, addend)
        : `${zeroExtend(word, tail, addend)} * ${zeroExtend("factor", factorBits, addend)}`,
    sumRange: range(sum),
    dividend: zeroExtend("dividend", dividend, sum),
    addendWide: zeroExtend("addend", addend, sum),
    ties: round === "src",
    correction: zeroExtend("is_odd_tie", 1, sum),
    odd: rndBits === 1 ? "rnd_i" : "rnd_i[0]",
    whole: slice("sum", sum - 1, tail, sum),
    tailLow: slice("sum", tail - 1, 0, sum),
    ...(mg > 0
      ? division(mx, mg)
      : { divisionLines: [], quotient: slice("whole", mx + 1, 0, mx + 3), wholeTop: `whole[${mx + 2}]` }),
    wholeRange: range(mx + mg + 3),
    quotientRange: range(mx + 2),
    codeRange: range(ex + mx + 1),
    top: ex + mx,
    low: slice("code", ex + mx - 1, 0, ex + mx + 1),
    outBits: ex + mx,
    base: mx > 0 ? `{1'b0, binade, ${binary(0, mx)}}` : "{1'b0, binade}",
    quotientWide: ex + mx + 1 > mx + 2 ? zeroExtend("quotient", mx + 2, ex + mx + 1) : "quotient",
  };
}

/** The quotient bit by bit, highest first: what is left is always below the factor, with one more bit brought down. */
function division(mx: number, mg: number): View {
  const lines: string[] = [];
  let from = "whole";
  let width = mx + mg + 3;
  for (let i = mx + 1; i >= 0; i--) {
    const part = slice(from, width - 1, i, width);
    lines.push(`wire ${range(mg + 2)}part_${i} = ${part};`, `wire fits_${i} = part_${i} >= {1'b0, factor};`);
    if (i === 0) break;
    const low = slice(from, i - 1, 0, width);
    lines.push(
      `wire ${range(mg + 1)}left_${i} = ${slice(`part_${i}`, mg, 0, mg + 2)} - (factor & {${mg + 1}{fits_${i}}});`,
      `wire ${range(mg + 1 + i)}rest_${i} = {left_${i}, ${low}};`,
    );
    [from, width] = [`rest_${i}`, mg + 1 + i];
  }
  const bits = Array.from({ length: mx + 2 }, (_, i) => `fits_${mx + 1 - i}`);
  return { divisionLines: lines, quotient: `{${bits.join(", ")}}`, wholeTop: "" };
}
