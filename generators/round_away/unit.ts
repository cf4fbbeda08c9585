import { isStochastic, type RoundMode, roundModes, roundsAway } from "../../golden/index.js";
import { UsageError } from "../../tools/errors.js";
import { choiceParam, integerParam } from "../params.js";
import { range } from "../shared/literals.js";
import { lostBits, randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";

/** Bits of `lost_i`: at least one, so that the port exists in every mode. */
export const lostWidth = (round: RoundMode, rndBits: number): number => Math.max(1, lostBits(round, rndBits));

/** The rounding decision of the project in hardware. */
export const roundAway = defineUnit({
  kind: "combinational",
  name: "round_away",
  summary: "Decides whether a magnitude rounds to the next one.",
  params: {
    round: choiceParam<RoundMode>({ doc: "rounding mode", choices: roundModes, fallback: () => "rne" }),
    rndBits: integerParam({
      doc: "random bits of a stochastic rounding",
      min: 1,
      max: 32,
      fallback: 8,
      tag: "r",
      check(value, { round }) {
        if (value !== 8 && !isStochastic(round as RoundMode))
          throw new UsageError(`rndBits needs a stochastic round (sra, srb, src), got round ${String(round)}`);
      },
    }),
  },
  variants: [
    { round: "src", rndBits: 4 },
    { round: "sra", rndBits: 1 },
    { round: "rne" },
    { round: "rdn" },
    { round: "rto" },
  ],
  ports: ({ round, rndBits }) => [
    { name: "odd_i", dir: "in", width: 1, role: "data", doc: "the kept magnitude code is odd" },
    { name: "sign_i", dir: "in", width: 1, role: "data", doc: "the number is negative" },
    {
      name: "lost_i",
      dir: "in",
      width: lostWidth(round, rndBits),
      role: "data",
      doc: "the first bits that are not kept",
    },
    { name: "sticky_i", dir: "in", width: 1, role: "data", doc: "something nonzero below lost_i" },
    ...randomPorts(round, rndBits),
    { name: "away_o", dir: "out", width: 1, role: "data", doc: "take the next magnitude" },
  ],
  model: ({ round, rndBits }) => {
    const width = lostWidth(round, rndBits);
    return ({ odd_i, sign_i, lost_i = 0n, sticky_i = 0n, rnd_i = 0n }) => {
      const tail = { odd: odd_i === 1n, negative: sign_i === 1n, lost: 2n * lost_i + sticky_i, lostBits: width + 1 };
      return { away_o: BigInt(roundsAway(round, tail, { bits: rndBits, word: rnd_i })) };
    };
  },
  view({ round, rndBits }) {
    const n = rndBits;
    const upper = n === 1 ? "lost_i[1]" : `lost_i[${n}:1]`;
    const formulas: Record<RoundMode, { why: string; away: string; unused: string[] }> = {
      rtz: { why: "Toward zero: never.", away: "1'b0", unused: ["odd_i", "sign_i", "lost_i", "sticky_i"] },
      rup: {
        why: "Up: what is lost makes a positive number larger.",
        away: "~sign_i & (lost_i | sticky_i)",
        unused: ["odd_i"],
      },
      rdn: {
        why: "Down: what is lost makes a negative number larger.",
        away: "sign_i & (lost_i | sticky_i)",
        unused: ["odd_i"],
      },
      rne: { why: "Above the half, or at the half when odd.", away: "lost_i & (sticky_i | odd_i)", unused: ["sign_i"] },
      rna: { why: "At the half or above.", away: "lost_i", unused: ["odd_i", "sign_i", "sticky_i"] },
      rto: {
        why: "To odd: an even code with anything lost.",
        away: "~odd_i & (lost_i | sticky_i)",
        unused: ["sign_i"],
      },
      sra: { why: "The carry of lost + R.", away: "lost_i, rnd_i", unused: ["odd_i", "sign_i", "sticky_i"] },
      srb: { why: "The carry of lost + 2 R + 1.", away: "", unused: ["odd_i", "sign_i", "sticky_i"] },
      src: { why: "The carry of R + the tail rounded to nearest even.", away: "", unused: ["odd_i", "sign_i"] },
    };
    const { why, away, unused } = formulas[round];
    // Each sum has one bit above the random word: its carry is the decision.
    const wide = (name: string) => `{1'b0, ${name}}`;
    const sums: Partial<Record<RoundMode, string>> = {
      sra: `${wide("lost_i")} + ${wide("rnd_i")}`,
      srb: `${wide("lost_i")} + {1'b0, rnd_i, 1'b1}`,
      src: `${wide(upper)} + ${wide("rnd_i")} + {${n}'d0, half_up}`,
    };
    const width = round === "srb" ? n + 2 : n + 1;
    return {
      why,
      away,
      sums: sums[round] ?? "",
      stochastic: isStochastic(round),
      nearest: round === "src",
      sumRange: range(width),
      sumTop: width - 1,
      sumLow: width === 2 ? "sum[0]" : `sum[${width - 2}:0]`,
      unused: unused.join(", "),
    };
  },
  fault: { name: "ties of the tail go up", find: "(sticky_i | lost_i[1])", replace: "(sticky_i | 1'b1)" },
});
