import { formatParam } from "../params.js";
import { scaleParams, scalePort, scaleText } from "../shared/mls.js";
import { operandPort } from "../shared/operands.js";
import { defineUnit } from "../unit.js";
import { mlsScaleModel } from "./model.js";
import { page } from "./page.js";
import { mlsScaleView } from "./view.js";

/** The group scale of the multi-level scaling format. */
export const mlsScale = defineUnit({
  kind: "combinational",
  name: "mls_scale",
  summary: "Rounds a magnitude up to a group scale of the MLS format.",
  params: {
    src: formatParam({ doc: "format of the magnitude", accept: ["minifloat"] }),
    ...scaleParams,
  },
  variants: [{ src: "dlf16" }, { src: "e4m3", eg: 4, mg: 2 }, { src: "fp16", eg: 5, mg: 0 }],
  ports: (c) => [
    operandPort("x", c.src, "the largest number of a group; the sign counts for nothing"),
    scalePort("scale_o", "out", c, "the smallest group scale that is not below |x|"),
  ],
  behaviour: (c) => [
    ["scale", scaleText(c)],
    ["range", "the smallest scale for 0 and all below it, the largest for all above it, infinity and NaN"],
  ],
  model: mlsScaleModel,
  view: mlsScaleView,
  fault: { name: "a scale below the number", find: ", is_above}", replace: ", 1'b0}" },
  page,
});
