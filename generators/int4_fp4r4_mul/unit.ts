import { switchParam } from "../params.js";
import { fp4r4Port, int4Port, PRODUCT_BITS, PRODUCT_EXP, phasePort } from "../shared/fp4r4.js";
import { defineUnit } from "../unit.js";
import { mulModel } from "./model.js";
import { page } from "./page.js";
import { mulView } from "./view.js";

/** The multiplier of 4-bit training, which is a shifter. */
export const int4Fp4r4Mul = defineUnit({
  kind: "combinational",
  name: "int4_fp4r4_mul",
  summary: "Multiplies an INT4 by a radix-4 FP4 number exactly: a shift.",
  params: {
    split: switchParam({ doc: "leave a negation's last 1 as carry_o, for the adder behind", tag: "split" }),
  },
  variants: [{}, { split: true }],
  ports: ({ split }) => [
    int4Port("q_i", "INT4 factor, -8..7"),
    fp4r4Port("code_i", "in", "radix-4 FP4 factor"),
    phasePort("of code_i; 0: +-4^k; 1: +-2 * 4^k"),
    {
      name: "product_o",
      dir: "out",
      width: PRODUCT_BITS,
      role: "data",
      signed: true,
      doc: split ? "product - carry, a multiple of 2^-6" : "the product, a multiple of 2^-6",
    },
    ...(split
      ? [{ name: "carry_o", dir: "out", width: 1, role: "data", doc: "1 where code_i is negative" } as const]
      : []),
  ],
  behaviour: ({ split }) => [
    ["product", `q * 4^(code - 1) * 2^phase, in units of 2^${PRODUCT_EXP}; 0 for the codes 0 and 8`],
    ...(split ? [["split", "product = product_o + carry_o"] as const] : []),
  ],
  model: mulModel,
  view: mulView,
  fault: { name: "the phase is forgotten", find: "phase_i ? {", replace: "1'b0 ? {" },
  page,
});
