import { exactProduct } from "../exact_product/unit.js";
import { formatParam, integerParam } from "../params.js";
import { hasInfinity, integerOutput, productGrid, sumBits } from "../shared/exact.js";
import { range, slice } from "../shared/literals.js";
import { operandPort } from "../shared/operands.js";
import { type Node, pairwise } from "../shared/tree.js";
import { defineUnit, type View } from "../unit.js";
import { exactDotModel } from "./model.js";
import { page } from "./page.js";

/** The sum of products that block formats scale and round afterwards. */
export const exactDot = defineUnit({
  kind: "combinational",
  name: "exact_dot",
  summary: "Sums products of codes exactly, in fixed point.",
  params: {
    a: formatParam({ doc: "format of the elements of a", accept: ["minifloat", "fixed"] }),
    b: formatParam({
      doc: "format of the elements of b; default that of a",
      accept: ["minifloat", "fixed"],
      sameAs: "a",
    }),
    lanes: integerParam({ doc: "products", min: 1, max: 64, tag: "x", fallback: 4 }),
  },
  variants: [
    { a: "e2m1", lanes: 3 },
    { a: "e3m2", b: "e2m2", lanes: 2 },
  ],
  check: ({ a, b }) => exactProduct.check?.({ a, b }),
  ports({ a, b, lanes }) {
    const grid = productGrid(a, b);
    const flag = (name: string, doc: string) => ({ name, dir: "out", width: 1, role: "data", doc }) as const;
    return [
      { ...operandPort("a", a, "first factors, that of product 0 lowest"), lanes },
      { ...operandPort("b", b, "second factors"), lanes },
      integerOutput("sum_o", sumBits(grid, lanes), `the sum of the products in units of 2^${grid.unit}`),
      flag("is_inf_o", "the sum is infinite"),
      flag("is_nan_o", "the sum is not a number"),
      flag("inf_sign_o", "the sum is -Inf"),
    ];
  },
  behaviour({ a, b, lanes }) {
    const grid = productGrid(a, b);
    return [
      ["products", String(lanes)],
      ["sum", `${sumBits(grid, lanes)} bits, two's complement, last place 2^${grid.unit}: exact, and never too narrow`],
      ...(hasInfinity(a) || hasInfinity(b)
        ? [["NaN", "a NaN operand, 0 x Inf and Inf - Inf give NaN; sum_o is then of no use"] as const]
        : []),
    ];
  },
  model: exactDotModel,
  view({ a, b, lanes }, use): View {
    const grid = productGrid(a, b);
    return {
      product: use(exactProduct, { a, b }),
      productRange: range(grid.bits),
      flagRange: range(lanes),
      lanes: Array.from({ length: lanes }, (_, i) => ({
        index: i,
        a: slice("a_i", (i + 1) * a.width - 1, i * a.width, lanes * a.width),
        b: slice("b_i", (i + 1) * b.width - 1, i * b.width, lanes * b.width),
        flag: slice("is", i, i, lanes).slice("is".length),
      })),
      hasInf: hasInfinity(a) || hasInfinity(b),
      ...sumTree(lanes, grid.bits),
    };
  },
  page,
  fault: {
    name: "a product without a partner is never negative",
    find: "= {product_2[8], product_2}",
    replace: "= {1'b0, product_2}",
  },
});

/** Pairs of words of `bits` bits, and pairs of their sums, down to one. */
function sumTree(lanes: number, bits: number) {
  const products = Array.from({ length: lanes }, (_, i) => ({ name: `product_${i}`, bits }));
  const { pairs, root } = pairwise(products, "sum", 1);
  const wide = ({ name, bits: width }: Node): string => `{${name}[${width - 1}], ${name}`;
  const adders = pairs.map(({ name, bits: width, left, right }) => ({
    name,
    wideRange: range(width + 1),
    sumRange: range(width),
    top: width,
    // A word without a partner only grows.
    alone: right === undefined,
    text: right === undefined ? "" : `${wide(left)}, 1'b1} + ${wide(right)}, 1'b0}`,
    widened: `${wide(left)}}`,
  }));
  return { adders, sum: root.name };
}
