import { fixed } from "../../formats/index.js";
import { roundFixed, saturate } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import { fixedRoundingParams, integerParam, switchParam } from "../params.js";
import { randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";
import { fixedRoundView } from "./view.js";

/** Bits of a port at most. */
const MOST = 64;

/** The rounder of two's complement numbers: drops fraction bits and saturates. */
export const fixedRound = defineUnit({
  kind: "combinational",
  name: "fixed_round",
  summary: "Rounds a two's complement number to an integer and saturates.",
  params: {
    drop: integerParam({ doc: "fraction bits of the number, which are dropped", min: 0, max: MOST - 2, tag: "d" }),
    width: integerParam({ doc: "bits of the result", min: 2, max: MOST - 1, tag: "w" }),
    ...fixedRoundingParams("rne"),
    unsigned: switchParam({ doc: "the result is unsigned: a negative number gives 0", tag: "u" }),
    relu: switchParam({ doc: "a negative number gives 0 in a signed result", tag: "relu" }),
  },
  variants: [
    { drop: 4, width: 6, round: "srf" },
    { drop: 6, width: 8, round: "sra", rndBits: 3, relu: true },
    { drop: 4, width: 8, unsigned: true },
    { drop: 1, width: 6, round: "rhu" },
    { drop: 2, width: 6, round: "rna" },
    { drop: 3, width: 5, round: "rdn" },
  ],
  check({ unsigned, relu }) {
    if (unsigned && relu)
      throw new OptionError((option) => `${option("relu")} is part of ${option("unsigned")}; give one of them`);
  },
  verilogParameters: ({ drop, width }) => [
    {
      name: "InW",
      default: Math.min(MOST, drop + width + 4),
      min: drop + 1,
      max: MOST,
      others: [Math.max(drop + 1, drop + width - 2), Math.min(MOST, drop + width + 1)],
      doc: "bits of the number",
    },
  ],
  ports({ drop, width, round, rndBits, unsigned }, { InW = drop + 1 }) {
    return [
      {
        name: "x_i",
        dir: "in",
        width: InW,
        widthText: "InW",
        role: "data",
        format: fixed(InW - drop, drop),
        doc: `the number, in units of 2^-${drop}`,
      },
      ...randomPorts(round, rndBits),
      { name: "y_o", dir: "out", width, role: "data", format: fixed(width, 0, !unsigned), doc: "the integer" },
    ];
  },
  behaviour: ({ unsigned, relu }) => [
    ["overflow", `saturates${unsigned || relu ? "; a negative number gives 0" : ""}`],
  ],
  model({ drop, width, round, rndBits, unsigned, relu }, { InW = drop + 1 }) {
    return ({ x_i = 0n, rnd_i = 0n }) => {
      const rounded = roundFixed(round, BigInt.asIntN(InW, x_i), drop, { bits: rndBits, word: rnd_i });
      const result = saturate(relu && rounded < 0n ? 0n : rounded, width, !unsigned);
      return { y_o: BigInt.asUintN(width, result) };
    };
  },
  operation: ({ drop, width, round, rndBits, unsigned, relu }, { InW = drop + 1 }) =>
    // There is no format for the result of a ReLU.
    relu
      ? undefined
      : {
          addend: fixed(InW - drop, drop),
          dst: fixed(width, 0, !unsigned),
          rounding: { round, overflow: "saturate", rndBits },
        },
  view: fixedRoundView,
  fault: { name: "rounding up past the top wraps", find: "sum[SUM_W-2:5]", replace: "kept[SUM_W-2:5]" },
  page,
});
