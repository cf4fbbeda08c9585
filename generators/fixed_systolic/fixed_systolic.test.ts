import { describe, expect, test } from "vitest";
import { Prng } from "../../testbench/prng.js";
import { behaviourRows } from "../emit.js";
import { type Instance, instanceModel, instantiate } from "../instance.js";
import type { ClockedModel, Words } from "../unit.js";
import { cyclesOf, drawMatrix, type Matrix, productOf, roundedSum, wordsFrom } from "./fixtures.js";
import { fixedSystolic } from "./unit.js";

function modelOf(instance: Instance, parameters: Record<string, number>): ClockedModel {
  const made = instanceModel(instance, parameters);
  if (made.kind !== "clocked") throw new Error("expected a clocked unit");
  made.model.reset();
  return made.model;
}

const rowOf = (instance: Instance, name: string): string =>
  behaviourRows(instance).find(([left]) => left === name)?.[1] ?? "";

/** The numbers of the formula in the header, `1 + (Seed - 1 + 2531 c) mod (2^12 - 1)`. */
function statedSeed(instance: Instance, seed: number, column: number): bigint {
  const found = /^1 \+ \(Seed - 1 \+ (\d+) c\) mod \(2\^(\d+) - 1\)$/.exec(rowOf(instance, "seed of column c"));
  const [, step, width] = found!;
  return 1n + ((BigInt(seed) - 1n + BigInt(step!) * BigInt(column)) % (2n ** BigInt(width!) - 1n));
}

/** The words of one column, from what the header states. */
function statedWords(instance: Instance, seed: number, column: number, bits: number): Generator<bigint, never> {
  const [, polynomial] = /^lfsr of \d+ bits, (.*), from Seed$/.exec(rowOf(instance, "random word"))!;
  const [, steps] = /^(\d+) steps with each valid result of a column, none without$/.exec(rowOf(instance, "advance"))!;
  return wordsFrom(polynomial!, statedSeed(instance, seed, column), bits, Number(steps));
}

interface Result {
  readonly at: number;
  readonly code: bigint;
}
const resultsOf = (outputs: readonly Words[], c: number): Result[] =>
  outputs.flatMap((out, at) => (out[`valid_o_${c}`] === 1n ? [{ at, code: out[`result_o_${c}`]! }] : []));

describe("the matrix product in integers, rounded once, in the order and the cycles that the header states", () => {
  const sizes = [
    [2, 2, 3],
    [3, 2, 7],
    [1, 4, 1],
    [4, 1, 9],
  ] as const;
  const rounds = ["srf", "sra", "rdn", "rne", "rna", "rhu"] as const;
  const cases = rounds.flatMap((round) => sizes.map(([rows, cols, terms]) => ({ round, rows, cols, terms })));

  test.each(cases)("$round, $rows x $cols of $terms products", ({ round, rows, cols, terms }) => {
    const random = round === "srf" || round === "sra";
    const bits = random ? 5 : 0;
    const options = { a: "fixed(4,4)", b: "fixed(3,4)", dst: "fixed(4,4)", accBits: 20 };
    const instance = instantiate(fixedSystolic, { ...options, round, ...(random && { rndBits: bits, width: 17 }) });
    const model = modelOf(instance, { Rows: rows, Cols: cols, ...(random && { Seed: 99 }) });
    const words = Array.from({ length: cols }, (_, c) => (random ? statedWords(instance, 99, c, bits) : undefined));
    const prng = new Prng(`fixed_systolic ${round} ${rows} ${cols}`);
    let saturated = 0;
    for (let matrix = 0; matrix < 12; matrix++) {
      const most = matrix === 0 ? 63 : prng.pick([5, 20, 63]);
      const a = drawMatrix(prng, rows, terms, [-2 * most, 2 * most]);
      const b = drawMatrix(prng, terms, cols, [-most, most]);
      const outputs = cyclesOf(a, b, [8, 7], 3 + cols + 2 * rows).map((row) => model.step(row));
      const sums = productOf(a, b, 20);
      for (let c = 0; c < cols; c++) {
        const want = sums.map((row, r) => {
          const word = words[c]?.next().value ?? 0n;
          const code = roundedSum(row[c]!, word, { round, drop: 4, width: 8, bits });
          saturated += Number(code === 127 || code === -128);
          // A row here is what stands behind its edge, a cycle before the one in which it is seen.
          return { at: terms - 1 + c + 2 * r + 4 - 1, code: BigInt.asUintN(8, BigInt(code)) };
        });
        expect(resultsOf(outputs, c)).toEqual(want);
      }
    }
    expect(saturated).toBeGreaterThan(0);
  });
});

describe("dot products one behind the other", () => {
  const instance = instantiate(fixedSystolic, { a: "int(4)", dst: "int(12)", round: "rne" });
  const [rows, cols] = [3, 2];

  /** Results of column 0 of three matrices, fed without a gap, and those wanted. */
  function fed(terms: number): { got: bigint[]; want: bigint[] } {
    const prng = new Prng(`behind ${terms}`);
    const products: (readonly [Matrix, Matrix])[] = Array.from({ length: 3 }, () => [
      drawMatrix(prng, rows, terms, [-8, 7]),
      drawMatrix(prng, terms, cols, [-8, 7]),
    ]);
    const cycles = products.flatMap(([a, b], i) => cyclesOf(a, b, [4, 4], i === 2 ? 20 : 0));
    const model = modelOf(instance, { Rows: rows, Cols: cols });
    const got = resultsOf(
      cycles.map((row) => model.step(row)),
      0,
    ).map(({ code }) => code);
    const want = products.flatMap(([a, b]) => productOf(a, b, 24).map((row) => BigInt.asUintN(12, row[0]!)));
    return { got, want };
  }

  test("from 2 Rows - 1 products on none is lost", () => {
    for (const terms of [2 * rows - 1, 2 * rows, 2 * rows + 3]) {
      const { got, want } = fed(terms);
      expect(got).toHaveLength(9);
      expect([...got].sort()).toEqual([...want].sort());
    }
  });

  test("with one product fewer a new result replaces an old one in its way", () => {
    const { got, want } = fed(2 * rows - 2);
    expect(got.length).toBeLessThan(want.length);
    expect(got[0]).toBe(want[0]);
  });
});

test("the sum wraps in the accumulator, and saturates in the result alone", () => {
  const options = { a: "int(4)", dst: "int(6)", round: "rne", accBits: 9 };
  const model = modelOf(instantiate(fixedSystolic, options), { Rows: 1, Cols: 1 });
  const result = (terms: number): bigint => {
    const [a, b] = [[Array<number>(terms).fill(-8)], Array.from({ length: terms }, () => [-8])];
    const [only] = resultsOf(
      cyclesOf(a, b, [4, 4], 6).map((row) => model.step(row)),
      0,
    );
    return BigInt.asIntN(6, only!.code);
  };
  // 64 and 192 are beyond 31; 256 is -256 in 9 bits, and 512 is 0.
  expect([1, 3, 4, 8].map(result)).toEqual([31n, 31n, -32n, 0n]);
});

describe("seeds", () => {
  test.each([9, 10, 12, 16, 20, 24, 31, 32])(
    "of %i bits: no two of 64 columns have the same, and none is 0",
    (width) => {
      const instance = instantiate(fixedSystolic, { a: "int(4)", rndBits: 1, width });
      for (const seed of [1, 2, 77, 2 ** width - 2, 2 ** width - 1]) {
        const seeds = Array.from({ length: 64 }, (_, c) => statedSeed(instance, seed, c));
        expect(new Set(seeds).size).toBe(64);
        expect(seeds[0]).toBe(BigInt(seed));
        expect(seeds.every((state) => state > 0n && state < 2n ** BigInt(width))).toBe(true);
      }
    },
  );

  test("a reset brings the first words back, and a column without results keeps its word", () => {
    const instance = instantiate(fixedSystolic, { a: "fixed(2,6)" });
    const model = modelOf(instance, { Rows: 1, Cols: 2, Seed: 5 });
    const run = (): bigint[] => {
      const cycles = Array.from({ length: 40 }, () => cyclesOf([[13]], [[21, 21]], [8, 8], 7)).flat();
      const outputs = cycles.map((row) => model.step(row));
      return [0, 1].flatMap((c) => resultsOf(outputs, c).map(({ code }) => code));
    };
    const first = run();
    expect(first).toHaveLength(80);
    // 13 * 21 / 64 is 4.27.
    expect(new Set(first)).toEqual(new Set([4n, 5n]));
    expect(first.slice(0, 40)).not.toEqual(first.slice(40));
    expect(run()).not.toEqual(first);
    model.step({ rst_i: 1n });
    for (let i = 0; i < 9; i++) model.step({ ...cyclesOf([[1]], [[1, 1]], [8, 8], 1)[1]! });
    expect(run()).toEqual(first);
  });
});

test.each([
  [{ a: "int(8)", accBits: 15 }, "accBits must be at least that of a product, 16, got 15"],
  [{ a: "int(8)", dst: "fixed(4,4)" }, "dst must have 0..54 fraction bits fewer than a product, which has 0; got 4"],
  [{ a: "e4m3" }, "a must be a fixed format, got e4m3"],
  [{ a: "int(8)", round: "rne", rndBits: 4 }, "rndBits needs a stochastic round (sra, srf), got rne"],
  [{ a: "int(8)", round: "rne", width: 20 }, "width needs a stochastic round (sra, srf), got rne"],
  [{ a: "int(8)", width: 15 }, "width must be at least rndBits + 8 = 16, got 15"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fixedSystolic, options)).toThrow(message);
});

test.each([
  [{ Rows: 0 }, "Rows must be 1..64, got 0"],
  [{ Cols: 65 }, "Cols must be 1..64, got 65"],
  [{ Seed: 0 }, "Seed must be 1..2147483647, got 0"],
])("%j is refused", (parameters, message) => {
  expect(() => instanceModel(instantiate(fixedSystolic, { a: "int(8)" }), parameters)).toThrow(message);
});
