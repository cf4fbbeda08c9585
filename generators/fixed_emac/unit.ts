import { fixedMacModel } from "../fixed_mac/model.js";
import {
  checkFixedMac,
  type FixedMacConfig,
  fixedMacBehaviour,
  fixedMacParams,
  fixedMacPorts,
  fixedMacReference,
  fixedMacView,
  productBits,
} from "../shared/fixed-mac.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";

const MOST_TERMS = 65536;

/** Bits of the accumulator: those of `terms` of the largest products. */
const accBits = (c: FixedMacConfig, terms: number): number => productBits(c) + Math.ceil(Math.log2(terms));

/** Exact dot products: fixed point beside `posit_emac`. */
export const fixedEmac = defineUnit({
  kind: "clocked",
  name: "fixed_emac",
  summary: "Dot products of fixed point, accumulated exactly and rounded once.",
  params: fixedMacParams("rdn"),
  variants: [
    { a: "fixed(4,4)" },
    { a: "fixed(2,3)", b: "fixed(1,4)", round: "rne", init: true, relu: true },
    { a: "fixed(3,3)", dst: "fixed(4,2)", round: "srf", rndBits: 4 },
  ],
  verilogParameters: () => [
    {
      name: "Terms",
      default: 32,
      min: 1,
      max: MOST_TERMS,
      others: [1, 1000],
      doc: "products that the accumulator holds without overflow",
    },
  ],
  check: (c) => checkFixedMac(c, accBits(c, MOST_TERMS)),
  ports: fixedMacPorts,
  behaviour: (c) => fixedMacBehaviour(c, `${productBits(c)} + clog2(Terms) bits`),
  model: (c, { Terms = 1 }) => fixedMacModel(c, accBits(c, Terms)),
  view: fixedMacView,
  reference: (c, { Terms = 1 }, use) => ({
    ...fixedMacReference(c, accBits(c, Terms), use),
    accBits: accBits(c, Terms),
  }),
  fault: { name: "a sum goes on into the next dot product", find: "rst_i || product_last_q", replace: "rst_i" },
  page,
});
