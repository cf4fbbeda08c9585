import { describe, expect, test } from "vitest";
import { minifloat, minifloats } from "../formats/index.js";
import { decode } from "./decode.js";
import { encode } from "./encode.js";
import {
  add,
  bitLength,
  compare,
  exponentOf,
  type Finite,
  finite,
  fromNumber,
  infinity,
  invalidNan,
  multiply,
  multiplyAdd,
  nan,
  negate,
  toNumber,
  zero,
} from "./value.js";

const inf = infinity(false);

describe("doubles and back", () => {
  const numbers = [
    0,
    -0,
    1,
    -1.5,
    0.1,
    -1 / 3,
    2 ** 70,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    -(2 ** -1022),
    Infinity,
    -Infinity,
    NaN,
  ];
  test.each(numbers)("%d", (x) => expect(toNumber(fromNumber(x))).toBe(x));
});

test("exact sums and products of small numbers are those of doubles", () => {
  const numbers = [0, -0, 1, -1, 0.75, -2.5, 3.875, 448, -57344, 2 ** -16, -(2 ** -9)];
  for (const a of numbers)
    for (const b of numbers) {
      expect(toNumber(multiply(fromNumber(a), fromNumber(b)))).toBe(a * b);
      expect(toNumber(add(fromNumber(a), fromNumber(b)))).toBe(a + b);
      for (const c of numbers) {
        const fused = multiplyAdd(fromNumber(a), fromNumber(b), fromNumber(c));
        expect(toNumber(fused)).toBe(a * b + c);
      }
    }
});

test("NaN, infinity and zero", () => {
  expect(multiply(inf, zero())).toBe(invalidNan);
  expect(multiply(zero(true), negate(inf))).toBe(invalidNan);
  expect(multiply(inf, fromNumber(-2))).toEqual(negate(inf));
  expect(multiply(nan, zero())).toBe(nan);
  expect(add(inf, negate(inf))).toBe(invalidNan);
  expect(add(inf, inf)).toEqual(inf);
  expect(add(nan, inf)).toBe(nan);
  expect(multiplyAdd(inf, zero(), nan)).toBe(nan);
  expect(multiplyAdd(inf, zero(), fromNumber(1))).toBe(invalidNan);
  expect(multiplyAdd(inf, fromNumber(1), negate(inf))).toBe(invalidNan);
});

test("x - x is +0, and -0 rounding down; zeros of like sign keep it", () => {
  const one = fromNumber(1);
  expect(add(one, negate(one))).toEqual(zero(false));
  expect(add(one, negate(one), true)).toEqual(zero(true));
  expect(add(zero(true), zero(true))).toEqual(zero(true));
  expect(add(zero(false), zero(true))).toEqual(zero(false));
  expect(add(zero(false), zero(false), true)).toEqual(zero(false));
});

test("bit length, exponent and order", () => {
  for (let bits = 1; bits < 200; bits++) {
    expect(bitLength(1n << BigInt(bits - 1))).toBe(bits);
    expect(bitLength((1n << BigInt(bits)) - 1n)).toBe(bits);
  }
  expect(bitLength(0n)).toBe(0);
  expect(exponentOf(finite(true, 5n, -3))).toBe(-1);
  const sorted = [-4, -0.5, 0, 0.25, 3].map((x) => fromNumber(x) as Finite);
  for (const [i, a] of sorted.entries())
    for (const [j, b] of sorted.entries()) expect(Math.sign(compare(a, b))).toBe(Math.sign(i - j));
});

describe("fp9, the common operand of both HFP8 formats", () => {
  const fp9 = minifloats.fp9!;
  const held = (f: Parameters<typeof decode>[0]): boolean =>
    Array.from({ length: 2 ** f.width }, (_, code) => decode(f, BigInt(code))).every((value) => {
      const { code, flags } = encode(fp9, value, { round: "rna", overflow: "special" });
      const again = decode(fp9, code);
      if (value.kind !== "finite" || again.kind !== "finite") return value.kind === again.kind;
      return !flags.inexact && compare(value, again) === 0;
    });

  test("holds every 1-4-3 code for biases -1..12, and no bias beyond", () => {
    const forward = (bias: number) => minifloat({ ...minifloats.hfp8_fwd!, bias });
    const biases = Array.from({ length: 31 }, (_, i) => i - 8);
    expect(biases.filter((bias) => held(forward(bias)))).toEqual(expect.arrayContaining([-1, 0, 7, 12]));
    for (let bias = -1; bias <= 12; bias++) expect([bias, held(forward(bias))]).toEqual([bias, true]);
    expect(held(forward(-2))).toBe(false);
    expect(held(forward(16))).toBe(false);
  });

  test("holds every hfp8_bwd code, but not a 1-5-2 format with subnormals", () => {
    expect(held(minifloats.hfp8_bwd!)).toBe(true);
    expect(held(minifloats.e5m2!)).toBe(false);
  });
});
