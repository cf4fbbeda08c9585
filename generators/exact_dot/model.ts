import { add, decode, type Finite, finite, multiply, type Value } from "../../golden/index.js";
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

interface Dot {
  /** The sum of the products in units of the grid, each modulo its width as its own unit gives it; of no use beside an infinity or NaN. */
  readonly sum: bigint;
  /** The exact value: infinities and NaNs as in any sum of products. */
  readonly value: Value;
}

/** Dot products of the elements of `a_i` and `b_i`; what a pair of codes gives is worked out once. */
export function exactDots(c: ExactDotConfig): (inputs: Words) => Dot {
  const grid = productGrid(c.a, c.b);
  const [a, b] = [fieldsFormat(c.a), fieldsFormat(c.b)];
  const ports = Array.from({ length: c.lanes }, (_, lane) => ({
    a: elementName("a_i", lane),
    b: elementName("b_i", lane),
  }));
  const products = new Map<number, { units: bigint; value: Value }>();
  const productOf = (x: bigint, y: bigint) => {
    const key = Number(x) * 2 ** c.b.width + Number(y);
    const kept = products.get(key);
    if (kept) return kept;
    const units = inUnits(multiply(decode(a, x), decode(b, y)) as Finite, grid.unit);
    const made = { units: BigInt.asIntN(grid.bits, units), value: multiply(decode(c.a, x), decode(c.b, y)) };
    products.set(key, made);
    return made;
  };
  return (inputs) => {
    let sum = 0n;
    let special: Value | undefined;
    for (const port of ports) {
      const { units, value } = productOf(inputs[port.a] ?? 0n, inputs[port.b] ?? 0n);
      sum += units;
      if (value.kind !== "finite") special = special === undefined ? value : together(special, value);
    }
    return { sum, value: special ?? finite(sum < 0n, sum < 0n ? -sum : sum, grid.unit) };
  };
}

/** The first NaN stays; infinities of both signs make one. */
const together = (x: Value, y: Value): Value => [x, y].find(({ kind }) => kind === "nan") ?? add(x, y);

export function exactDotModel(c: ExactDotConfig): CombModel {
  const dot = exactDots(c);
  const bits = sumBits(productGrid(c.a, c.b), c.lanes);
  return (inputs) => {
    const { sum, value } = dot(inputs);
    const isInf = value.kind === "inf";
    return {
      ...integerWords("sum_o", bits, sum),
      is_inf_o: BigInt(isInf),
      is_nan_o: BigInt(value.kind === "nan"),
      inf_sign_o: BigInt(isInf && value.negative),
    };
  };
}
