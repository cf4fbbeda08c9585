import { fpFma } from "../fp_fma/unit.js";
import { lfsr } from "../lfsr/unit.js";
import { formatParam, roundingParams } from "../params.js";
import { clockPort, resetPort, seedPorts } from "../shared/clocked.js";
import { seedParameter } from "../shared/lfsr.js";
import { binary, range } from "../shared/literals.js";
import { nanRow, operandPort } from "../shared/operands.js";
import { checkOwnRandom, lfsrWidthParam, ownRandomRows, stochasticParam } from "../shared/own-random.js";
import { rangeNote } from "../shared/range-note.js";
import { defineUnit, type Parameters, type UsePart } from "../unit.js";
import { type AxpyConfig, axpyModel } from "./model.js";
import { page } from "./page.js";

const { overflow, rndBits } = roundingParams("acc");

/** What the unit and its reference place. */
function parts(c: AxpyConfig, use: UsePart, parameters?: Parameters) {
  const { a, x, acc, round, rndBits, width } = c;
  return {
    lfsr: use(lfsr, { width }, parameters),
    fma: use(fpFma, { a, b: x, acc, round, overflow: c.overflow, rndBits }),
    rndBits,
    rndRange: range(rndBits),
    accRange: range(acc.width),
  };
}

/** A stream of y + a x, rounded stochastically: the weight update of FP8 training. */
export const axpySr = defineUnit({
  kind: "clocked",
  name: "axpy_sr",
  summary: "Streams y + a x with one stochastic rounding, with random words of its own.",
  params: {
    a: formatParam({ doc: "format of the factor a", accept: ["minifloat"], fallback: "dlf16" }),
    x: formatParam({ doc: "format of x; default that of a", accept: ["minifloat"], sameAs: "a" }),
    acc: formatParam({ doc: "format of y and the result; default that of a", accept: ["minifloat"], sameAs: "a" }),
    round: stochasticParam,
    overflow,
    rndBits,
    width: lfsrWidthParam,
  },
  variants: [{}, { a: "hfp8_bwd", acc: "fp12", round: "srb", rndBits: 4, overflow: "saturate", width: 24 }],
  check: checkOwnRandom,
  verilogParameters: ({ width }) => [seedParameter(width)],
  ports: ({ a, x, acc, width }) => [
    clockPort,
    resetPort,
    ...seedPorts(width),
    { name: "valid_i", dir: "in", width: 1, role: "valid", doc: "there is an element" },
    operandPort("a", a, "the factor"),
    operandPort("x", x, "element of x"),
    operandPort("y", acc, "element of y"),
    { name: "valid_o", dir: "out", width: 1, role: "valid", doc: "valid_i, one cycle later" },
    {
      ...operandPort("result", acc, "the new y; stays until the next one, +0 after reset"),
      name: "result_o",
      dir: "out",
    },
  ],
  note: ({ a, x, acc }) => rangeNote(a, x, ["acc", acc]),
  behaviour: (c) => [
    ...nanRow([c.a, c.x, c.acc], c.acc, ["0 x Inf", "Inf - Inf"]),
    ...ownRandomRows(c, "element"),
    ["latency", "1 cycle, one element per cycle"],
  ],
  model: (config, { Seed = 1 }) => axpyModel(config, Seed),
  view: (c, use) => ({ ...parts(c, use), zero: binary(0, c.acc.width) }),
  reference: (c, { Seed = 1 }, use) => ({
    ...parts(c, use, { Seed, OutW: c.rndBits }),
    seed: `32'd${Seed}`,
  }),
  fault: { name: "y is not added", find: ".c_i(y_i)", replace: ".c_i(x_i)" },
  page,
});
