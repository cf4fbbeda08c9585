import { multiplyAdd } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import { choiceParam, enableParam, flagsParam, formatParam, roundingParams, stagesParam } from "../params.js";
import { eagerObstacle } from "../shared/eager.js";
import { nanRow, operandPort } from "../shared/operands.js";
import { operationModel } from "../shared/operation.js";
import { rangeNote } from "../shared/range-note.js";
import { flagPorts, randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";
import { fmaView } from "./view.js";

const flushing = { expBits: 4, fracBits: 3, bias: 7, lowest: "flush", hasInf: true, highNans: 7 } as const;

/** Where the random word is added. */
const srParam = choiceParam<"lazy" | "eager">({
  doc: "the random word is added after normalisation (lazy) or, with the same results, before it (eager, sra only)",
  choices: ["lazy", "eager"],
  fallback: () => "lazy",
  check(value, { round }) {
    if (value === "eager" && round !== "sra")
      throw new OptionError((option) => `${option("sr")} eager needs ${option("round")} sra, got ${round}`);
  },
});

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
    sr: srParam,
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
    { a: "e5m2", acc: "fp12", round: "sra", rndBits: 9 },
    { a: "e5m2", acc: "fp12", round: "sra", rndBits: 9, sr: "eager" },
    { a: "e4m3", acc: "fp12", round: "sra", rndBits: 9 },
    { a: "e4m3", acc: "fp12", round: "sra", rndBits: 9, sr: "eager" },
    { a: "e5m2", acc: "fp12", round: "sra", rndBits: 4, sr: "eager", stages: 2 },
    { a: "e5m2", acc: "fp12", round: "src", overflow: "propagate" },
    { a: "e4m3", acc: "fp16", round: "rup", flags: true },
    { a: flushing, round: "rto" },
    ...["hobflops8", "hobflops9", "hobflops16"].map((a) => ({ a })),
  ],
  check({ a, b, acc, sr, flags }) {
    if (sr === "lazy") return;
    if (flags)
      throw new OptionError(
        (option) => `${option("flags")} needs ${option("sr")} lazy: eager has no exact sum to judge`,
      );
    const obstacle = eagerObstacle(a, b, acc);
    if (obstacle) throw new OptionError((option) => `${option("sr")} eager needs ${obstacle}`);
  },
  ports: ({ a, b, acc, round, rndBits, flags }) => [
    operandPort("a", a, "first factor"),
    operandPort("b", b, "second factor"),
    operandPort("c", acc, "addend"),
    ...randomPorts(round, rndBits),
    { name: "result_o", dir: "out", width: acc.width, role: "data", format: acc, doc: "round(a * b + c)" },
    ...flagPorts(flags),
  ],
  note: ({ a, b, acc }) => rangeNote(a, b, ["acc", acc]),
  behaviour: ({ a, b, acc, round, sr }) => [
    ...nanRow([a, b, acc], acc, ["0 x Inf", "Inf - Inf"]),
    ["x - x", round === "rdn" ? "-0 where the format has one" : "+0"],
    ...(sr === "eager" ? ([["random word", "added with the significands, before normalisation"]] as const) : []),
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
  twin: ({ sr }) => (sr === "eager" ? { sr: "lazy" } : undefined),
  operation: (c) => ({ a: c.a, b: c.b, addend: c.acc, dst: c.acc, rounding: c, flags: c.flags }),
  view: (c, use) => fmaView({ ...c, dst: c.acc, eager: c.sr === "eager" }, use),
  fault: { name: "a zero product keeps its exponent", find: ".a_is_zero_i(prod_zero)", replace: ".a_is_zero_i(1'b0)" },
});
