import { expect, test } from "vitest";
import { posit } from "../../formats/index.js";
import { nearestPosit, positLadder, positValue } from "../../testbench/oracles/posit-ladder.js";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import { quireBits } from "../shared/posit.js";
import type { ClockedModel, Options, Words } from "../unit.js";
import { positEmac } from "./unit.js";

function accumulator(n: number, es: number, Terms = 32, options: Options = {}): ClockedModel {
  const made = instanceModel(instantiate(positEmac, { n, es, ...options }), { Terms });
  if (made.kind !== "clocked") throw new Error("expected a clocked unit");
  made.model.step({ rst_i: 1n, valid_i: 0n, last_i: 0n, a_i: 0n, b_i: 0n });
  return made.model;
}
const idle: Words = { rst_i: 0n, valid_i: 0n, last_i: 1n, a_i: 0x55n, b_i: 0x33n };
const pair = (a: number, b: number, last: boolean): Words => ({
  rst_i: 0n,
  valid_i: 1n,
  last_i: BigInt(last),
  a_i: BigInt(a),
  b_i: BigInt(b),
});

/** The codes that come out for dot products fed without a bubble. */
function dotProducts(unit: ClockedModel, dots: readonly (readonly (readonly [number, number])[])[]): number[] {
  const rows = dots.flatMap((dot) => dot.map(([a, b], i) => pair(a, b, i === dot.length - 1)));
  const outputs = [...rows, idle, idle, idle].map((row) => unit.step(row));
  return outputs.filter(({ valid_o }) => valid_o === 1n).map(({ result_o }) => Number(result_o));
}

test("quire widths", () => {
  // Carmichael et al., CoNGA 2019: 2^(es + 2) (n - 2) + 2 + ceil(log2 k), tabulated for k = 16, 64, 256, 1024.
  const rows: [number, number, number[]][] = [
    [5, 0, [18, 20, 22, 24]],
    [5, 1, [30, 32, 34, 36]],
    [6, 2, [70, 72, 74, 76]],
    [7, 1, [46, 48, 50, 52]],
    [8, 0, [30, 32, 34, 36]],
    [8, 1, [54, 56, 58, 60]],
    [8, 2, [102, 104, 106, 108]],
  ];
  for (const [n, es, widths] of rows)
    expect([16, 64, 256, 1024].map((terms) => quireBits(posit(n, es), terms))).toEqual(widths);
});

test("dot products are those of double arithmetic, rounded once", () => {
  // posit(8,0): products are multiples of 2^-12 below 2^12, so sums of 32 are exact in double arithmetic.
  const [n, es] = [8, 0];
  const ladder = positLadder(n, es);
  const finer = positLadder(n + 1, es);
  const prng = new Prng("posit_emac");
  const draw = () => 1 + (prng.below(255) % 255);
  const number = (code: number) => (code === 0x80 ? 0x40 : code);
  const dots = Array.from({ length: 3000 }, () =>
    Array.from({ length: 1 + prng.below(32) }, () => [number(draw()), number(draw())] as const),
  );
  const want = dots.map((dot) =>
    nearestPosit(
      n,
      finer,
      dot.reduce((sum, [a, b]) => sum + positValue(n, ladder, a) * positValue(n, ladder, b), 0),
    ),
  );
  expect(dotProducts(accumulator(n, es), dots)).toEqual(want);
});

test("the largest and the smallest product live together", () => {
  // maxpos^2 + minpos^2 - maxpos^2, which no chain of rounded additions gives.
  const dot = [
    [0x7f, 0x7f],
    [0x01, 0x01],
    [0x81, 0x7f],
  ] as const;
  expect(dotProducts(accumulator(8, 2, 3), [dot])).toEqual([0x01]);
});

test("Terms products of the largest size do not overflow; twice as many wrap", () => {
  const most = (count: number) => Array.from({ length: count }, () => [0x7f, 0x7f] as const);
  expect(dotProducts(accumulator(8, 1, 4), [most(4)])).toEqual([0x7f]);
  // 8 maxpos^2 is half of the quire's range: the sign bit.
  expect(dotProducts(accumulator(8, 1, 4), [most(8)])).toEqual([0x81]);
});

test("NaR lasts until the dot product ends and no longer, even times zero", () => {
  const dots = [
    [
      [0x80, 0x00],
      [0x40, 0x40],
    ],
    [[0x40, 0x40]],
    [[0x40, 0x80]],
    [[0x00, 0x40]],
  ] as const;
  expect(dotProducts(accumulator(8, 1), dots)).toEqual([0x80, 0x40, 0x80, 0]);
});

test("valid_o is high in the third cycle after last_i, and result_o stays", () => {
  const unit = accumulator(8, 1);
  expect(unit.step(pair(0x40, 0x50, true))).toEqual({ valid_o: 0n, result_o: 0n });
  const outputs = [idle, idle, idle, idle].map((row) => unit.step(row));
  expect(outputs.map(({ valid_o }) => valid_o)).toEqual([0n, 1n, 0n, 0n]);
  expect(outputs.map(({ result_o }) => result_o)).toEqual([0n, 0x50n, 0x50n, 0x50n]);
  expect(unit.step({ ...idle, rst_i: 1n })).toEqual({ valid_o: 0n, result_o: 0n });
});

test("init_i counts with the first pair alone, NaR too; a negative sum is 0 with ReLU", () => {
  const dots = [
    // posit(8,1): 0x40 is 1, 0x50 is 2, 0xc0 is -1.
    {
      init: 0x50,
      pairs: [
        [0x40, 0x40],
        [0x40, 0xc0],
      ],
    },
    { init: 0xc0, pairs: [[0, 0x40]] },
    { init: 0x80, pairs: [[0x40, 0x40]] },
    { init: 0, pairs: [[0x40, 0x40]] },
    {
      init: 0x01,
      pairs: [
        [0x00, 0x00],
        [0x00, 0x00],
      ],
    },
    { init: 0x7f, pairs: [[0xc0, 0x40]] },
  ] as const;
  const rows = dots.flatMap(({ init, pairs }) =>
    pairs.map(([a, b], i) => ({ ...pair(a, b, i === pairs.length - 1), init_i: BigInt(i === 0 ? init : 0x80) })),
  );
  const results = (options: Options) => {
    const unit = accumulator(8, 1, 32, options);
    const outputs = [...rows, idle, idle, idle].map((row) => unit.step({ init_i: 0x80n, ...row }));
    return outputs.filter(({ valid_o }) => valid_o === 1n).map(({ result_o }) => Number(result_o));
  };
  expect(results({ init: true })).toEqual([0x50, 0xc0, 0x80, 0x40, 0x01, 0x7f]);
  expect(results({ init: true, relu: true })).toEqual([0x50, 0, 0x80, 0x40, 0x01, 0x7f]);
  expect(results({})).toEqual([0, 0, 0x40, 0x40, 0, 0xc0]);
});
