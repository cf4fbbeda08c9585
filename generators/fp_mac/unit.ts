import { indexBits } from "../../formats/index.js";
import { decode, isStochastic } from "../../golden/index.js";
import { fpAdd } from "../fp_add/unit.js";
import { fpFma } from "../fp_fma/unit.js";
import { formatParam, switchParam } from "../params.js";
import { binary, range } from "../shared/literals.js";
import {
  accumulatorBehaviour,
  accumulatorParams,
  accumulatorPorts,
  chunkLenParameter,
  sameFormat,
} from "../shared/mac.js";
import { operandPort, unpackView } from "../shared/operands.js";
import { rangeNote } from "../shared/range-note.js";
import { defineUnit } from "../unit.js";
import { macModel } from "./model.js";
import { page } from "./page.js";

/** Streaming dot product in chunks: products are summed in `acc`, the sums of chunks in `outer`. */
export const fpMac = defineUnit({
  kind: "clocked",
  name: "fp_mac",
  summary: "Streaming dot product of minifloats, accumulated in chunks.",
  page,
  params: {
    a: formatParam({ doc: "format of a", accept: ["minifloat"] }),
    b: formatParam({ doc: "format of b; default that of a", accept: ["minifloat"], sameAs: "a" }),
    acc: formatParam({
      doc: "format of the inner accumulator; default that of a",
      accept: ["minifloat"],
      sameAs: "a",
    }),
    ...accumulatorParams,
    skipZero: switchParam({ doc: "a zero product leaves the inner accumulator as it is", tag: "skip" }),
  },
  variants: [
    { a: "e5m2", acc: "dlf16" },
    { a: "e4m3", b: "e5m2", acc: "fp12", outer: "fp16" },
    {
      a: "e4m3",
      acc: "fp12",
      outer: "fp16",
      init: true,
      skipZero: true,
      round: "srb",
      rndBits: 6,
      overflow: "saturate",
    },
    ...["e3m2", "e2m3", "e2m1", "e3m1", "e2m2", "binary8p3", "binary8p4"].map((a) => ({ a, acc: "fp12" })),
    { a: "e4m3", acc: "fp12", round: "sra", rndBits: 5 },
  ],
  verilogParameters: () => [chunkLenParameter],
  ports: (c) => accumulatorPorts(c, [operandPort("a", c.a, "first factor"), operandPort("b", c.b, "second factor")]),
  behaviour: (c) => [
    ...accumulatorBehaviour(c, [c.a, c.b]),
    ...(c.skipZero ? [["zero product", "leaves inner as it is, but for the first of a chunk"] as const] : []),
  ],
  note: ({ a, b, acc, outer }) => rangeNote(a, b, ["acc", acc], ["outer", outer]),
  model: (c, { ChunkLen = 0 }) =>
    macModel({ ...c, operands: ({ a_i = 0n, b_i = 0n }) => [decode(c.a, a_i), decode(c.b, b_i)] }, ChunkLen),
  view(c, use) {
    const { round, overflow, rndBits } = c;
    const rounding = { round, overflow, rndBits };
    const same = sameFormat(c.acc, c.outer);
    return {
      len: chunkLenParameter.name,
      accRange: range(c.acc.width),
      accZero: binary(0, c.acc.width),
      outerRange: range(c.outer.width),
      outerZero: binary(0, c.outer.width),
      // x + this is x, for both zeros too.
      neutral: binary(c.outer.signedZero && round !== "rdn" ? 1n << BigInt(c.outer.width - 1) : 0, c.outer.width),
      fma: use(fpFma, { a: c.a, b: c.b, acc: c.acc, ...rounding }),
      add: use(fpAdd, { a: c.outer, b: c.acc, dst: c.outer, ...rounding }),
      same,
      init: c.init,
      // With ChunkLen 0 the sum of inner starts where outer would.
      initInner: c.init && same,
      convert: !c.init && !same,
      addInit: c.init && !same,
      random: isStochastic(round),
      rndRange: range(rndBits),
      innerWord: `rnd_i[${rndBits - 1}:0]`,
      outerWord: `rnd_i[${2 * rndBits - 1}:${rndBits}]`,
      skip: c.skipZero,
      operands: c.skipZero ? [unpackView("a", "a_i", c.a, use), unpackView("b", "b_i", c.b, use)] : [],
    };
  },
  reference(c, { ChunkLen = 0 }, use) {
    const { round, overflow, rndBits } = c;
    const rounding = { round, overflow, rndBits };
    const same = sameFormat(c.acc, c.outer);
    const chunks = ChunkLen > 0;
    const countBits = indexBits(ChunkLen);
    // Registers and parts inside a generate block, named as a flat netlist names them.
    const inside = (name: string): string => `\\${chunks ? "g_chunks" : "g_whole"}.${name} `;
    const copies = !chunks && same;
    const zero = binary(0, c.outer.width);
    const neutral =
      c.outer.signedZero && round !== "rdn" ? binary(1n << BigInt(c.outer.width - 1), c.outer.width) : zero;
    return {
      counts: ChunkLen > 1,
      countRange: range(countBits),
      count: "\\g_count.count_q ",
      lastCount: ChunkLen - 1,
      everyOne: ChunkLen === 1 ? "1'b1" : "1'b0",
      accRange: range(c.acc.width),
      outerRange: range(c.outer.width),
      rndRange: range(rndBits),
      innerStart: c.init && copies ? "init_i" : binary(0, c.acc.width),
      innerWord: `rnd_i[${rndBits - 1}:0]`,
      outerWord: `rnd_i[${2 * rndBits - 1}:${rndBits}]`,
      random: isStochastic(round),
      skip: c.skipZero,
      operands: c.skipZero ? [unpackView("a", "a_i", c.a, use), unpackView("b", "b_i", c.b, use)] : [],
      fma: use(fpFma, { a: c.a, b: c.b, acc: c.acc, ...rounding }),
      copies,
      add: copies ? "" : use(fpAdd, { a: c.outer, b: c.acc, dst: c.outer, ...rounding }),
      adder: inside("u_outer"),
      outer: chunks ? inside("outer_q") : c.init ? inside("init_q") : neutral,
      init: c.init,
      keepsInit: !chunks && c.init && !same,
      initReg: inside("init_q"),
      chunks,
      foldReg: inside("fold_q"),
      outerReg: inside("outer_q"),
      startReg: inside("dot_start_q"),
    };
  },
  fault: { name: "a chunk starts where the last one ended", find: "chunk_start_q ? ", replace: "1'b0 ? " },
});
