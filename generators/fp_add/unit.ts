import { add } from "../../golden/index.js";
import { enableParam, flagsParam, formatParam, roundingParams, stagesParam } from "../params.js";
import { nanRow, operandPort } from "../shared/operands.js";
import { operationModel } from "../shared/operation.js";
import { flagPorts, randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";
import { addView } from "./view.js";

/** One correctly rounded sum; the formats of operands and result are independent. */
export const fpAdd = defineUnit({
  kind: "combinational",
  name: "fp_add",
  summary: "Adds two minifloats and rounds the exact sum once.",
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
    { a: "e5m2", round: "rdn" },
    { a: "e3m2", flags: true },
    { a: "hfp8_fwd", stages: 2, enable: true },
    {
      a: { expBits: 3, fracBits: 2, bias: 5, lowest: "flush", hasInf: true, highNans: 1 },
      dst: "e3m1",
      round: "src",
      rndBits: 3,
    },
  ],
  ports: ({ a, b, dst, round, rndBits, flags }) => [
    operandPort("a", a, "first addend"),
    operandPort("b", b, "second addend"),
    ...randomPorts(round, rndBits),
    { name: "result_o", dir: "out", width: dst.width, role: "data", format: dst, doc: "round(a + b)" },
    ...flagPorts(flags),
  ],
  behaviour: ({ a, b, dst, round }) => [
    ...nanRow([a, b], dst, ["Inf - Inf"]),
    ["x - x", round === "rdn" ? "-0 where the format has one" : "+0"],
  ],
  model: (c) =>
    operationModel(
      [
        ["a_i", c.a],
        ["b_i", c.b],
      ],
      (a, b) => add(a, b, c.round === "rdn"),
      c,
    ),
  operation: (c) => ({ a: c.a, addend: c.b, dst: c.dst, rounding: c, flags: c.flags }),
  view: addView,
  fault: { name: "b is added with the sign of a", find: ".b_sign_i(b_sign)", replace: ".b_sign_i(a_sign)" },
});
