import { OptionError } from "../../tools/errors.js";
import type { Port } from "../design.js";
import { enableParam, formatParam, integerParam, roundingParams, stagesParam } from "../params.js";
import { operandPort } from "../shared/operands.js";
import { randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { mxQuantizeModel } from "./model.js";
import { page } from "./page.js";
import { elementMaxExp, SCALE } from "./plan.js";
import { mxQuantizeView } from "./view.js";

const { round, rndBits } = roundingParams("dst");

/** A block of numbers to one shared scale and its elements, by the rule of the OCP microscaling formats. */
export const mxQuantize = defineUnit({
  kind: "combinational",
  name: "mx_quantize",
  summary: "Quantises a block of numbers to an MX block: one E8M0 scale and elements of any format.",
  params: {
    src: formatParam({ doc: "format of the numbers", accept: ["minifloat"] }),
    dst: formatParam({ doc: "format of the elements", accept: ["minifloat", "fixed"] }),
    lanes: integerParam({ doc: "elements of a block", min: 1, max: 64, tag: "x", fallback: 32 }),
    round,
    rndBits,
    stages: stagesParam,
    enable: enableParam,
  },
  variants: [
    { src: "e5m2", dst: "e2m1", lanes: 2 },
    { src: "dlf16", dst: "e4m3", lanes: 1 },
    { src: "bf16", dst: "e3m2", lanes: 4, round: "sra", rndBits: 6, stages: 2 },
    { src: "bf16", dst: "fixed(2,6)", lanes: 3, stages: 3, enable: true },
  ],
  check({ src, dst }) {
    if (src.fracBits === 0)
      throw new OptionError((option) => `${option("src")} must have fraction bits, got ${src.name}`);
    if (dst.kind === "fixed" && !dst.signed)
      throw new OptionError((option) => `${option("dst")} must be signed, got ${dst.name}`);
  },
  ports: (c): readonly Port[] => [
    { ...operandPort("x", c.src, "the numbers of the block, number 0 lowest"), lanes: c.lanes },
    ...randomPorts(c.round, c.rndBits).map((port) => ({
      ...port,
      lanes: c.lanes,
      doc: "a random word R for each element",
    })),
    {
      name: "scale_o",
      dir: "out",
      width: SCALE.bits,
      role: "data",
      doc: `shared scale 2^(code - ${SCALE.bias}), ${SCALE.nan} is NaN`,
    },
    {
      name: "element_o",
      dir: "out",
      width: c.dst.width,
      lanes: c.lanes,
      role: "data",
      format: c.dst,
      doc: "the elements, element 0 lowest",
    },
  ],
  behaviour: ({ dst, lanes }) => [
    ["block", `${lanes} elements, emax ${elementMaxExp(dst)}`],
    ["scale", "clamp(floor(log2 max |x|) - emax, -127, 127) + 127; 0 for zeros alone"],
    ["element", `x / scale, rounded, saturates${dst.kind === "fixed" ? "; the most negative code is not used" : ""}`],
    ["NaN, Inf", "anywhere in the block: scale 255, all elements 0"],
  ],
  model: mxQuantizeModel,
  view: mxQuantizeView,
  fault: { name: "the scale of zeros alone", find: "{RANK_W{~is_zero}}", replace: "{RANK_W{1'b1}}" },
  page,
});
