import { integerParam } from "../params.js";
import { clockPort, resetPort, seedPorts } from "../shared/clocked.js";
import { feedbackTaps, lfsrWidths, polynomialText, seedParameter, smallFactors } from "../shared/lfsr.js";
import { range } from "../shared/literals.js";
import { defineUnit } from "../unit.js";
import { leap, lfsrModel } from "./model.js";
import { page } from "./page.js";

/** Random words for stochastic rounding: a maximal-length sequence, cut into words that share no bit. */
export const lfsr = defineUnit({
  kind: "clocked",
  name: "lfsr",
  summary: "Random words from a maximal-length linear feedback shift register, many steps a cycle.",
  page,
  params: {
    width: integerParam({ doc: "bits of the register", ...lfsrWidths, fallback: 31, tag: "w" }),
  },
  variants: [{}, { width: 4 }],
  verilogParameters: ({ width }) => [
    seedParameter(width),
    {
      name: "OutW",
      default: Math.min(8, width - 1),
      min: 1,
      max: width,
      others: [1, width],
      doc: "bits of a word",
    },
  ],
  ports: ({ width }, { OutW = 1 }) => [
    clockPort,
    resetPort,
    { name: "en_i", dir: "in", width: 1, role: "enable", doc: "go on to the next word" },
    ...seedPorts(width),
    {
      name: "rnd_o",
      dir: "out",
      width: OutW,
      widthText: "OutW",
      role: "data",
      doc: "the word; never depends on an input",
    },
  ],
  behaviour: ({ width }) => [
    ["sequence", `u(n + ${width}) = ${recurrence(width, (t) => (t === 0 ? "u(n)" : `u(n + ${t})`))}`],
    ["polynomial", `${polynomialText(width)}, primitive: period 2^${width} - 1`],
    ["advance", `the smallest number >= OutW coprime to 2^${width} - 1`],
    ["word", "u(n) in bit 0; successive words share no bit of the sequence"],
    ["period", `2^${width} - 1 words, in each of them every nonzero state once`],
    ["seed", "u(0) in bit 0; a reload comes before en_i, and 0 is refused: the register stands still"],
  ],
  model: ({ width }, { Seed = 1, OutW = 1 }) => lfsrModel(width, OutW, Seed),
  view({ width }) {
    // No step count exceeds this: a power of two is coprime to every 2^width - 1.
    const factors = smallFactors(width, 2 ** Math.ceil(Math.log2(width)));
    return {
      width,
      range: range(width),
      top: width - 1,
      feedback: recurrence(width, (t) => `advance[${t}]`),
      mayShareFactor: factors.length > 0,
      factors: factors.join(", "),
      sharesFactor: factors.map((p) => `coprime_from % ${p} == 0`).join(" || "),
    };
  },
  reference({ width }, { Seed = 1, OutW = 1 }) {
    const taps = feedbackTaps(width).reduce((mask, tap) => mask + 2 ** tap, 0);
    return {
      range: range(width),
      top: width - 1,
      steps: leap(width, OutW),
      taps: `${width}'d${taps}`,
      seed: `${width}'d${Seed}`,
      word: OutW > 1 ? `[${OutW - 1}:0]` : "[0]",
    };
  },
  fault: { name: "a tap is one bit off", find: "advance[3]", replace: "advance[4]" },
});

function recurrence(width: number, bit: (tap: number) => string): string {
  return feedbackTaps(width).map(bit).join(" ^ ");
}
