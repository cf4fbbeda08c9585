import { type RoundMode, roundModes } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import { choiceParam, formatParam, roundingParams } from "../params.js";
import { emacLatencyRow, emacParams, emacPorts, reluRow, termsParameter } from "../shared/emac.js";
import { nanRow } from "../shared/operands.js";
import { defineUnit } from "../unit.js";
import { emacModel } from "./model.js";
import { page } from "./page.js";
import { emacPlan } from "./plan.js";
import { emacReference } from "./reference.js";
import { emacView } from "./view.js";

const { round, overflow } = roundingParams("dst");
/** Every operand up to 8 bits, whatever its exponents. */
const mostTermBits = 512;

/** Exact dot products: every product into a fixed-point sum, one rounding at the end. */
export const fpEmac = defineUnit({
  kind: "clocked",
  name: "fp_emac",
  summary: "Dot products of minifloats, accumulated exactly in fixed point and rounded once.",
  params: {
    a: formatParam({ doc: "format of a", accept: ["minifloat"] }),
    b: formatParam({ doc: "format of b; default that of a", accept: ["minifloat"], sameAs: "a" }),
    dst: formatParam({ doc: "format of the result; default that of a", accept: ["minifloat"], sameAs: "a" }),
    round: choiceParam<RoundMode>({
      doc: "rounding mode; default rne, or rna for formats without subnormals of IBM's kind",
      choices: roundModes.filter((mode) => !["sra", "srb", "src"].includes(mode)),
      fallback: round.fallback as () => RoundMode,
    }),
    overflow,
    ...emacParams,
  },
  variants: [
    { a: "e4m3" },
    { a: "e3m2", init: true, relu: true },
    { a: "e3m2", b: "e2m1", dst: "e4m3", round: "rup", overflow: "saturate" },
    ...["e2m3", "e2m1", "e3m1", "e2m2"].map((a) => ({ a })),
  ],
  check({ a, b, dst, init }) {
    const { termBits } = emacPlan({ a, b, dst, init });
    if (termBits > mostTermBits)
      throw new OptionError(
        () => `a product of ${a.name} and ${b.name} has ${termBits} places, more than ${mostTermBits}`,
      );
  },
  verilogParameters: () => [termsParameter],
  ports: emacPorts,
  behaviour: ({ a, b, dst, init, relu }) => {
    const { unit, termBits } = emacPlan({ a, b, dst, init });
    return [
      ["sum", `${termBits} + clog2(${init ? "Terms + 1" : "Terms"}) bits, last place 2^${unit}; wraps when overfilled`],
      ...nanRow([a, b], dst, ["0 x Inf", "Inf - Inf"]),
      ["zero", "a sum of zero is +0, whatever the signs of zero products"],
      ...(relu ? [reluRow] : []),
      emacLatencyRow,
    ];
  },
  model: (c, { Terms = 32 }) => emacModel(c, Terms),
  view: emacView,
  reference: (c, { Terms = 32 }, use) => emacReference(c, Terms, use),
  fault: { name: "the sum goes on after the last product", find: "sum_q & {SUM_W{~is_first_q}}", replace: "sum_q" },
  page,
});
