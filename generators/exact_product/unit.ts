import { decode, type Finite, multiply } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import { formatParam } from "../params.js";
import { fieldsFormat, hasInfinity, integerOutput, integerWords, inUnits, productGrid } from "../shared/exact.js";
import { operandPort } from "../shared/operands.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";
import { productView } from "./view.js";

/** One product on the fixed-point grid that all products of its formats share, without rounding. */
export const exactProduct = defineUnit({
  kind: "combinational",
  name: "exact_product",
  summary: "Multiplies two codes exactly, into fixed point.",
  params: {
    a: formatParam({ doc: "format of a", accept: ["minifloat", "fixed"] }),
    b: formatParam({ doc: "format of b; default that of a", accept: ["minifloat", "fixed"], sameAs: "a" }),
  },
  variants: [
    { a: "e4m3" },
    { a: "e3m2", b: "e5m2" },
    { a: "hfp8_fwd" },
    { a: "fixed(2,6)" },
    { a: "uint(5)", b: "int(4)" },
  ],
  check({ a, b }) {
    if (a.kind !== b.kind)
      throw new OptionError(
        (option) => `${option("b")} must be a ${a.kind} format like ${option("a")} ${a.name}, got ${b.name}`,
      );
  },
  ports({ a, b }) {
    const { unit, bits } = productGrid(a, b);
    const flag = (name: string, doc: string) => ({ name, dir: "out", width: 1, role: "data", doc }) as const;
    return [
      operandPort("a", a, "first factor"),
      operandPort("b", b, "second factor"),
      integerOutput("product_o", bits, `the product in units of 2^${unit}`),
      flag("is_inf_o", "the product is infinite"),
      flag("is_nan_o", "the product is not a number"),
      flag("sign_o", "of the product, an infinite one too"),
    ];
  },
  behaviour({ a, b }) {
    const { unit, bits } = productGrid(a, b);
    return [
      ["product", `${bits} bits, two's complement, last place 2^${unit}: no product is rounded or wraps`],
      ...(hasInfinity(a) || hasInfinity(b) ? [["NaN", "a NaN operand and 0 x Inf give NaN"] as const] : []),
      ...(a.kind === "minifloat"
        ? [["Inf, NaN", "product_o is that of the fields as they stand, modulo its width"] as const]
        : []),
    ];
  },
  model({ a, b }) {
    const { unit, bits } = productGrid(a, b);
    const [aFields, bFields] = [fieldsFormat(a), fieldsFormat(b)];
    return ({ a_i = 0n, b_i = 0n }) => {
      const product = multiply(decode(a, a_i), decode(b, b_i));
      const x = decode(aFields, a_i) as Finite;
      const y = decode(bFields, b_i) as Finite;
      return {
        ...integerWords("product_o", bits, inUnits(multiply(x, y) as Finite, unit)),
        is_inf_o: BigInt(product.kind === "inf"),
        is_nan_o: BigInt(product.kind === "nan"),
        sign_o: (a_i >> BigInt(a.width - 1)) ^ (b_i >> BigInt(b.width - 1)),
      };
    };
  },
  view: productView,
  page,
  fault: { name: "infinity times 0 and NaN are numbers", find: "a_is_nan | b_is_nan", replace: "a_is_nan" },
});
