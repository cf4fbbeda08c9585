import { expect, test } from "vitest";
import { nearestPosit, positLadder, positValue } from "../../testbench/oracles/posit-ladder.js";
import { instanceModel, instantiate } from "../instance.js";
import type { Options, Words } from "../unit.js";
import { positMul } from "./unit.js";

function multiplier(options: Options): (inputs: Words) => Words {
  const made = instanceModel(instantiate(positMul, options));
  if (made.kind !== "combinational") throw new Error("expected a combinational unit");
  return made.model;
}
const product = (options: Options, a: number, b: number): number =>
  Number(multiplier(options)({ a_i: BigInt(a), b_i: BigInt(b) }).result_o);

// Products of two 8-bit posits are exact in double arithmetic.
test.each([
  [8, 0],
  [8, 1],
  [8, 2],
  [5, 4],
])("posit(%i,%i): every product is the nearest posit to the product in double arithmetic", (n, es) => {
  const model = multiplier({ n, es });
  const ladder = positLadder(n, es);
  const finer = positLadder(n + 1, es);
  const values = Array.from({ length: 2 ** n }, (_, code) => positValue(n, ladder, code));
  // The nearest posit once per distinct product: there are few of them.
  const nearest = new Map<number, number>();
  let wrong = 0;
  let checked = 0;
  for (const [a, x] of values.entries())
    for (const [b, y] of values.entries()) {
      const want = nearest.get(x * y) ?? nearestPosit(n, finer, x * y);
      nearest.set(x * y, want);
      if (model({ a_i: BigInt(a), b_i: BigInt(b) }).result_o !== BigInt(want)) wrong++;
      checked++;
    }
  expect({ wrong, checked }).toEqual({ wrong: 0, checked: 4 ** n });
});

test("NaR times anything is NaR, zero included", () => {
  for (const b of [0, 1, 0x7f, 0x80, 0xff]) expect(product({ n: 8, es: 1 }, 0x80, b)).toBe(0x80);
});

test("a product below minpos is minpos, one above maxpos maxpos", () => {
  expect(product({ n: 8, es: 1 }, 0x01, 0x01)).toBe(0x01);
  expect(product({ n: 8, es: 1 }, 0xff, 0x01)).toBe(0xff);
  expect(product({ n: 8, es: 2 }, 0x7f, 0x7f)).toBe(0x7f);
  expect(product({ n: 8, es: 2 }, 0x81, 0x7f)).toBe(0x81);
});

test("one times maxpos and minpos is itself: a run without an end is decoded", () => {
  for (const es of [0, 1, 2])
    for (const code of [0x7f, 0x81, 0x01, 0xff]) expect(product({ n: 8, es }, 0x40, code)).toBe(code);
});

test("a saturated regime does not round up", () => {
  // 2^5 * 1.5 = 48 in posit(8,0), where maxpos is 64 and its lower neighbour 32: the tie goes to the even code, 32.
  expect(product({ n: 8, es: 0 }, 0x7e, 0x50)).toBe(0x7e);
  // 64 * 1.5 is above maxpos.
  expect(product({ n: 8, es: 0 }, 0x7f, 0x50)).toBe(0x7f);
});

test("powers of two of negative sign multiply exactly", () => {
  expect(product({ n: 8, es: 1 }, 0xc0, 0xc0)).toBe(0x40);
  expect(product({ n: 8, es: 1 }, 0xb0, 0xb0)).toBe(0x60);
});

test("flags say what left the range", () => {
  const model = multiplier({ n: 8, es: 1, flags: true });
  const flags = (a: number, b: number) => {
    const out = model({ a_i: BigInt(a), b_i: BigInt(b) });
    return `${out.invalid_o}${out.overflow_o}${out.underflow_o}${out.inexact_o}`;
  };
  expect(flags(0x40, 0x7f)).toBe("0000"); // maxpos itself is exact
  expect(flags(0x7f, 0x7f)).toBe("0101");
  expect(flags(0x01, 0xff)).toBe("0011");
  expect(flags(0x80, 0x00)).toBe("0000"); // NaR is an operand, not the outcome of an operation on numbers
});
