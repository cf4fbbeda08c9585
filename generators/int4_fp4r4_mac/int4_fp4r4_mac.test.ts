import { describe, expect, test } from "vitest";
import { minifloats } from "../../formats/index.js";
import { decode, toNumber } from "../../golden/index.js";
import { instanceModel, instantiate } from "../instance.js";
import { noise } from "../shared/fixtures.js";
import type { ClockedModel, Options, Words } from "../unit.js";
import { int4Fp4r4Mac } from "./unit.js";

function macOf(options: Options, ChunkLen: number): ClockedModel {
  const made = instanceModel(instantiate(int4Fp4r4Mac, options), { ChunkLen });
  if (made.kind !== "clocked") throw new Error("not clocked");
  made.model.step({ rst_i: 1n });
  return made.model;
}

type Operands = readonly [q: number, code: number, phase: number];
const row = ([q, code, phase]: Operands, last: boolean): Words => ({
  valid_i: 1n,
  last_i: BigInt(last),
  q_i: BigInt.asUintN(4, BigInt(q)),
  code_i: BigInt(code),
  phase_i: BigInt(phase),
});
const idle: Words = { valid_i: 0n, last_i: 1n, q_i: 7n, code_i: 7n, phase_i: 1n };

/** Back to back; the results in their order. */
function stream(options: Options, chunkLen: number, dots: readonly (readonly Operands[])[]): number[] {
  const mac = macOf(options, chunkLen);
  const format = minifloats[String(options.acc ?? "dlf16")]!;
  const rows = dots.flatMap((dot) => dot.map((operands, i) => row(operands, i === dot.length - 1)));
  return [...rows, idle, idle]
    .map((words) => mac.step(words))
    .filter(({ valid_o }) => valid_o === 1n)
    .map(({ result_o }) => toNumber(decode(format, result_o!)));
}

const value = ([q, code, phase]: Operands): number =>
  (code & 7) === 0 ? 0 : q * (code > 7 ? -1 : 1) * 4 ** ((code & 7) - 4) * 2 ** phase;

/** To ten significant bits, ties away: DLFloat16 within its range, in doubles. */
function dlfloat(x: number): number {
  if (x === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) - 9);
  return Math.sign(x) * Math.floor(Math.abs(x) / unit + 0.5) * unit;
}

function paper(dot: readonly Operands[], chunkLen: number): number {
  let outer = 0;
  for (let start = 0; start < dot.length; start += chunkLen) {
    const chunk = dot.slice(start, start + chunkLen).reduce((sum, operands) => sum + value(operands), 0);
    outer = dlfloat(outer + dlfloat(chunk));
  }
  return outer;
}

describe("against integers in doubles, rounded between chunks", () => {
  test.each([1, 2, 7, 64, 127])("chunks of %i", (chunkLen) => {
    const random = noise(chunkLen);
    const below = (n: number) => Math.floor(random() * n);
    const dots = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 1 + i * 9 }, (): Operands => [below(16) - 8, below(16), below(2)]),
    );
    expect(stream({}, chunkLen, dots)).toEqual(dots.map((dot) => paper(dot, chunkLen)));
  });
});

test("within a chunk nothing is lost, between chunks it is", () => {
  // 2^10 and then 64 times the smallest number, which are 1: 1025 has eleven bits.
  const small = Array.from({ length: 64 }, (): Operands => [1, 1, 0]);
  const dot: Operands[] = [[-8, 15, 1], ...small, [8 - 16, 7, 1]];
  expect(value(dot[0]!)).toBe(1024);
  expect(stream({}, 127, [dot])).toEqual([1]);
  expect(stream({}, 65, [dot])).toEqual([2]);
});

test("the largest chunk does not wrap", () => {
  const most: Operands[] = Array.from({ length: 127 }, () => [-8, 15, 1]);
  const least: Operands[] = Array.from({ length: 127 }, () => [-8, 7, 1]);
  expect(stream({}, 127, [most, least])).toEqual([127 * 1024, -127 * 1024]);
  expect(() => macOf({}, 128)).toThrow("ChunkLen must be 1..127, got 128");
});

test("a result comes three cycles after its last product, new for one of them, and stays", () => {
  const mac = macOf({}, 4);
  const three: Operands = [3, 4, 0];
  const outputs = [row(three, true), idle, idle, idle].map((words) => mac.step(words));
  expect(outputs.map(({ valid_o }) => valid_o)).toEqual([0n, 0n, 1n, 0n]);
  expect(outputs[2]!.result_o).toBe(outputs[3]!.result_o);
  mac.step(row(three, true));
  expect(mac.step({ rst_i: 1n })).toEqual({ valid_o: 0n, result_o: 0n });
  expect([idle, idle].map((words) => mac.step(words).valid_o)).toEqual([0n, 0n]);
});

test("the rounding is that of the options", () => {
  // 2049 units of 2 in fp16: eleven bits hold it, and one more does not.
  const dot: Operands[] = [
    [-8, 15, 1],
    [-8, 15, 1],
    [1, 4, 0],
    [1, 3, 1],
  ];
  expect(stream({ acc: "fp16", round: "rtz", accBits: 22 }, 31, [dot])).toEqual([2048]);
  expect(stream({ acc: "fp16", round: "rup", accBits: 22 }, 31, [dot])).toEqual([2050]);
});

test.each([
  [{ acc: "posit(8,1)" }, "acc must be a minifloat format, got posit8_1"],
  [{ round: "sra" }, /unknown round: sra/],
  [{ accBits: 18 }, "accBits must be 19..33, got 18"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(int4Fp4r4Mac, options)).toThrow(message);
});
