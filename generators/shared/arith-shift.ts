import { range, replicate, slice } from "./literals.js";

interface Shift {
  /** The word to shift; the lines define `<stem>_1`, `<stem>_2`, ... and the result is `shifted`. */
  readonly word: string;
  readonly stem: string;
  readonly width: number;
  /** What moves in at the top, one bit. */
  readonly fill: string;
  /** The distance: a vector of `countWidth` bits, of which the lowest `steps` are used. */
  readonly count: string;
  readonly countWidth: number;
  readonly steps: number;
  /** One bit that was already lost before, or "1'b0". */
  readonly lost: string;
}

interface ShiftText {
  readonly lines: string[];
  readonly shifted: string;
  /** The name of the OR of all lost bits. */
  readonly lost: string;
}

/**
 * A right shift with fill that ORs what it drops, the longest distance first: each step then drops bits that are still
 * few, so that the ORs stay short. Distances are below the width.
 */
export function arithShift({ word, stem, width, fill, count, countWidth, steps, lost }: Shift): ShiftText {
  const lines: string[] = [];
  let from = word;
  let dropped = lost;
  for (let j = steps - 1; j >= 0; j--) {
    const by = 2 ** j;
    const step = slice(count, j, j, countWidth);
    const out = `${by === 1 ? "" : "|"}${slice(from, by - 1, 0, width)}`;
    lines.push(
      `wire lost_${by} = ${dropped === "1'b0" ? "" : `${dropped} || `}(${step} && ${out});`,
      `wire ${range(width)}${stem}_${by} = ${step} ? {${replicate(fill, by)}, ${slice(from, width - 1, by, width)}} : ${from};`,
    );
    from = `${stem}_${by}`;
    dropped = `lost_${by}`;
  }
  return { lines, shifted: from, lost: dropped };
}
