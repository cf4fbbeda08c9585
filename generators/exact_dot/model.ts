import { add, decode, type Finite, multiply, type Value } from "../../golden/index.js";
import { elementName } from "../design.js";
import { fieldsFormat, type GridFormat, integerWords, inUnits, productGrid, sumBits } from "../shared/exact.js";
import type { CombModel, Words } from "../unit.js";

export interface ExactDotConfig {
  readonly a: GridFormat;
  readonly b: GridFormat;
  readonly lanes: number;
}

/** The words of the elements of a port. */
export const elementWords = (words: Words, port: string, lanes: number): bigint[] =>
  Array.from({ length: lanes }, (_, lane) => words[elementName(port, lane)] ?? 0n);

/** The exact value of a dot product: infinities and NaNs as in any sum of products. */
export function dotValue({ a, b, lanes }: ExactDotConfig, inputs: Words): Value {
  const [x, y] = [elementWords(inputs, "a_i", lanes), elementWords(inputs, "b_i", lanes)];
  return x
    .map((code, lane) => multiply(decode(a, code), decode(b, y[lane]!)))
    .reduce((sum, product) =>
      sum.kind === "nan" || product.kind === "nan" ? notANumber(sum, product) : add(sum, product),
    );
}

const notANumber = (...values: Value[]): Value => values.find(({ kind }) => kind === "nan")!;

export function exactDotModel(c: ExactDotConfig): CombModel {
  const grid = productGrid(c.a, c.b);
  const [a, b] = [fieldsFormat(c.a), fieldsFormat(c.b)];
  return (inputs) => {
    const [x, y] = [elementWords(inputs, "a_i", c.lanes), elementWords(inputs, "b_i", c.lanes)];
    const products = x.map((code, lane) => multiply(decode(a, code), decode(b, y[lane]!)) as Finite);
    // Each product modulo its width, as its own unit gives it.
    const sum = products.reduce((s, p) => s + BigInt.asIntN(grid.bits, inUnits(p, grid.unit)), 0n);
    const value = dotValue(c, inputs);
    const isInf = value.kind === "inf";
    return {
      ...integerWords("sum_o", sumBits(grid, c.lanes), sum),
      is_inf_o: BigInt(isInf),
      is_nan_o: BigInt(value.kind === "nan"),
      inf_sign_o: BigInt(isInf && value.negative),
    };
  };
}
