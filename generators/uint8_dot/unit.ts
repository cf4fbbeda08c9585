import { type Fixed, fixed } from "../../formats/index.js";
import { OptionError } from "../../tools/errors.js";
import type { Port } from "../design.js";
import { formatParam, integerParam } from "../params.js";
import { clockPort, resetPort } from "../shared/clocked.js";
import { binary, range, signExtend } from "../shared/literals.js";
import { defineUnit, type View } from "../unit.js";
import { uint8DotModel } from "./model.js";
import { page } from "./page.js";

interface Config {
  readonly a: Fixed;
  readonly b: Fixed;
  readonly accBits: number;
}

/** A code less its zero point: one bit more, with a sign. A signed code has no zero point. */
const differenceBits = ({ width, signed }: Fixed): number => (signed ? width : width + 1);
const productBits = ({ a, b }: Config): number => a.width + b.width + (b.signed ? 0 : 1);
/** Bits above a product of codes: 8 x 8 then has the usual 32. */
const SPARE_BITS = 16;

/** Integer dot products of codes with zero points. */
export const uint8Dot = defineUnit({
  kind: "clocked",
  name: "uint8_dot",
  summary: "Dot products of unsigned codes with zero points, or of unsigned and signed ones, exact.",
  params: {
    a: formatParam({ doc: "format of a, an unsigned integer", accept: ["fixed"], fallback: "uint(8)" }),
    b: formatParam({
      doc: "format of b, an integer; int(16) is the path to dW, int(8) weights without a zero point",
      accept: ["fixed"],
      sameAs: "a",
    }),
    accBits: integerParam({
      doc: "bits of the accumulator; default 16 more than both codes",
      min: 6,
      max: 64,
      fallback: ({ a, b }) => (a as Fixed).width + (b as Fixed).width + SPARE_BITS,
      tag: "acc",
    }),
  },
  variants: [{}, { b: "int(16)" }, { a: "uint(4)", b: "int(4)", accBits: 12 }],
  check(c) {
    const { a, b, accBits } = c;
    if (a.signed || a.fl !== 0 || a.width < 2)
      throw new OptionError((option) => `${option("a")} must be an unsigned integer of 2 bits or more, got ${a.name}`);
    if (b.fl !== 0 || b.width < 2)
      throw new OptionError((option) => `${option("b")} must be an integer of 2 bits or more, got ${b.name}`);
    if (accBits < productBits(c))
      throw new OptionError(
        (option) => `${option("accBits")} must be at least that of a product, ${productBits(c)}, got ${accBits}`,
      );
  },
  ports({ a, b, accBits }): readonly Port[] {
    const one = { width: 1 } as const;
    const code = (name: string, format: Fixed, doc: string): Port => ({
      name,
      dir: "in",
      width: format.width,
      role: "data",
      format,
      doc,
    });
    return [
      clockPort,
      resetPort,
      { ...one, name: "valid_i", dir: "in", role: "valid", doc: "a_i and b_i are a pair of the dot product" },
      { ...one, name: "last_i", dir: "in", role: "last", doc: "with valid_i: the last pair" },
      code("a_i", a, "code"),
      code("b_i", b, "code"),
      code("zero_a_i", a, "the code of 0 in a_i, with each pair"),
      ...(b.signed ? [] : [code("zero_b_i", b, "the code of 0 in b_i, with each pair")]),
      { ...one, name: "valid_o", dir: "out", role: "valid", doc: "for one cycle: result_o is new" },
      {
        name: "result_o",
        dir: "out",
        width: accBits,
        role: "data",
        format: fixed(accBits, 0),
        doc: "the last dot product; 0 after reset",
      },
    ];
  },
  behaviour: ({ b, accBits }) => [
    ["sum", `(a - zero_a) ${b.signed ? "b" : "(b - zero_b)"}, exact, ${accBits} bits, wraps when overfilled`],
    ["latency", "valid_o is high in the second cycle after that of last_i; a pair every cycle, no bubble"],
  ],
  model: uint8DotModel,
  view: (c) => view(c),
  reference: (c) => ({ ...view(c), addend: signExtend("product_q", productBits(c), c.accBits) }),
  fault: { name: "the zero point of a counts as a code", find: "- {1'b0, zero_a_i}", replace: "+ {1'b0, zero_a_i}" },
  page,
});

function view(c: Config): View {
  const { a, b, accBits } = c;
  const bits = productBits(c);
  return {
    aRange: range(differenceBits(a)),
    bRange: range(differenceBits(b)),
    hasZeroB: !b.signed,
    wideRange: range(differenceBits(a) + differenceBits(b)),
    wideTop: differenceBits(a) + differenceBits(b) - 1,
    productRange: range(bits),
    productBits: bits,
    productLow: `[${bits - 1}:0]`,
    addend: signExtend("product_q", bits, accBits),
    accRange: range(accBits),
    zero: binary(0, accBits),
  };
}
