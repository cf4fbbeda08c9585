/** A shift by a distance that is an input, in front of `fixed_round`: what is kept of the bits that fall out. */
import { type FixedRoundMode, isStochastic } from "../../golden/index.js";
import { arithShift } from "./arith-shift.js";
import { binary, range, slice } from "./literals.js";

interface ScaleConfig {
  readonly round: FixedRoundMode;
  readonly rndBits: number;
}

/** Bits below the last place that the rounding reads one by one. */
export function readBits({ round, rndBits }: ScaleConfig): number {
  if (isStochastic(round)) return rndBits;
  return round === "rdn" ? 0 : 1;
}

/** Whether the rounding asks for anything nonzero below them. */
const readsRest = ({ round }: ScaleConfig): boolean => round === "rne" || round === "rna" || round === "sra";

interface Scale extends ScaleConfig {
  /** A signed word, shifted right by the distance, which is unsigned. */
  readonly word: string;
  readonly width: number;
  readonly distance: string;
  readonly distanceBits: number;
  /** Places by which the word stands higher at distance 0: what makes left shifts of the largest distances. */
  readonly left?: number;
  /** Integer bits of the rounder's result. */
  readonly whole: number;
}

/** Bits of the shifted word; distances must stay below. */
export const scaleWidth = (s: Pick<Scale, "width" | "left" | "round" | "rndBits">): number =>
  s.width + (s.left ?? 0) + readBits(s);

/**
 * Lines that define `number`, `numberBits` wide with `drop` fraction bits, which rounds as the shifted word does: its high
 * bits are cut to those that can change a result of `whole` bits.
 */
export function scaleView(s: Scale) {
  const { left = 0, whole, word, distance, distanceBits } = s;
  const read = readBits(s);
  const below = left + read;
  const width = scaleWidth(s);
  const shift = arithShift({
    word: "placed",
    stem: "shifted",
    width,
    fill: "sign",
    count: distance,
    countWidth: distanceBits,
    steps: distanceBits,
    lost: "1'b0",
  });
  const rest = readsRest(s);
  const drop = read + (rest ? 1 : 0);
  // A sign, a bit that stands for all that are beyond, and what is inside.
  const kept = Math.min(width - 1, whole + read);
  const cuts = width - 1 > whole + read;
  const from = shift.shifted;
  const inside = slice(from, kept - 1, 0, width);
  const parts = ["sign", ...(cuts ? ["sign ^ is_beyond"] : []), inside, ...(rest ? [shift.lost] : [])];
  const numberBits = (cuts ? 2 : 1) + kept + (rest ? 1 : 0);
  return {
    placedRange: range(width),
    placed: below > 0 ? `{${word}, ${binary(0, below)}}` : word,
    sign: `placed[${width - 1}]`,
    lines: rest ? shift.lines : shift.lines.filter((line) => !line.startsWith("wire lost_")),
    cuts,
    beyond: cuts ? `|(${slice(from, width - 2, kept, width)} ^ {${width - 1 - kept}{sign}})` : "",
    unusedTop: `${from}[${width - 1}]`,
    numberRange: range(numberBits),
    numberBits,
    number: `{${parts.join(", ")}}`,
    drop,
  };
}
