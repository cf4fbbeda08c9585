import { describe, expect, test } from "vitest";
import { roundingOracle, targetOf } from "../../testbench/oracles/rounding.js";
import { instanceModel, instantiate } from "../instance.js";
import { lfsr } from "../lfsr/unit.js";
import { valuesOf } from "../shared/fixtures.js";
import type { ClockedModel, Options, Unit } from "../unit.js";
import { axpySr } from "./unit.js";

const wide = valuesOf("dlf16");
const codeOf = (x: number): bigint => BigInt(wide.indexOf(x));

function clocked(unit: Unit, options: Options, parameters: Record<string, number> = {}): ClockedModel {
  const made = instanceModel(instantiate(unit, options), parameters);
  if (made.kind !== "clocked") throw new Error("not clocked");
  made.model.step({ rst_i: 1n });
  return made.model;
}

// No figure of the paper can be had from this unit alone: it publishes the accuracy that nearest rounding here costs.

describe("over a full period of its words", () => {
  const options = { rndBits: 4, width: 12 };
  const period = 4095;

  function sumsOf(round: string, product: number): number[] {
    const unit = clocked(axpySr, { ...options, round });
    return Array.from({ length: period }, () => {
      const row = { valid_i: 1n, a_i: codeOf(2 ** -5), x_i: codeOf(product * 2 ** 5), y_i: codeOf(1) };
      return wide[Number(unit.step(row).result_o)]!;
    });
  }

  test.each(["sra", "srb", "src"])("%s adds what nearest rounding would lose, on average exactly", (round) => {
    const step = 2 ** -9;
    for (const sixteenths of [1, 5, 8, 13]) {
      const sums = sumsOf(round, (step * sixteenths) / 16);
      expect(sums.every((sum) => sum === 1 || sum === 1 + step)).toBe(true);
      // Of 4096 words the register never shows the one of state 0, a word 0, which rounds nothing up.
      expect(sums.filter((sum) => sum > 1)).toHaveLength(256 * sixteenths);
    }
  });
});

test("one rounding of the exact value, with the words of lfsr, which go on with valid elements only", () => {
  const [unit, words] = [clocked(axpySr, { rndBits: 6 }, { Seed: 5 }), clocked(lfsr, {}, { Seed: 5, OutW: 6 })];
  const round = roundingOracle(targetOf(wide));
  let word = words.step({ rst_i: 1n }).rnd_o!;
  const value = (i: number) => (i % 2 === 0 ? 1 : -1) * (1 + (i % 512) / 512) * 2 ** ((i % 13) - 6);
  for (let i = 0; i < 2000; i++) {
    const [a, x, y] = [value(7 * i + 1), value(11 * i + 3), value(5 * i + 2) * 2];
    const row = { a_i: codeOf(a), x_i: codeOf(x), y_i: codeOf(y) };
    if (i % 3 === 0) expect(unit.step({ ...row, valid_i: 0n }).valid_o).toBe(0n);
    const { value: want } = round(a * x + y, { round: "sra", overflow: "special", bits: 6, word: Number(word) });
    expect(unit.step({ ...row, valid_i: 1n })).toEqual({ valid_o: 1n, result_o: codeOf(want) });
    word = words.step({ en_i: 1n }).rnd_o!;
  }
});

test("a reload counts from the next element on, and 0 is refused", () => {
  const row = { a_i: codeOf(1), x_i: codeOf(2 ** -10), y_i: codeOf(1) };
  const after = (seed: bigint) => {
    const unit = clocked(axpySr, {}, { Seed: 9 });
    unit.step({ seed_valid_i: 1n, seed_i: seed });
    return Array.from({ length: 40 }, () => unit.step({ ...row, valid_i: 1n }).result_o);
  };
  const fresh = clocked(axpySr, {}, { Seed: 77 });
  expect(after(77n)).toEqual(Array.from({ length: 40 }, () => fresh.step({ ...row, valid_i: 1n }).result_o));
  expect(after(0n)).toEqual(after(9n));
});

test.each([
  [{ round: "rne" }, "unknown round: rne (known: sra, srb, src)"],
  [{ rndBits: 16, width: 20 }, "width must be at least rndBits + 8 = 24, got 20"],
  [{ acc: "posit(8,1)" }, "acc must be a minifloat format, got posit8_1"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(axpySr, options)).toThrow(message);
});
