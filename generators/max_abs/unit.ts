import { formatParam } from "../params.js";
import { clockPort, resetPort } from "../shared/clocked.js";
import { binary, range } from "../shared/literals.js";
import { operandPort, unpackView } from "../shared/operands.js";
import { defineUnit } from "../unit.js";
import { maxAbsModel } from "./model.js";
import { page } from "./page.js";
import { maxAbsView } from "./view.js";

/** What a loss or gradient scale is steered by: how large a tensor gets, and how much of it is too large. */
export const maxAbs = defineUnit({
  kind: "clocked",
  name: "max_abs",
  summary: "Finds the largest magnitude of a stream and counts the numbers beyond a limit.",
  params: { src: formatParam({ doc: "format of the stream", accept: ["minifloat"] }) },
  variants: [{ src: "dlf16" }, { src: "fp16" }, { src: "e4m3fnuz" }],
  verilogParameters: () => [
    { name: "CountW", default: 16, min: 1, max: 32, others: [1, 3], doc: "bits of the counter, which saturates" },
  ],
  ports: ({ src }, { CountW = 1 }) => [
    clockPort,
    resetPort,
    { name: "valid_i", dir: "in", width: 1, role: "valid", doc: "there is a number" },
    { name: "last_i", dir: "in", width: 1, role: "last", doc: "it is the last one of its tensor" },
    operandPort("x", src, "the number"),
    {
      name: "limit_i",
      dir: "in",
      width: src.width - 1,
      role: "data",
      doc: "magnitude code of the limit: larger ones are counted",
    },
    {
      name: "valid_o",
      dir: "out",
      width: 1,
      role: "valid",
      doc: "one cycle after the last number: the tensor is complete",
    },
    {
      name: "max_o",
      dir: "out",
      width: src.width,
      role: "data",
      format: src,
      doc: "largest magnitude of the tensor so far; +0 after reset",
    },
    {
      name: "count_o",
      dir: "out",
      width: CountW,
      widthText: "CountW",
      role: "data",
      doc: "numbers beyond the limit so far",
    },
  ],
  behaviour: () => [
    ["max_o", "max |x|; NaN where there is one; stays until the next tensor begins"],
    ["count_o", "numbers with |x| above that of limit_i, and every NaN; stays at its largest value"],
    ["limit_i", "may change with each number; a NaN code lets NaN alone count"],
    ["latency", "1 cycle, one number per cycle, tensors back to back"],
  ],
  model: ({ src }, { CountW = 1 }) => maxAbsModel(src, CountW),
  view: ({ src }, use) => ({ ...maxAbsView(src), operands: [unpackView("x", "x_i", src, use)] }),
  reference: ({ src }, { CountW = 1 }, use) => ({
    ...maxAbsView(src),
    operands: [unpackView("x", "x_i", src, use)],
    countRange: range(CountW),
    most: binary(2n ** BigInt(CountW) - 1n, CountW),
  }),
  fault: {
    name: "a tensor goes on where the last one ended",
    find: "start_q | (magnitude",
    replace: "1'b0 | (magnitude",
  },
  page,
});
