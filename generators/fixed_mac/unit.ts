import {
  accBitsParam,
  checkAccBits,
  checkFixedMac,
  fixedMacBehaviour,
  fixedMacParams,
  fixedMacPorts,
  fixedMacReference,
  fixedMacView,
  isAccSigned,
} from "../shared/fixed-mac.js";
import { defineUnit } from "../unit.js";
import { fixedMacModel } from "./model.js";
import { page } from "./page.js";

const { init, relu, ...formats } = fixedMacParams("srf");

/** Streaming dot product in fixed point, rounded once. */
export const fixedMac = defineUnit({
  kind: "clocked",
  name: "fixed_mac",
  summary: "Streaming dot product of fixed point, accumulated wide and rounded once.",
  params: {
    ...formats,
    accBits: accBitsParam,
    init,
    relu,
  },
  variants: [
    { a: "fixed(8,8)" },
    { a: "fixed(4,4)", round: "rne", relu: true, accBits: 20 },
    { a: "fixed(3,3)", accBits: 17 },
    { a: "ufixed(1,5)", b: "fixed(2,4)", dst: "fixed(4,4)", round: "sra", rndBits: 4, init: true },
    { a: "uint(4)", dst: "uint(8)", round: "rdn", init: true, accBits: 12 },
  ],
  check(c) {
    checkFixedMac(c, c.accBits);
    checkAccBits(c);
  },
  ports: fixedMacPorts,
  behaviour: (c) => fixedMacBehaviour(c, `${c.accBits} bits, ${isAccSigned(c) ? "two's complement" : "unsigned"}`),
  model: (c) => fixedMacModel(c, c.accBits),
  view: (c, use) => ({ ...fixedMacView(c, use), accBits: c.accBits }),
  reference: (c, _, use) => ({ ...fixedMacReference(c, c.accBits, use), accBits: c.accBits }),
  fault: { name: "a sum goes on into the next dot product", find: "rst_i || product_last_q", replace: "rst_i" },
  page,
});
