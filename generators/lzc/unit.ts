import { indexBits } from "../../formats/index.js";
import { bitLength } from "../../golden/index.js";
import { integerParam } from "../params.js";
import { wordLimits } from "../shared/limits.js";
import { range, replicate } from "../shared/literals.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";

/** Leading zeros of a word. */
export const lzc = defineUnit({
  kind: "combinational",
  name: "lzc",
  summary: "Counts the zeros above the highest set bit.",
  page,
  params: { width: integerParam({ doc: "bits of the word", ...wordLimits, tag: "w", fallback: 8 }) },
  variants: [{ width: 8 }, { width: 1 }],
  ports: ({ width }) => [
    { name: "in_i", dir: "in", width, role: "data", doc: "the word" },
    { name: "count_o", dir: "out", width: indexBits(width), role: "data", doc: `leading zeros; ${width - 1} for 0` },
    { name: "none_o", dir: "out", width: 1, role: "data", doc: "no bit is set" },
  ],
  behaviour: ({ width }) => [
    ["count_o", "zeros above the highest 1, from the top bit down"],
    ["in_i 0", `none_o, and count_o is ${width - 1}: as for 1, so that the lowest bit is not looked at`],
  ],
  model: ({ width }) => {
    return ({ in_i: word = 0n }) => ({
      count_o: BigInt(word === 0n ? width - 1 : width - bitLength(word)),
      none_o: BigInt(word === 0n),
    });
  },
  view({ width }) {
    const bits = indexBits(width);
    // The lowest bit is never looked at: it counts only when all others are 0. Ones fill up to 2^bits - 1 others.
    const filler = 2 ** bits - width;
    const part = (name: string, high: number, low: number, of: number) =>
      of === 1 ? name : high === low ? `${name}[${high}]` : `${name}[${high}:${low}]`;
    const steps = Array.from({ length: bits }, (_, i) => {
      const half = 2 ** (bits - 1 - i);
      const size = 2 * half - 1;
      const from = i === 0 ? "others" : `rest_${half * 2}`;
      return {
        bit: bits - 1 - i,
        half,
        upper: part(from, size - 1, half - 1, size),
        upperRest: half === 1 ? "" : part(from, size - 1, half, size),
        lower: half === 1 ? "" : part(from, half - 2, 0, size),
        range: half === 1 ? "" : range(half - 1),
        last: half === 1,
      };
    });
    const above = width === 2 ? "in_i[1]" : `in_i[${width - 1}:1]`;
    return {
      single: width === 1,
      steps,
      oneStep: bits === 1,
      othersRange: range(2 ** bits - 1),
      others: width === 1 ? "" : filler > 0 ? `{${above}, ${replicate("1'b1", filler)}}` : above,
    };
  },
  fault: { name: "a set bit at the top is not seen", find: "~|others[6:3]", replace: "~|others[5:3]" },
});
