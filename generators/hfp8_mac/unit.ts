import { isStochastic } from "../../golden/index.js";
import type { Port } from "../design.js";
import { macModel } from "../fp_mac/model.js";
import { fpMac } from "../fp_mac/unit.js";
import { biasParameter, hfp8Formats, hfp8Widen } from "../hfp8_widen/unit.js";
import { formatParam } from "../params.js";
import { operandDecoder } from "../shared/hfp8.js";
import { range } from "../shared/literals.js";
import { accumulatorBehaviour, accumulatorParams, accumulatorPorts, chunkLenParameter } from "../shared/mac.js";
import { rangeNote } from "../shared/range-note.js";
import { defineUnit, type Words } from "../unit.js";
import { page } from "./page.js";

const { forward, widened } = hfp8Formats;

const operand = (name: string): Port => ({
  name: `${name}_i`,
  dir: "in",
  width: forward.width,
  role: "data",
  format: forward,
  doc: `factor ${name}, in the format that mode_${name}_i chooses`,
});
const mode = (name: string): Port => ({
  name: `mode_${name}_i`,
  dir: "in",
  width: 1,
  role: "select",
  doc: `format of ${name}_i; 0: 1-4-3, 1: 1-5-2`,
});

/** Hybrid 8-bit dot product: forward and backward operands mixed product by product. */
export const hfp8Mac = defineUnit({
  kind: "clocked",
  name: "hfp8_mac",
  summary: "Streaming dot product of 1-4-3 and 1-5-2 operands, accumulated in chunks.",
  page,
  params: {
    acc: formatParam({ doc: "format of the inner accumulator", accept: ["minifloat"], fallback: "dlf16" }),
    ...accumulatorParams,
  },
  variants: [{}, { acc: "fp12", outer: "bf16", round: "srb", rndBits: 5, overflow: "saturate", init: true }],
  verilogParameters: () => [biasParameter, chunkLenParameter],
  ports: (c) => accumulatorPorts(c, [operand("a"), operand("b"), mode("a"), mode("b")]),
  behaviour: (c) => [
    ["operands", "1-4-3 with Bias, or 1-5-2 with bias 15; both widened exactly to 1-5-3"],
    ...accumulatorBehaviour(c, [widened]),
    ["zero operand", "the adder's register stands still, unless the product is NaN or the first of a chunk"],
  ],
  // The widened format ends with the largest 1-4-3 number, at the smallest Bias.
  note: ({ acc, outer }) => rangeNote(widened, widened, ["acc", acc], ["outer", outer]),
  model(c, { Bias = forward.bias, ChunkLen = 0 }) {
    const operand = operandDecoder(hfp8Formats, Bias);
    const operands = ({ a_i, b_i, mode_a_i, mode_b_i }: Words) =>
      [operand(mode_a_i, a_i), operand(mode_b_i, b_i)] as const;
    return macModel({ ...c, skipZero: true, operands }, ChunkLen);
  },
  view: (c, use) => ({
    wideRange: range(widened.width),
    widen: use(hfp8Widen, {}),
    mac: use(fpMac, { ...c, a: widened, b: widened, skipZero: true }),
    random: isStochastic(c.round),
    init: c.init,
  }),
  reference: (c, { Bias = forward.bias, ChunkLen = 0 }, use) => ({
    operands: ["a", "b"],
    wideRange: range(widened.width),
    widen: use(hfp8Widen, {}, { Bias }),
    bias: Bias,
    mac: use(fpMac, { ...c, a: widened, b: widened, skipZero: true }, { ChunkLen }),
    chunkLen: ChunkLen,
    init: c.init,
    random: isStochastic(c.round),
  }),
  fault: { name: "b is read in the format of a", find: ".mode_i(mode_b_i)", replace: ".mode_i(mode_a_i)" },
});
