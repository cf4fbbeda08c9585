import { multiplyAdd } from "../../golden/index.js";
import { enableParam, flagsParam, formatParam, roundingParams, stagesParam } from "../params.js";
import { nanRow, operandPort } from "../shared/operands.js";
import { operationModel } from "../shared/operation.js";
import { rangeNote } from "../shared/range-note.js";
import { flagPorts, randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";
import { fmaView } from "./view.js";

const flushing = { expBits: 4, fracBits: 3, bias: 7, lowest: "flush", hasInf: true, highNans: 7 } as const;

/** round(a * b + c) with one rounding; the formats of a, b and of c and the result are independent. */
export const fpFma = defineUnit({
  kind: "combinational",
  name: "fp_fma",
  summary: "Multiplies two minifloats, adds a third and rounds the exact sum once.",
  page,
  params: {
    a: formatParam({ doc: "format of a", accept: ["minifloat"] }),
    b: formatParam({ doc: "format of b; default that of a", accept: ["minifloat"], sameAs: "a" }),
    acc: formatParam({ doc: "format of c and the result; default that of a", accept: ["minifloat"], sameAs: "a" }),
    ...roundingParams("acc"),
    flags: flagsParam,
    stages: stagesParam,
    enable: enableParam,
  },
  variants: [
    { a: "fp9", acc: "dlf16" },
    { a: "hfp8_fwd_b4", b: "hfp8_bwd", acc: "dlf16", stages: 1 },
    { a: "hfp8_fwd_b7", b: "hfp8_bwd", acc: "dlf16", stages: 3, enable: true },
    { a: "hfp8_fwd_b11", b: "hfp8_bwd", acc: "dlf16" },
    { a: "e5m2" },
    { a: "e4m3" },
    { a: "e4m3", b: "e5m2", acc: "fp16", stages: 4 },
    { a: "e5m2", acc: "dlf16", round: "rne" },
    { a: "e4m3", acc: "bf16", round: "rtz" },
    { a: "e4m3", acc: "fp12", round: "sra", rndBits: 5 },
    { a: "e5m2", acc: "fp12", round: "src", overflow: "propagate" },
    { a: "e4m3", acc: "fp16", round: "rup", flags: true },
    { a: flushing, round: "rto" },
    ...["hobflops8", "hobflops9", "hobflops16"].map((a) => ({ a })),
  ],
  ports: ({ a, b, acc, round, rndBits, flags }) => [
    operandPort("a", a, "first factor"),
    operandPort("b", b, "second factor"),
    operandPort("c", acc, "addend"),
    ...randomPorts(round, rndBits),
    { name: "result_o", dir: "out", width: acc.width, role: "data", format: acc, doc: "round(a * b + c)" },
    ...flagPorts(flags),
  ],
  note: ({ a, b, acc }) => rangeNote(a, b, ["acc", acc]),
  behaviour: ({ a, b, acc, round }) => [
    ...nanRow([a, b, acc], acc, ["0 x Inf", "Inf - Inf"]),
    ["x - x", round === "rdn" ? "-0 where the format has one" : "+0"],
  ],
  model: (c) =>
    operationModel(
      [
        ["a_i", c.a],
        ["b_i", c.b],
        ["c_i", c.acc],
      ],
      (a, b, addend) => multiplyAdd(a, b, addend, c.round === "rdn"),
      { ...c, dst: c.acc },
    ),
  operation: (c) => ({ a: c.a, b: c.b, addend: c.acc, dst: c.acc, rounding: c, flags: c.flags }),
  view: (c, use) => fmaView({ ...c, dst: c.acc }, use),
  fault: { name: "a zero product keeps its exponent", find: ".a_is_zero_i(prod_zero)", replace: ".a_is_zero_i(1'b0)" },
});
