import { describe, expect, test } from "vitest";
import { minifloats } from "../../formats/index.js";
import { roundingOracle, targetOf } from "../../testbench/oracles/rounding.js";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import { valuesOf } from "../shared/fixtures.js";
import type { ClockedModel, Options, Words } from "../unit.js";
import { emacBits } from "./plan.js";
import { fpEmac } from "./unit.js";

function accumulator(options: Options, Terms = 32): ClockedModel {
  const made = instanceModel(instantiate(fpEmac, options), { Terms });
  if (made.kind !== "clocked") throw new Error("expected a clocked unit");
  made.model.step({ rst_i: 1n });
  return made.model;
}

interface Dot {
  readonly pairs: readonly (readonly [number, number])[];
  readonly init?: number;
}
const idle: Words = { rst_i: 0n, valid_i: 0n, last_i: 1n, a_i: 0x15n, b_i: 0x13n, init_i: 0x11n };

/** The codes that come out for dot products of codes, fed without a bubble; `init_i` counts with the first pair alone. */
function dotProducts(unit: ClockedModel, dots: readonly Dot[]): number[] {
  const rows = dots.flatMap(({ pairs, init }) =>
    pairs.map(([a, b], i) => ({
      rst_i: 0n,
      valid_i: 1n,
      last_i: BigInt(i === pairs.length - 1),
      a_i: BigInt(a),
      b_i: BigInt(b),
      init_i: BigInt(i === 0 ? (init ?? 0) : 1),
    })),
  );
  const outputs = [...rows, idle, idle, idle].map((row) => unit.step(row));
  return outputs.filter(({ valid_o }) => valid_o === 1n).map(({ result_o }) => Number(result_o));
}

test("widths of the sum, and how many bits a term adds", () => {
  const rows: [string, number][] = [
    ["e2m1", 15],
    ["e2m3", 19],
    ["e3m2", 25],
    ["e4m3", 43],
    ["e5m2", 71],
  ];
  const bits = (name: string, terms: number) => {
    const f = minifloats[name]!;
    return emacBits({ a: f, b: f, dst: f, init: false }, terms);
  };
  for (const [name, width] of rows) expect([name, bits(name, 64)]).toEqual([name, width]);
  // (EA - mA) + (EB - mB) + ceil(log2 K) + 1 with 448 < 2^9 and 2^-9.
  expect([1, 2, 3, 32, 33, 65536].map((terms) => bits("e4m3", terms) - 37)).toEqual([0, 1, 2, 5, 6, 16]);
});

describe.each([
  { a: "e3m2", b: "e3m2", dst: "e3m2", round: "rne" },
  { a: "e2m3", b: "e2m1", dst: "e4m3", round: "rup" },
  { a: "e2m1", b: "e2m1", dst: "e2m1", round: "rtz" },
  { a: "e3m1", b: "e2m2", dst: "e5m2", round: "rto" },
  { a: "e4m3", b: "e4m3", dst: "e4m3", round: "rne" },
  { a: "e5m2", b: "e2m1", dst: "e4m3", round: "rdn" },
  { a: "hfp8_fwd", b: "hfp8_bwd", dst: "hfp8_bwd", round: "rna" },
])("$a x $b into $dst, $round", ({ a, b, dst, round }) => {
  const [valuesA, valuesB, values] = [a, b, dst].map(valuesOf) as [number[], number[], number[]];
  const rounded = roundingOracle(targetOf(values));

  test.each([
    [false, false],
    [true, true],
  ])("the sum of doubles, which hold it exactly, rounded once by search (init %s, relu %s)", (init, relu) => {
    const prng = new Prng(`fp_emac ${a} ${dst}`);
    const codes = (of: number[]) => of.flatMap((x, code) => (Number.isFinite(x) ? [code] : []));
    const [fromA, fromB] = [codes(valuesA), codes(valuesB)];
    const pick = (from: number[]) => from[prng.below(from.length)]!;
    const dots = Array.from({ length: 1500 }, () => ({
      pairs: Array.from({ length: 1 + prng.below(8) }, () => [pick(fromA), pick(fromB)] as const),
      init: pick(fromA),
    }));
    const want = dots.map(({ pairs, init: start }) => {
      const sum = pairs.reduce((total, [x, y]) => total + valuesA[x]! * valuesB[y]!, init ? valuesA[start]! : 0);
      // The sum is fixed point: its zero is +0, and ReLU gives the same.
      const x = sum === 0 || (relu && sum < 0) ? 0 : sum;
      const overflow = values.some(Number.isNaN) ? "special" : "saturate";
      return rounded(x, { round, overflow, bits: 0, word: 0 }).value;
    });
    const got = dotProducts(accumulator({ a, b, dst, round, init, relu }, 8), dots).map((code) => values[code]!);
    expect(got).toEqual(want);
  });
});

const [one, max, tiny] = [0x38, 0x7e, 0x01];

test("the largest and the smallest product live together", () => {
  const pairs = [
    [max, max],
    [tiny, tiny],
    [max | 0x80, max],
  ] as const;
  const fp32 = dotProducts(accumulator({ a: "e4m3", dst: "fp32" }, 3), [{ pairs }]);
  // 2^-18
  expect(fp32).toEqual([(127 - 18) << 23]);
});

test("Terms products of the largest size do not overflow, init_i beside them; more wrap", () => {
  const most = (count: number) => ({ pairs: Array.from({ length: count }, () => [max, max] as const), init: max });
  const value = (options: Options, terms: number, count: number) =>
    dotProducts(accumulator({ a: "e4m3", dst: "fp32", round: "rtz", ...options }, terms), [most(count)]).map(
      (code) => new Float32Array(new Uint32Array([code]).buffer)[0],
    );
  expect(value({}, 4, 4)).toEqual([4 * 448 ** 2]);
  expect(value({ init: true }, 4, 4)).toEqual([4 * 448 ** 2 + 448]);
  // 2^20 is the sign of the sum for 4 terms, whose last place is 2^-18.
  expect(value({}, 4, 6)).toEqual([6 * 448 ** 2 - 2 ** 21]);
});

test("NaN lasts until the dot product ends and no longer, even times zero", () => {
  const dots = [
    [
      [0x7f, 0],
      [one, one],
    ],
    [[one, one]],
    [[0, 0xff]],
    [[0x80, one]],
  ] as const;
  expect(
    dotProducts(
      accumulator({ a: "e4m3" }),
      dots.map((pairs) => ({ pairs })),
    ),
  ).toEqual([0x7f, one, 0x7f, 0]);
});

test("infinities: one sign stays, both signs and times zero give NaN, ReLU takes the negative one", () => {
  const [inf, ninf, x1, nan] = [0x7c, 0xfc, 0x3c, 0x7e];
  const dots = [
    {
      pairs: [
        [inf, x1],
        [x1, x1],
        [inf, x1],
      ],
    },
    {
      pairs: [
        [inf, x1],
        [x1, ninf],
      ],
    },
    { pairs: [[inf, 0]] },
    { pairs: [[x1, ninf]] },
    { pairs: [[x1, 0x7d]] },
    { pairs: [[x1, x1]], init: ninf },
    { pairs: [[ninf, ninf]], init: ninf },
  ] as const;
  const results = (options: Options) => dotProducts(accumulator({ a: "e5m2", ...options }), dots);
  expect(results({ init: true })).toEqual([inf, nan, nan, ninf, nan, ninf, nan]);
  expect(results({ init: true, relu: true })).toEqual([inf, nan, nan, 0, nan, 0, nan]);
  expect(results({ init: true, overflow: "saturate" })[0]).toBe(0x7b);
  expect(results({}).slice(5)).toEqual([x1, inf]);
});

test("valid_o is high in the third cycle after last_i, and result_o stays", () => {
  const unit = accumulator({ a: "e4m3" });
  const row = { rst_i: 0n, valid_i: 1n, last_i: 1n, a_i: BigInt(one), b_i: 0x40n };
  expect(unit.step(row)).toEqual({ valid_o: 0n, result_o: 0n });
  const outputs = [idle, idle, idle, idle].map((next) => unit.step(next));
  expect(outputs.map(({ valid_o }) => valid_o)).toEqual([0n, 1n, 0n, 0n]);
  expect(outputs.map(({ result_o }) => result_o)).toEqual([0n, 0x40n, 0x40n, 0x40n]);
});

test.each([
  [{ a: "e4m3", round: "sra" }, /^unknown round: sra \(known: rtz/],
  [{ a: "posit(8,1)" }, "a must be a minifloat format, got posit8_1"],
  [{ a: "fp32" }, "a product of fp32 and fp32 has 555 places, more than 512"],
  [{ a: "e3m2", overflow: "special" }, /special needs a format with infinity or NaN, got e3m2/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fpEmac, options)).toThrow(message);
});
