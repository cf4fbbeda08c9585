import { OptionError } from "../../tools/errors.js";
import { formatParam, integerParam, roundingParams } from "../params.js";
import { productGrid } from "../shared/exact.js";
import { nanRow, operandPort } from "../shared/operands.js";
import { randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { dotModel } from "./model.js";
import { page } from "./page.js";
import { dotView } from "./view.js";

const mostPlaces = 512;

/** round(a0 b0 + a1 b1 + ... + c) with one rounding. */
export const fpDot = defineUnit({
  kind: "combinational",
  name: "fp_dot",
  summary: "Adds the products of several pairs of minifloats and an addend, with one rounding.",
  params: {
    a: formatParam({ doc: "format of the elements of a", accept: ["minifloat"] }),
    b: formatParam({ doc: "format of the elements of b; default that of a", accept: ["minifloat"], sameAs: "a" }),
    acc: formatParam({ doc: "format of c and the result; default that of a", accept: ["minifloat"], sameAs: "a" }),
    lanes: integerParam({ doc: "products", min: 1, max: 8, tag: "x", fallback: 4 }),
    ...roundingParams("acc"),
  },
  variants: [
    { a: "e2m1", lanes: 2 },
    { a: "e2m1", acc: "e4m3", lanes: 1, round: "srb", rndBits: 5 },
    { a: "e2m2", b: "e3m2", acc: "e4m3", lanes: 1, round: "rdn" },
  ],
  check({ a, b }) {
    const { bits } = productGrid(a, b);
    if (bits > mostPlaces)
      throw new OptionError(() => `a product of ${a.name} and ${b.name} has ${bits} places, more than ${mostPlaces}`);
  },
  ports: ({ a, b, acc, lanes, round, rndBits }) => [
    { ...operandPort("a", a, "first factors, that of product 0 lowest"), lanes },
    { ...operandPort("b", b, "second factors"), lanes },
    operandPort("c", acc, "addend"),
    ...randomPorts(round, rndBits),
    { ...operandPort("result", acc, "the rounded sum"), name: "result_o", dir: "out" },
  ],
  behaviour: ({ a, b, acc, lanes, round }) => [
    ["products", String(lanes)],
    ...nanRow([a, b, acc], acc, ["0 x Inf", "Inf - Inf"]),
    ["x - x", round === "rdn" ? "-0 where the format has one" : "+0"],
  ],
  model: dotModel,
  view: dotView,
  fault: { name: "c counts as zero", find: ".b_sig_i(c_sig)", replace: ".b_sig_i(2'd0)" },
  page,
});
