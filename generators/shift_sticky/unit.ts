import { integerParam } from "../params.js";
import { distanceLimits, wordLimits } from "../shared/limits.js";
import { binary, range } from "../shared/literals.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";

/** Right shift of a significand that remembers whether anything nonzero fell out. */
export const shiftSticky = defineUnit({
  kind: "combinational",
  name: "shift_sticky",
  summary: "Shifts a word right inside a window and ORs what falls out.",
  page,
  params: {
    width: integerParam({ doc: "bits of the word", ...wordLimits, tag: "w", fallback: 8 }),
    outBits: integerParam({
      doc: "bits of the window, the word's top bit at its top; by default as wide as the word",
      ...wordLimits,
      tag: "o",
      fallback: (config) => config.width as number,
    }),
    amountBits: integerParam({ doc: "bits of the distance", ...distanceLimits, tag: "s", fallback: 4 }),
  },
  variants: [{ width: 8 }, { width: 1, amountBits: 1 }],
  ports: ({ width, outBits, amountBits }) => [
    { name: "in_i", dir: "in", width, role: "data", doc: "the word" },
    { name: "amount_i", dir: "in", width: amountBits, role: "data", doc: "distance, any value" },
    { name: "out_o", dir: "out", width: outBits, role: "data", doc: "what is left in the window" },
    { name: "sticky_o", dir: "out", width: 1, role: "data", doc: "a 1 fell out below" },
  ],
  behaviour: ({ width, outBits }) => [["out_o", `floor(in_i * 2^(${outBits - width} - amount_i))`]],
  model: ({ width, outBits }) => {
    return ({ in_i: word = 0n, amount_i: amount = 0n }) => {
      // Both in units far below anything that a shift can reach.
      const deep = BigInt(width + outBits) + amount;
      const fine = (word << deep) >> amount;
      const unit = deep + BigInt(width - outBits);
      const kept = unit >= 0n ? fine >> unit : fine << -unit;
      return { out_o: kept, sticky_o: BigInt((unit >= 0n ? kept << unit : kept >> -unit) !== fine) };
    };
  },
  view({ width, outBits, amountBits }) {
    // Small steps first, so that early steps work on a narrow word; a step that would move the whole window out clears.
    const steps: Record<string, string | number | boolean>[] = [];
    const narrow = width > outBits;
    // Distances that empty the window are one case.
    const near = Math.min(amountBits, Math.ceil(Math.log2(outBits)));
    let bits = narrow ? outBits : width;
    let name = near < amountBits ? "near" : narrow ? "kept" : "in_i";
    const lost: string[] = narrow ? ["dropped"] : [];
    for (let i = 0; i < near; i++) {
      const by = 2 ** i;
      const next = Math.min(outBits, bits + by);
      const fallen = Math.min(bits, bits + by - next);
      const part = (high: number, low: number) =>
        bits === 1 ? name : high === low ? `${name}[${high}]` : `${name}[${high}:${low}]`;
      const unmoved = next === bits ? name : `{${name}, ${binary(0, next - bits)}}`;
      const stays = bits - fallen;
      const moved = stays === 0 ? binary(0, next) : `{${[binary(0, next - stays), part(bits - 1, fallen)].join(", ")}}`;
      steps.push({
        by,
        range: range(next),
        unmoved,
        moved,
        select: amountBits === 1 ? "amount_i" : `amount_i[${i}]`,
        falls: fallen > 0,
        fallen: fallen > 0 ? part(fallen - 1, 0) : "",
      });
      if (fallen > 0) lost.push(`lost_${by}`);
      bits = next;
      name = `by_${by}`;
    }
    const far = near < amountBits;
    if (far) lost.push("lost_far");
    return {
      far,
      farAmount:
        amountBits === 1
          ? "amount_i"
          : amountBits === near + 1
            ? `amount_i[${near}]`
            : `|amount_i[${amountBits - 1}:${near}]`,
      first: narrow ? "kept" : "in_i",
      nearRange: range(narrow ? outBits : width),
      empty: binary(0, narrow ? outBits : width),
      narrow,
      keptRange: range(outBits),
      kept: `in_i[${width - 1}:${width - outBits}]`,
      dropped: narrow ? `in_i[${width - outBits - 1}:0]` : "",
      steps,
      result: bits === outBits ? name : `{${name}, ${binary(0, outBits - bits)}}`,
      sticky: lost.length === 0 ? "1'b0" : lost.join(" | "),
    };
  },
  fault: { name: "a lost bit is forgotten", find: "amount_i[1] & |by_1[1:0]", replace: "amount_i[1] & by_1[1]" },
});
