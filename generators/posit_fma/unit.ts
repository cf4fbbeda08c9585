import { codePort, positParams, positRounding, positShape } from "../shared/posit.js";
import { defineUnit } from "../unit.js";
import { fmaModel } from "./model.js";
import { page } from "./page.js";
import { positFmaView } from "./view.js";

/** One correctly rounded a * b + c. */
export const positFma = defineUnit({
  kind: "combinational",
  name: "posit_fma",
  summary: "Multiplies two posits, adds a third and rounds the exact sum once.",
  params: { ...positParams },
  variants: [
    { n: 8, es: 1 },
    { n: 6, es: 2 },
  ],
  ports({ n, es }) {
    const { format } = positShape(n, es);
    return [
      codePort(format, "a_i", "in", "factor"),
      codePort(format, "b_i", "in", "factor"),
      codePort(format, "c_i", "in", "addend"),
      codePort(format, "result_o", "out", "a * b + c, to nearest, ties to the even code"),
    ];
  },
  behaviour: ({ n, es }) => [
    ["format", `posit(${n},${es})`],
    ["rounding", "once, to nearest on the bit string, ties to even; never to 0 or NaR"],
    ["NaR", "any NaR operand gives NaR"],
  ],
  model: ({ n, es }) => fmaModel(positShape(n, es).format),
  operation({ n, es }) {
    const { format } = positShape(n, es);
    return { a: format, b: format, addend: format, dst: format, rounding: positRounding };
  },
  view: ({ n, es }, use) => positFmaView(n, es, use),
  fault: { name: "lost bits are forgotten", find: ".sticky_i(lost)", replace: ".sticky_i(1'b0)" },
  page,
});
