import { describe, expect, test } from "vitest";
import { instanceModel, instantiate } from "../instance.js";
import { lfsr } from "../lfsr/unit.js";
import type { ClockedModel, Options } from "../unit.js";
import { stochasticRound } from "./unit.js";

function clocked(unit: typeof lfsr, options: Options, parameters: Record<string, number> = {}): ClockedModel {
  const made = instanceModel(instantiate(unit, options), parameters);
  if (made.kind !== "clocked") throw new Error("not clocked");
  made.model.step({ rst_i: 1n });
  return made.model;
}

const small = { src: "fp16", dst: "e4m3", rndBits: 4, width: 12 };
const period = 4095;

describe("over a full period of its words", () => {
  // fp16 1.0 is 0x3c00 and e4m3 keeps 3 of its 10 fraction bits: the tail is 7 bits, e4m3 1.0 is 0x38.
  function awayCount(round: string, tail: number): number {
    const model = clocked(stochasticRound, { ...small, round });
    let away = 0;
    for (let i = 0; i < period; i++) {
      const { code_o } = model.step({ valid_i: 1n, code_i: BigInt(0x3c00 + tail) });
      expect(code_o === 0x38n || code_o === 0x39n).toBe(true);
      away += Number(code_o === 0x39n);
    }
    return away;
  }

  test.each(["sra", "srb", "src"])("%s rounds away exactly as often as the tail says", (round) => {
    // Of 4096 words the register never shows the one of state 0, a word 0, which rounds nothing up.
    for (const tail of [0, 8, 16, 40, 64, 88, 120]) expect(awayCount(round, tail)).toBe((tail / 128) * 4096);
  });

  test("tails longer than the random word are cut, halved or rounded first", () => {
    // 13/128 lies between 1/16 and 2/16, and nearer to 2/16.
    expect(awayCount("sra", 13)).toBe(256);
    expect(awayCount("srb", 13)).toBe(512);
    expect(awayCount("src", 13)).toBe(512);
    // 10/128 is nearer to 1/16.
    expect(awayCount("sra", 10)).toBe(256);
    expect(awayCount("srb", 10)).toBe(256);
    expect(awayCount("src", 10)).toBe(256);
  });
});

describe("random words", () => {
  const codes = Array.from({ length: 200 }, (_, i) => BigInt(0x3c00 + ((i * 37) % 1024)));

  test("go on with valid codes only, and are those of lfsr", () => {
    const rounder = clocked(stochasticRound, small, { Seed: 77 });
    const words = clocked(lfsr, { width: 12 }, { Seed: 77, OutW: 4 });
    let word = words.step({ rst_i: 1n }).rnd_o!;
    for (const [i, code] of codes.entries()) {
      for (let gap = 0; gap < i % 3; gap++) expect(rounder.step({ valid_i: 0n, code_i: 0x7bffn }).valid_o).toBe(0n);
      const kept = code >> 7n;
      const tail = code & 0x7fn;
      // sra: floor(tail / 8) + R >= 16
      const want = kept - (0x3c00n >> 7n) + 0x38n + BigInt(tail / 8n + word >= 16n);
      expect(rounder.step({ valid_i: 1n, code_i: code })).toEqual({ valid_o: 1n, code_o: want });
      word = words.step({ en_i: 1n }).rnd_o!;
    }
  });

  test("a reload repeats the sequence; with 0 it is refused", () => {
    const model = clocked(stochasticRound, small, { Seed: 5 });
    const run = () => codes.map((code_i) => model.step({ valid_i: 1n, code_i }).code_o);
    const first = run();
    expect(run()).not.toEqual(first);
    model.step({ seed_valid_i: 1n, seed_i: 5n });
    model.step({ seed_valid_i: 1n, seed_i: 0n });
    expect(run()).toEqual(first);
  });
});

test("the register is at least 8 bits longer than a word", () => {
  expect(() => instantiate(stochasticRound, { ...small, width: 11 })).toThrow(
    "width must be at least rndBits + 8 = 12, got 11",
  );
  expect(() => instantiate(stochasticRound, { ...small, round: "rne" })).toThrow(
    "unknown round: rne (known: sra, srb, src)",
  );
});
