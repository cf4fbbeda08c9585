import { OptionError } from "../../tools/errors.js";
import { formatParam } from "../params.js";
import { clockPort, resetPort } from "../shared/clocked.js";
import { elementFormat, elementParams, scaleParams, scalePort, scaleText, stochasticParams } from "../shared/mls.js";
import { operandPort } from "../shared/operands.js";
import { randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { mlsQuantizeModel } from "./model.js";
import { page } from "./page.js";
import { mlsQuantizeView } from "./view.js";

/** Dynamic quantisation of the multi-level scaling format: a group's scale, then its elements. */
export const mlsQuantize = defineUnit({
  kind: "clocked",
  name: "mls_quantize",
  summary: "Quantises groups of numbers to the MLS format: the scale of a group, then its elements.",
  params: {
    src: formatParam({ doc: "format of the numbers", accept: ["minifloat"] }),
    ...elementParams,
    ...scaleParams,
    ...stochasticParams,
  },
  variants: [
    { src: "dlf16" },
    { src: "bf16", mx: 4, round: "srb", rndBits: 6 },
    { src: "fp16", ex: 3, mx: 2, eg: 6, mg: 2, round: "src", rndBits: 4 },
  ],
  check({ src }) {
    if (src.fracBits === 0 || src.fracBits > 23)
      throw new OptionError((option) => `${option("src")} must have 1..23 fraction bits, got ${src.fracBits}`);
  },
  ports(c) {
    const one = { width: 1 } as const;
    return [
      clockPort,
      resetPort,
      { ...one, name: "valid_i", dir: "in", role: "valid", doc: "x_i is a number of the group that is measured" },
      { ...one, name: "last_i", dir: "in", role: "last", doc: "it is the last one of its group" },
      operandPort("x", c.src, "the number to measure"),
      { ...one, name: "y_valid_i", dir: "in", role: "select", doc: "y_i is a number of a group that was measured" },
      operandPort("y", c.src, "the same numbers again, once scale_o is theirs"),
      ...randomPorts(c.round, c.rndBits),
      {
        ...one,
        name: "scale_valid_o",
        dir: "out",
        role: "valid",
        doc: "two cycles after the last number of a group: scale_o is new",
      },
      scalePort("scale_o", "out", c, "the group's scale; stays until the next one, code 0 after reset"),
      { ...one, name: "valid_o", dir: "out", role: "valid", doc: "y_valid_i, one cycle later" },
      {
        name: "element_o",
        dir: "out",
        width: 1 + c.ex + c.mx,
        role: "data",
        format: elementFormat(c),
        doc: "the element of y_i; stays until the next one",
      },
    ];
  },
  behaviour: (c) => [
    ["scale", `the smallest not below max |x|: ${scaleText(c)}`],
    ["element", `<${c.ex},${c.mx}>: y / scale rounded by rnd_i; below 1, saturates`],
    ["NaN, Inf", "the largest scale; as elements the largest, NaN positive"],
    ["order", "y_i meets the scale that scale_o shows in its cycle; measuring goes on meanwhile"],
    ["latency", "scale 2 cycles after the last number, elements 1 cycle; a number and an element per cycle"],
  ],
  model: mlsQuantizeModel,
  view: mlsQuantizeView,
  reference: (c, _, use) => mlsQuantizeView(c, use),
  fault: {
    name: "a group goes on where the last one ended",
    find: "start_q | (magnitude",
    replace: "1'b0 | (magnitude",
  },
  page,
});
