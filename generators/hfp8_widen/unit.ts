import { type Minifloat, parseFormat } from "../../formats/index.js";
import type { VerilogParameter } from "../design.js";
import type { HybridFormats } from "../shared/hfp8.js";
import { decimal, range } from "../shared/literals.js";
import { defineUnit } from "../unit.js";
import { widenModel } from "./model.js";
import { page } from "./page.js";

const format = (name: string): Minifloat => parseFormat(name) as Minifloat;
const forward = format("hfp8_fwd");
const backward = format("hfp8_bwd");
const widened = format("fp9");

/** HFP8, Sun et al., NeurIPS 2019: forward operands in 1-4-3, backward ones in 1-5-2, both exact in 1-5-3. */
export const hfp8Formats: HybridFormats = { forward, backward, widened };

export const biasParameter: VerilogParameter = {
  name: "Bias",
  default: forward.bias,
  min: -1,
  max: 12,
  others: [4, 11],
  doc: "exponent bias of 1-4-3",
};

/** The operand stage of the hybrid 8-bit units: both formats meet in 1-5-3, exactly. */
export const hfp8Widen = defineUnit({
  kind: "combinational",
  name: "hfp8_widen",
  summary: "Widens a 1-4-3 or 1-5-2 code, chosen at run time, to 1-5-3 without loss.",
  page,
  params: {},
  variants: [{}],
  verilogParameters: () => [biasParameter],
  ports: () => [
    { name: "mode_i", dir: "in", width: 1, role: "select", doc: "0: 1-4-3; 1: 1-5-2" },
    { name: "code_i", dir: "in", width: forward.width, role: "data", format: forward, doc: "the code" },
    { name: "code_o", dir: "out", width: widened.width, role: "data", format: widened, doc: "the same value in 1-5-3" },
  ],
  behaviour: () => [
    ["1-4-3", "value 2^(exp - Bias) * 1.frac"],
    ["1-5-2", `value 2^(exp - ${backward.bias}) * 1.frac`],
    ["1-5-3", `value 2^(exp - ${widened.bias}) * 1.frac`],
    ["all", "magnitude 0 is zero, all ones is NaN; the sign bit stays as it is"],
  ],
  model: (_, { Bias = forward.bias }) => widenModel(hfp8Formats, Bias),
  view() {
    const magnitude = forward.width - 1;
    return {
      sign: magnitude,
      magRange: range(magnitude),
      top: magnitude - 1,
      expBits: widened.expBits,
      expRange: range(widened.expBits),
      expTop: widened.expBits - 1,
      fracBits: forward.fracBits,
      fracTop: forward.fracBits - 1,
      bias: widened.bias,
      // The 1-4-3 field has one bit less.
      pad: decimal(0, widened.expBits - forward.expBits),
      wideRange: range(widened.width - 1),
    };
  },
  fault: { name: "a zero becomes a small number", find: "& {5{~is_zero}}", replace: "& {5{1'b1}}" },
});
