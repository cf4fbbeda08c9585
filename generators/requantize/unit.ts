import { fixed } from "../../formats/index.js";
import { OptionError } from "../../tools/errors.js";
import { enableParam, fixedRoundingParams, formatParam, integerParam, stagesParam } from "../params.js";
import { randomPorts } from "../shared/rounding.js";
import { scaleWidth } from "../shared/scale.js";
import { defineUnit } from "../unit.js";
import { requantizeModel } from "./model.js";
import { page } from "./page.js";
import { requantizeView } from "./view.js";

/** Integer sums to the codes of the next layer. */
export const requantize = defineUnit({
  kind: "combinational",
  name: "requantize",
  summary: "Multiplies an integer sum, shifts it right, rounds it, adds a zero point and clamps.",
  params: {
    dst: formatParam({ doc: "format of the result, an integer", accept: ["fixed"], fallback: "uint(8)" }),
    accBits: integerParam({ doc: "bits of the sum", min: 4, max: 40, fallback: 32, tag: "a" }),
    multBits: integerParam({ doc: "bits of the multiplier", min: 1, max: 24, fallback: 16, tag: "m" }),
    shiftBits: integerParam({ doc: "bits of the distance", min: 1, max: 6, fallback: 6, tag: "s" }),
    ...fixedRoundingParams("rne"),
    stages: stagesParam,
    enable: enableParam,
  },
  variants: [
    { dst: "uint(4)", accBits: 8, multBits: 4, shiftBits: 3 },
    { dst: "int(4)", accBits: 7, multBits: 3, shiftBits: 4, round: "srf", rndBits: 3, stages: 2, enable: true },
  ],
  check(c) {
    const { dst, accBits, multBits, shiftBits } = c;
    if (dst.fl !== 0 || dst.width < 2 || dst.width > 16)
      throw new OptionError((option) => `${option("dst")} must be an integer of 2..16 bits, got ${dst.name}`);
    const width = scaleWidth({ ...c, width: accBits + multBits });
    if (2 ** (shiftBits - 1) >= width)
      throw new OptionError(
        (option) => `${option("shiftBits")} must be at most ${Math.ceil(Math.log2(width))}, got ${shiftBits}`,
      );
  },
  ports: ({ dst, accBits, multBits, shiftBits, round, rndBits }) => [
    { name: "acc_i", dir: "in", width: accBits, role: "data", format: fixed(accBits, 0), doc: "the sum" },
    {
      name: "mult_i",
      dir: "in",
      width: multBits,
      role: "data",
      format: fixed(multBits, 0, false),
      doc: "multiplier, unsigned",
    },
    { name: "shift_i", dir: "in", width: shiftBits, role: "data", doc: "distance to the right, any value" },
    { name: "zero_i", dir: "in", width: dst.width, role: "data", format: dst, doc: "zero point: the code of 0" },
    ...randomPorts(round, rndBits),
    { name: "q_o", dir: "out", width: dst.width, role: "data", format: dst, doc: "the code" },
  ],
  behaviour: () => [["result", "clamp(round(acc * mult * 2^-shift) + zero)"]],
  model: requantizeModel,
  view: requantizeView,
  fault: { name: "negative numbers wrap around", find: "sum[6] ? 4'b0000 : ", replace: "" },
  page,
});
