import { expect, test } from "vitest";
import { integerRange, roundedWithin } from "../../testbench/oracles/fixed-rounding.js";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import type { Options, Words } from "../unit.js";
import { dfxMac } from "./unit.js";

interface Layer {
  readonly a: readonly [width: number, signed: boolean];
  readonly b: readonly [width: number, signed: boolean];
  readonly y: readonly [width: number, signed: boolean];
  readonly shift: number;
  readonly mode?: number;
  readonly init?: number;
  readonly word?: number;
}
/** Pairs of ports, each a list of sub-words, the lowest first. */
type Pairs = readonly (readonly [readonly number[], readonly number[]])[];

const packedWord = (numbers: readonly number[]): bigint =>
  numbers.reduce(
    (word, x, i) => word | (BigInt.asUintN(8 / numbers.length, BigInt(x)) << BigInt((8 / numbers.length) * i)),
    0n,
  );

function results(options: Options, dots: readonly (readonly [Layer, Pairs])[]): number[] {
  const made = instanceModel(instantiate(dfxMac, options));
  if (made.kind !== "clocked") throw new Error("not clocked");
  const accBits = Number(instantiate(dfxMac, options).config.accBits);
  const found: bigint[] = [];
  const step = (words: Words): void => {
    const { valid_o, result_o = 0n } = made.model.step(words);
    if (valid_o === 1n) found.push(result_o);
  };
  step({ rst_i: 1n });
  for (const [layer, pairs] of dots)
    for (const [i, [a, b]] of pairs.entries())
      step({
        valid_i: 1n,
        last_i: BigInt(i === pairs.length - 1),
        a_i: packedWord(a),
        b_i: packedWord(b),
        a_width_i: BigInt(layer.a[0]),
        a_signed_i: BigInt(layer.a[1]),
        b_width_i: BigInt(layer.b[0]),
        b_signed_i: BigInt(layer.b[1]),
        mode_i: BigInt(layer.mode ?? 0),
        init_i: BigInt.asUintN(accBits, BigInt(layer.init ?? 0)),
        shift_i: BigInt.asUintN(6, BigInt(layer.shift)),
        y_width_i: BigInt(layer.y[0]),
        y_signed_i: BigInt(layer.y[1]),
        rnd_i: BigInt(layer.word ?? 0),
      });
  for (let i = 0; i < 2; i++) step({ valid_i: 0n });
  return found.map((word, i) => Number(dots[i]![0].y[1] ? BigInt.asIntN(8, word) : word));
}

const drawWith = (prng: Prng, [low, high]: readonly [number, number]): number => low + prng.below(high - low + 1);

/** A random layer, sub-words of `bits`, and its dot product in doubles. */
function drawn(prng: Prng, bits: number, mode: number, round: "rhu" | "srf", rndBits: number) {
  const kind = (most: number) => [1 + prng.below(most), prng.chance(0.5)] as const;
  const layer: Layer = {
    a: kind(bits),
    b: kind(bits),
    y: kind(8),
    shift: prng.below(24) - 10,
    mode,
    init: prng.below(2001) - 1000,
    word: prng.below(2 ** rndBits),
  };
  const numbers = (given: readonly [number, boolean]) =>
    Array.from({ length: 8 / bits }, () => drawWith(prng, integerRange(...given)));
  const pairs: Pairs = Array.from({ length: 1 + prng.below(6) }, () => [numbers(layer.a), numbers(layer.b)] as const);
  const start = mode === 0 && round === "rhu" ? 0 : layer.init!;
  const sum = pairs.reduce((total, [a, b]) => total + a.reduce((part, x, i) => part + x * b[i]!, 0), start);
  const want = roundedWithin(round, sum * 2 ** -layer.shift, integerRange(...layer.y), {
    word: BigInt(layer.word!),
    bits: rndBits,
  });
  return { dot: [layer, pairs] as const, want };
}

test("all widths and signs, shifts to both sides: dot products in doubles, rounded half up and saturated", () => {
  const prng = new Prng("dfx_mac");
  const all = Array.from({ length: 4000 }, () => drawn(prng, 8, 0, "rhu", 0));
  expect(
    results(
      {},
      all.map(({ dot }) => dot),
    ),
  ).toEqual(all.map(({ want }) => want));
  expect(new Set(all.map(({ want }) => want)).size).toBeGreaterThan(80);
});

test.each([
  [8, 0],
  [4, 1],
  [2, 2],
  [2, 3],
])("sub-words of %i bits, mode %i, from a start and rounded stochastically", (bits, mode) => {
  const prng = new Prng(`dfx_mac ${mode}`);
  const options = { packed: true, init: true, accBits: 26, round: "srf", rndBits: 4 };
  const all = Array.from({ length: 2000 }, () => drawn(prng, bits, mode, "srf", 4));
  expect(
    results(
      options,
      all.map(({ dot }) => dot),
    ),
  ).toEqual(all.map(({ want }) => want));
});

test("what stands above a code is not looked at, and lengths out of range count as 8 bits", () => {
  const layer = { a: [4, false], b: [3, true], y: [8, true], shift: 0 } as const;
  // 13 in 4 bits under ones, -2 in 3 bits.
  expect(results({}, [[layer, [[[0xfd], [0x06]]]]])).toEqual([-26]);
  const odd = { a: [0, true], b: [9, false], y: [15, false], shift: 0 } as const;
  expect(
    results({}, [
      [odd, [[[-1], [0xff]]]],
      [odd, [[[1], [0xff]]]],
    ]),
  ).toEqual([0, 255]);
});

test("a binary network: one-bit weights and activations", () => {
  // Width 1 without a sign is 0 or 1, with one 0 or -1.
  const layer = { a: [1, true], b: [1, false], y: [4, true], shift: 0 } as const;
  const pairs: Pairs = [
    [1, 1],
    [1, 0],
    [0, 1],
    [1, 1],
    [1, 1],
  ].map(([x, y]) => [[x!], [y!]] as const);
  expect(results({}, [[layer, pairs]])).toEqual([-3]);
});

test.each([
  [{ accBits: 24 }, "accBits must be 25..40, got 24"],
  [{ round: "srf", rndBits: 17 }, "rndBits must be 1..16, got 17"],
  [{ round: "rto" }, "unknown round: rto (known: rdn, rne, rna, rhu, sra, srf)"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(dfxMac, options)).toThrow(message);
});
