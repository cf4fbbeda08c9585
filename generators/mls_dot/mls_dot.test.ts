import { describe, expect, test } from "vitest";
import { minifloats } from "../../formats/index.js";
import { decode, toNumber } from "../../golden/index.js";
import { instanceModel, instantiate } from "../instance.js";
import { noise } from "../shared/fixtures.js";
import type { ClockedModel, Options, Words } from "../unit.js";
import { mlsDot } from "./unit.js";

function unitOf(options: Options, GroupLen: number): ClockedModel {
  const made = instanceModel(instantiate(mlsDot, options), { GroupLen });
  if (made.kind !== "clocked") throw new Error("not clocked");
  made.model.step({ rst_i: 1n });
  return made.model;
}

/** Codes of two elements and of the scales of their groups. */
type Product = readonly [a: number, b: number, scaleA: number, scaleB: number];
const idle: Words = { valid_i: 0n, last_i: 1n, a_i: 1n, b_i: 1n, scale_a_i: 3n, scale_b_i: 5n };

function stream(options: Options, groupLen: number, dots: readonly (readonly Product[])[]): number[] {
  const unit = unitOf(options, groupLen);
  const rows = dots.flatMap((dot) =>
    dot.map(([a, b, x, y], i) => ({
      valid_i: 1n,
      last_i: BigInt(i === dot.length - 1),
      a_i: BigInt(a),
      b_i: BigInt(b),
      scale_a_i: BigInt(x),
      scale_b_i: BigInt(y),
    })),
  );
  return [...rows, idle, idle]
    .map((words) => unit.step(words))
    .filter(({ valid_o }) => valid_o === 1n)
    .map(({ result_o }) => toNumber(decode(minifloats[String(options.acc ?? "dlf16")]!, result_o!)));
}

interface Shape {
  readonly ex: number;
  readonly mx: number;
  readonly eg: number;
  readonly mg: number;
}

function element({ ex, mx }: Shape, code: number): number {
  const half = 2 ** (ex + mx);
  const m = code % 2 ** mx;
  const field = ((code % half) - m) / 2 ** mx;
  const size = field === 0 ? (m / 2 ** mx) * 2 ** (1 - 2 ** ex) : (1 + m / 2 ** mx) * 2 ** (field - 2 ** ex);
  return code >= half ? -size : size;
}
const scale = ({ eg, mg }: Shape, code: number): number =>
  2 ** (Math.floor(code / 2 ** mg) - 2 ** (eg - 1) + 1) * (1 + (code % 2 ** mg) / 2 ** mg);

/** To ten significant bits, ties away; 1-6-9 has no number up to 2^-31 and none from about 2^33 on. */
function dlfloat(x: number): number {
  if (x === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) - 9);
  const size = Math.floor(Math.abs(x) / unit + 0.5) * unit;
  if (size <= 2 ** -31) return 0;
  if (size > 2 ** 33 - 2 ** 24) return Number.NaN;
  return Math.sign(x) * size;
}

function paper(shape: Shape, dot: readonly Product[], groupLen: number): number {
  let outer = 0;
  for (let start = 0; start < dot.length; start += groupLen) {
    const group = dot.slice(start, start + groupLen);
    const [, , x, y] = group.at(-1)!;
    const sum = group.reduce((total, [a, b]) => total + element(shape, a) * element(shape, b), 0);
    outer = dlfloat(outer + dlfloat(sum * scale(shape, x) * scale(shape, y)));
  }
  return outer;
}

describe("Zhong's arithmetic in doubles", () => {
  const shape = { ex: 2, mx: 1, eg: 8, mg: 1 };
  test.each([
    [{ ...shape }, 1],
    [{ ...shape }, 9],
    [{ ...shape }, 64],
    [{ ...shape, mx: 4 }, 36],
    [{ ...shape, ex: 3, mx: 2, eg: 6, mg: 2 }, 7],
    [{ ...shape, ex: 1, mx: 0, eg: 5, mg: 0 }, 5],
  ])("%j, groups of %i", (given, groupLen) => {
    const random = noise(groupLen + given.mx);
    const below = (n: number) => Math.floor(random() * n);
    const middle = 2 ** (given.eg - 1 + given.mg);
    // Scales over the whole range of 1-6-9 and somewhat beyond.
    const spread = Math.min(middle, 24 * 2 ** given.mg);
    const scaleCode = () => middle - spread + below(2 * spread);
    const elementCode = () => below(2 ** (1 + given.ex + given.mx));
    const dots = Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: 1 + i * 3 }, (): Product => [elementCode(), elementCode(), scaleCode(), scaleCode()]),
    );
    expect(stream({ ...given }, groupLen, dots)).toEqual(dots.map((dot) => paper(given, dot, groupLen)));
  });
});

test("within a group nothing is lost: 64 of the smallest products beside the largest", () => {
  // 12 * 12 and 64 times 1, in units of 2^-8, at scales of 1.
  const one = 0xfe;
  const dot: Product[] = [[7, 7, one, one], ...Array(40).fill([1, 1, one, one]), [15, 7, one, one]];
  expect(stream({}, 64, [dot])).toEqual([40 / 256]);
});

test("the largest group does not wrap; one more is refused", () => {
  const one = 0xfe;
  const most: Product[] = Array(113).fill([7, 7, one, one]);
  expect(stream({ acc: "fp32" }, 113, [most])).toEqual([113 * 0.5625]);
  expect(stream({ acc: "fp32" }, 113, [most.map(([a, b, x, y]): Product => [a + 8, b, x, y])])).toEqual([
    -113 * 0.5625,
  ]);
  expect(() => unitOf({}, 114)).toThrow("GroupLen must be 1..113, got 114");
});

test("scales beyond the accumulator's range", () => {
  const dots: Product[][] = [[[7, 7, 0x1ff, 0x1ff]], [[7, 7, 0, 0]], [[15, 7, 0, 0]], [[0, 7, 0x1ff, 0x1ff]]];
  expect(stream({}, 64, dots)).toEqual([Number.NaN, 0, 0, 0]);
  expect(stream({ acc: "fp16" }, 64, dots)).toEqual([Number.POSITIVE_INFINITY, 0, 0, 0]);
  expect(stream({ acc: "fp16", round: "rdn" }, 64, dots.slice(2, 3))).toEqual([-(2 ** -24)]);
});

test.each([
  [{ ex: 2, mx: 1, accBits: 9 }, "accBits must be at least 10 for elements <2,1>, got 9"],
  [{ acc: "int(8)" }, "acc must be a minifloat format, got int8"],
  [{ round: "sra" }, /unknown round: sra/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(mlsDot, options)).toThrow(message);
});
