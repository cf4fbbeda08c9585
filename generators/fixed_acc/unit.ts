import { type Fixed, fixed } from "../../formats/index.js";
import {
  accBitsParam,
  addendText,
  checkAccBits,
  fixedMacParams,
  fixedMacPorts,
  productView,
} from "../shared/fixed-mac.js";
import { range } from "../shared/literals.js";
import { defineUnit } from "../unit.js";
import { fixedAccModel } from "./model.js";
import { page } from "./page.js";

const { a, b } = fixedMacParams("rdn");

interface Config {
  readonly a: Fixed;
  readonly b: Fixed;
  readonly accBits: number;
}

/** The accumulator as a number. */
function sumFormat({ a, b, accBits }: Config): Fixed {
  const fl = a.fl + b.fl;
  return fixed(accBits - fl, fl, a.signed || b.signed);
}

/** What both texts print: the product is without a random word. */
const common = (c: Config) => ({ ...productView(c), random: false });

/** An element for arrays that round elsewhere: the sum itself is the result. */
export const fixedAcc = defineUnit({
  kind: "clocked",
  name: "fixed_acc",
  summary: "Streaming dot product of fixed point, kept exact: no rounding.",
  params: { a, b, accBits: accBitsParam },
  variants: [
    { a: "fixed(2,2)", accBits: 12 },
    { a: "uint(4)", b: "fixed(1,2)" },
  ],
  check: checkAccBits,
  ports: (c) =>
    fixedMacPorts({ ...c, dst: sumFormat(c), round: "rdn", rndBits: 1, init: false, relu: false }).map((port) => {
      if (port.dir === "in") return port;
      const isValid = port.role === "valid";
      const doc = isValid ? "for one cycle: result_o is the whole dot product" : "the sum until now; 0 after reset";
      return { ...port, doc };
    }),
  behaviour: (c) => [
    ["sum", `exact, last place 2^${-(c.a.fl + c.b.fl)}; ${c.accBits} bits, wraps when overfilled`],
    ["latency", "valid_o is high in the second cycle after that of last_i; a pair every cycle, no bubble"],
  ],
  model: (c) => fixedAccModel(c.a, c.b, c.accBits),
  view: (c) => ({ ...common(c), accBits: c.accBits }),
  reference: (c) => ({ ...common(c), accRange: range(c.accBits), addend: addendText(c, c.accBits) }),
  fault: {
    name: "a sum goes on into the next dot product",
    find: "is_first_q ? {ACC_W{1'b0}} : acc_q",
    replace: "acc_q",
  },
  page,
});
