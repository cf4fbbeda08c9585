import { integerParam } from "../params.js";
import { elementParams, scaleParams, stochasticParams } from "../shared/mls.js";
import { randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { mlsElementModel } from "./model.js";
import { page } from "./page.js";
import { distanceBits, farDistance } from "./plan.js";
import { mlsElementView } from "./view.js";

/** A number divided by its group scale, rounded stochastically to an element; exponents are already subtracted. */
export const mlsElement = defineUnit({
  kind: "combinational",
  name: "mls_element",
  summary: "Divides a significand by a group scale's and rounds the quotient to an MLS element.",
  params: {
    fracBits: integerParam({ doc: "fraction bits of the number", min: 1, max: 23, tag: "f" }),
    ...elementParams,
    mg: scaleParams.mg,
    ...stochasticParams,
  },
  variants: [
    { fracBits: 3, rndBits: 4 },
    { fracBits: 7, mx: 4, mg: 2, round: "srb", rndBits: 3 },
    { fracBits: 2, ex: 3, mx: 2, mg: 0, round: "src", rndBits: 4 },
  ],
  ports: (c) => [
    { name: "frac_i", dir: "in", width: c.fracBits, role: "data", doc: "fraction of the number, its hidden bit is 1" },
    {
      name: "distance_i",
      dir: "in",
      width: distanceBits(c),
      role: "data",
      doc: `exponent of the scale less that of the number; ${farDistance(c)} also stands for more`,
    },
    ...(c.mg > 0
      ? [
          {
            name: "factor_i",
            dir: "in",
            width: c.mg,
            role: "data",
            doc: `m of the scale's 1 + m / ${2 ** c.mg}`,
          } as const,
        ]
      : []),
    ...randomPorts(c.round, c.rndBits),
    {
      name: "code_o",
      dir: "out",
      width: c.ex + c.mx,
      role: "data",
      doc: "magnitude code of the element",
    },
  ],
  behaviour: ({ ex, mx, mg, fracBits }) => [
    ["quotient", `(1 + frac / ${2 ** fracBits}) 2^-distance / (1 + m / ${2 ** mg})`],
    ["element", `<${ex},${mx}> with subnormals, the largest below 1; saturates`],
  ],
  model: mlsElementModel,
  view: mlsElementView,
  fault: { name: "a number below the scale's factor stays where it is", find: "is_below ? ", replace: "1'b0 ? " },
  page,
});
