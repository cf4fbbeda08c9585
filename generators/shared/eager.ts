/**
 * Stochastic rounding ahead of normalisation: the random word is a row of the sum, at the place that the result's last
 * place will have, and nothing is left to round behind it.
 *
 * Places are counted from the larger exponent down: 0 is the top bit of a normalised significand there. Let P be the
 * product's bits, p those of a significand of the result, r those of the random word R. Both numbers come normalised, but for
 * an addend below the smallest normal number.
 *
 * - A result that leads at place k has its last place at k + p - 1, and R stands at k + p and below.
 * - Only neighbouring exponents can cancel below place 1, and then nothing stands below place max(P, p): a result
 *   that leads at P - p + 1 or below is exact. R, kept below place max(P, p), does not reach it.
 * - A result below the smallest normal number is exact where every product is a multiple of the addend's smallest number.
 *
 * So R has one of the few places k = -1, 0, .. max(1, P - p + 1), chosen by the sum of the upper bits alone. A unit that a
 * longer borrow would take from them moves k only where the result is a power of two, which is exact. Where rounding
 * carries into the next binade the bits that would have been kept are 0, so that one place less of them does no harm.
 */
import type { Minifloat } from "../../formats/index.js";
import type { Use, View } from "../unit.js";
import { type Addition, alignment } from "./addition.js";
import { binary, range, replicate, slice } from "./literals.js";
import type { Operand } from "./operands.js";
import { signalsOf } from "./result.js";

/** Exponent of the last bit of a format's smallest normal number: every number is a multiple of its power of two. */
const unitOf = (f: Minifloat): number => f.minExp - f.fracBits;

/** Why the random word cannot be added before normalisation; undefined where it can. */
export function eagerObstacle(a: Minifloat, b: Minifloat, acc: Minifloat): string | undefined {
  if (acc.lowest !== "subnormal") return `subnormals in acc, and ${acc.name} has none`;
  const [product, unit] = [unitOf(a) + unitOf(b), unitOf(acc)];
  if (product >= unit) return undefined;
  return `products that are multiples of the smallest ${acc.name}, 2^${unit}, and the smallest one is 2^${product}`;
}

/** As `additionView`: what adds the normalised product, the addend and the random word. */
export function eagerView(product: Operand, addend: Operand, c: Addition, use: Use) {
  const p = c.dst.sigBits;
  const { rndBits } = c;
  // The head is where the larger one has bits, the tail what is below.
  const head = Math.max(product.bits, p);
  const window = Math.max(p + rndBits + 1, head + 1);
  const tail = window - head;
  const { big, signals, view } = alignment(product, addend, window, c, use);
  // A product longer than the result may be rounded up into one binade more.
  const carryBits = product.bits > p ? 2 : 1;
  const sigBits = carryBits + head + 1;
  const lowest = Math.max(1, product.bits - p + 1);
  // From place p - 1 down to the end of the window, R for a result that leads at `lead`.
  const wordBits = window - p + 1;
  const bitsFor = (lead: number): (number | undefined)[] =>
    Array.from({ length: wordBits }, (_, i) => {
      // Below the first bit of the tail deeper results have only zeros, which no R turns into a carry.
      const from = i > head - p + 1 ? Math.min(1, lead) : lead;
      const index = rndBits - 1 - (i - from - 1);
      const taken = index >= 0 && index < rndBits && !(lead === lowest && lead > 1 && i <= head - p + 1);
      return taken ? index : undefined;
    });
  const at = (lead: number): string => slice("size", head - 1 - lead, head - 1 - lead, head);
  const total = carryBits + head;
  return {
    packed: {
      exp: big,
      offset: c.offset - carryBits,
      sigBits,
      maxLead: sigBits - 1,
      isZero: "sum_is_zero",
      sign: "sign",
      expName: "big_exp",
      sig: "sum_sig",
    },
    signals: [...signals, ...signalsOf("add", "round", { sum_is_zero: 1, sign: 1, sum_sig: sigBits })],
    view: {
      ...view,
      window,
      headTop: head,
      headRange: range(head + 1),
      sizeRange: range(head),
      lowTop: head - 1,
      windowTop: window - 1,
      tailBits: tail,
      tailTop: tail,
      tailRange: range(tail + 1),
      tailLow: tail - 1,
      dropped: tail > 1 ? slice("tail", tail - 2, 0, tail + 1) : "",
      negativeWide: replicate("negative", head),
      rndRange: range(rndBits),
      placedRange: range(wordBits),
      words: [
        { when: "carry ? ", word: concatenation(bitsFor(-1), rndBits), end: " :" },
        ...Array.from({ length: lowest }, (_, lead) => ({
          when: `${at(lead)} ? `,
          word: concatenation(bitsFor(lead), rndBits),
          end: " :",
        })),
        { when: "", word: concatenation(bitsFor(lowest), rndBits), end: ";" },
      ] satisfies View[],
      // The random bits that reach into the head.
      wordHead: `placed[${wordBits - 1}${wordBits - 1 === tail ? "" : `:${tail}`}]`,
      wordZeros: binary(0, total - (wordBits - tail)),
      totalRange: range(total),
      totalZeros: binary(0, total - 1),
      carryZeros: carryBits === 2 ? "1'b0, " : "",
      sumRange: range(sigBits),
    },
  };
}

/** Bits of the random word by their numbers, the first one on top, and zeros between: `{1'b0, word, 2'b00}`. */
function concatenation(bits: readonly (number | undefined)[], width: number): string {
  const parts: string[] = [];
  for (let i = 0; i < bits.length; ) {
    const first = bits[i];
    let n = 1;
    while (i + n < bits.length && bits[i + n] === (first === undefined ? undefined : first - n)) n++;
    if (first === undefined) parts.push(binary(0, n));
    else parts.push(n === width ? "word" : slice("word", first, first - n + 1, width));
    i += n;
  }
  return parts.length === 1 ? parts[0]! : `{${parts.join(", ")}}`;
}
