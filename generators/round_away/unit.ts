import { type RoundMode, roundModes, roundsAway } from "../../golden/index.js";
import { choiceParam, rndBitsParam, switchParam } from "../params.js";
import { lostWidth, randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";
import { roundAwayView } from "./view.js";

export { lostWidth };

/** The rounding decision of the project in hardware. */
export const roundAway = defineUnit({
  kind: "combinational",
  name: "round_away",
  summary: "Decides whether a magnitude rounds to the next one.",
  page,
  params: {
    round: choiceParam<RoundMode>({ doc: "rounding mode", choices: roundModes, fallback: () => "rne" }),
    rndBits: rndBitsParam,
    carry: switchParam({ doc: "add carry_i: one more unit in the last place of lost_i", tag: "cy" }),
  },
  variants: [
    { round: "src", rndBits: 4 },
    { round: "rne", carry: true },
    { round: "sra", rndBits: 1 },
  ],
  ports: ({ round, rndBits, carry }) => [
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
    ...(carry
      ? [{ name: "carry_i", dir: "in", width: 1, role: "data", doc: "one more in lost_i; sticky_i is 0 then" } as const]
      : []),
    ...randomPorts(round, rndBits),
    { name: "away_o", dir: "out", width: 1, role: "data", doc: "take the next magnitude" },
  ],
  legal: ({ carry }) => {
    return ({ carry_i, sticky_i }) => !carry || carry_i === 0n || sticky_i === 0n;
  },
  model: ({ round, rndBits }) => {
    const width = lostWidth(round, rndBits);
    return ({ odd_i, sign_i, lost_i = 0n, sticky_i = 0n, carry_i = 0n, rnd_i = 0n }) => {
      const lost = 2n * (lost_i + carry_i) + sticky_i;
      // The carry went through: the next magnitude, exactly.
      if (lost >> BigInt(width + 1) === 1n) return { away_o: 1n };
      const tail = { odd: odd_i === 1n, negative: sign_i === 1n, lost, lostBits: width + 1 };
      return { away_o: BigInt(roundsAway(round, tail, { bits: rndBits, word: rnd_i })) };
    };
  },
  view: roundAwayView,
  fault: { name: "ties of the tail go up", find: "(sticky_i | lost[1])", replace: "(sticky_i | 1'b1)" },
});
