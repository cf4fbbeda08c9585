import { multiply } from "../../golden/index.js";
import { enableParam, flagsParam, formatParam, roundingParams, stagesParam } from "../params.js";
import { nanRow, operandPort } from "../shared/operands.js";
import { operationModel } from "../shared/operation.js";
import { flagPorts, randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";
import { mulView } from "./view.js";

/** One correctly rounded product; the formats of operands and result are independent. */
export const fpMul = defineUnit({
  kind: "combinational",
  name: "fp_mul",
  summary: "Multiplies two minifloats and rounds the exact product once.",
  page,
  params: {
    a: formatParam({ doc: "format of a", accept: ["minifloat"] }),
    b: formatParam({ doc: "format of b; default that of a", accept: ["minifloat"], sameAs: "a" }),
    dst: formatParam({ doc: "format of the result; default that of a", accept: ["minifloat"], sameAs: "a" }),
    ...roundingParams("dst"),
    flags: flagsParam,
    stages: stagesParam,
    enable: enableParam,
  },
  variants: [
    { a: "e4m3" },
    { a: "e5m2", flags: true },
    { a: "e4m3", b: "e5m2", dst: "fp16", stages: 2, enable: true },
    { a: "e2m1" },
    { a: "binary8p1", stages: 3 },
    { a: "e3m2", round: "sra", rndBits: 4 },
  ],
  ports: ({ a, b, dst, round, rndBits, flags }) => [
    operandPort("a", a, "first factor"),
    operandPort("b", b, "second factor"),
    ...randomPorts(round, rndBits),
    { name: "result_o", dir: "out", width: dst.width, role: "data", format: dst, doc: "round(a * b)" },
    ...flagPorts(flags),
  ],
  behaviour: ({ a, b, dst }) => nanRow([a, b], dst, ["0 x Inf"]),
  model: (c) =>
    operationModel(
      [
        ["a_i", c.a],
        ["b_i", c.b],
      ],
      multiply,
      c,
    ),
  operation: (c) => ({ a: c.a, b: c.b, dst: c.dst, rounding: c, flags: c.flags }),
  view: mulView,
  fault: { name: "the sign ignores b", find: "a_sign ^ b_sign", replace: "a_sign" },
});
