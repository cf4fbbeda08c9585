import { decode, type Finite } from "../../golden/index.js";
import { range, slice, zeroExtend } from "../shared/literals.js";
import { elementFormat, elementIntBits, elementParams, elementUnit } from "../shared/mls.js";
import { operandPort, unpackView } from "../shared/operands.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";

/** The multiplier of the multi-level scaling format: a product of elements is a small integer. */
export const mlsMul = defineUnit({
  kind: "combinational",
  name: "mls_mul",
  summary: "Multiplies two MLS elements exactly into an integer.",
  params: { ...elementParams },
  variants: [{}, { ex: 3, mx: 2 }],
  ports: (c) => [
    operandPort("a", elementFormat(c), "first element"),
    operandPort("b", elementFormat(c), "second element"),
    { name: "negative_o", dir: "out", width: 1, role: "data", doc: "unlike signs, also of a zero" },
    {
      name: "product_o",
      dir: "out",
      width: 2 * elementIntBits(c),
      role: "data",
      doc: `|a * b| in units of 2^${2 * elementUnit(c)}`,
    },
  ],
  model: (c) => {
    const format = elementFormat(c);
    return ({ a_i = 0n, b_i = 0n }) => {
      const [a, b] = [decode(format, a_i) as Finite, decode(format, b_i) as Finite];
      const product = (a.sig * b.sig) << BigInt(a.sig * b.sig === 0n ? 0 : a.exp + b.exp - 2 * elementUnit(c));
      return { negative_o: BigInt(a.negative !== b.negative), product_o: product };
    };
  },
  view(c, use) {
    const { ex, mx } = c;
    const format = elementFormat(c);
    const sigBits = 2 * (mx + 1);
    const shifts = ex > 1;
    // Both fields count from 1: shifted two places too far.
    const wide = 2 * elementIntBits(c) + 2;
    return {
      operands: [unpackView("a", "a_i", format, use), unpackView("b", "b_i", format, use)],
      sigRange: range(sigBits),
      sig: `${zeroExtend("a_sig", mx + 1, sigBits)} * ${zeroExtend("b_sig", mx + 1, sigBits)}`,
      shifts,
      placeRange: range(ex + 1),
      place: "{1'b0, a_exp} + {1'b0, b_exp}",
      wideRange: range(wide),
      placed: `${zeroExtend("sig", sigBits, wide)} << place`,
      product: shifts ? slice("placed", wide - 1, 2, wide) : "sig",
    };
  },
  fault: { name: "the second exponent is forgotten", find: "+ {1'b0, b_exp}", replace: "+ 3'd1" },
  page,
});
