import { OptionError } from "../../tools/errors.js";
import { integerParam } from "../params.js";
import {
  chunkPorts,
  chunkReference,
  chunkView,
  lengthParameter,
  outerParams,
  sumBits,
  termsOf,
} from "../shared/int-chunks.js";
import {
  type ElementConfig,
  elementFormat,
  elementIntBits,
  elementParams,
  elementUnit,
  largestElement,
  scaleParams,
  scalePort,
  scaleText,
} from "../shared/mls.js";
import { operandPort } from "../shared/operands.js";
import { defineUnit } from "../unit.js";
import { mlsDotModel } from "./model.js";
import { page } from "./page.js";
import { mlsDotView } from "./view.js";

/** Magnitude of the largest product, in units of the smallest. */
const largest = (c: ElementConfig): number => largestElement(c) ** 2;

/** Dot products in the multi-level scaling format: integers within a group, its scale by shift and add, a sum of groups. */
export const mlsDot = defineUnit({
  kind: "clocked",
  name: "mls_dot",
  summary: "Streaming dot product of MLS tensors: integers within a group, floating point between groups.",
  params: {
    ...elementParams,
    ...scaleParams,
    ...outerParams("dlf16"),
    accBits: integerParam({
      doc: "bits of the integer accumulator; they limit the products of a group; default: 64 products",
      min: 4,
      max: 48,
      fallback: (c) => sumBits(largest(c as unknown as ElementConfig), 64),
      tag: "i",
    }),
  },
  variants: [{}, { mx: 4, eg: 6, mg: 0, accBits: 18 }, { ex: 3, mx: 2, eg: 5, mg: 2, acc: "fp16", accBits: 21 }],
  check(c) {
    const least = Math.max(2 * elementIntBits(c) + 1, sumBits(largest(c), 3));
    if (c.accBits < least)
      throw new OptionError(
        (option) => `${option("accBits")} must be at least ${least} for elements <${c.ex},${c.mx}>, got ${c.accBits}`,
      );
  },
  verilogParameters: (c) => [lengthParameter("GroupLen", "products in a group", termsOf(largest(c), c.accBits))],
  ports: (c) =>
    chunkPorts(c, [
      operandPort("a", elementFormat(c), "element of the first tensor"),
      operandPort("b", elementFormat(c), "element of the second tensor"),
      scalePort("scale_a_i", "in", c, "scale of the group of a_i; counts with the last product of a group"),
      scalePort("scale_b_i", "in", c, "scale of the group of b_i; likewise"),
    ]),
  behaviour: (c) => [
    ["element", `<${c.ex},${c.mx}>, in units of 2^${elementUnit(c)}`],
    ["scale", scaleText(c)],
    ["product", "inner = inner + a * b, exact"],
    [
      "group",
      "after GroupLen products or the last: outer = round(outer + round(inner * scale_a * scale_b)), inner = 0",
    ],
    ["result", "outer after the last product; the next one starts at +0"],
    ["range", `${c.accBits} bits hold any ${termsOf(largest(c), c.accBits)} products`],
    ["latency", "3 cycles; one product per cycle, dot products back to back"],
  ],
  model: (c, { GroupLen = 1 }) => mlsDotModel(c, GroupLen),
  view: (c, use) => ({ len: "GroupLen", chunk: chunkView(c, use), ...mlsDotView(c, use) }),
  reference: (c, { GroupLen = 1 }, use) => ({ chunk: chunkReference(c, GroupLen, use), ...mlsDotView(c, use) }),
  fault: { name: "the sign of a product is forgotten", find: "^ {15{is_negative}}", replace: "^ {15{1'b0}}" },
  page,
});
