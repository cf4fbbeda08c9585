import { describe, expect, test } from "vitest";
import { minifloat, minifloats } from "../formats/index.js";
import { decode } from "./decode.js";
import { encode, type Rounding } from "./encode.js";
import { isStochastic, type RoundMode, roundModes, roundsAway } from "./round.js";
import { finite, fromNumber, toNumber } from "./value.js";

const stochastic = roundModes.filter(isStochastic);

describe("mean of the stochastic modes over all random words and all tails of f bits, f > n", () => {
  // In units of 2^-(f+n) of a last place, so that everything is an integer.
  const bias: Record<string, (n: number, f: number) => number> = {
    // -(2^-n - 2^-f) / 2
    sra: (n, f) => -(2 ** (f + n) * (2 ** -n - 2 ** -f)) / 2,
    // +2^-(f+1)
    srb: (n) => 2 ** (n - 1),
    src: () => 0,
  };
  const sizes = [1, 2, 3, 4, 5].flatMap((n) => [1, 2, 4].map((more) => ({ n, f: n + more })));

  test.each(stochastic.flatMap((mode) => sizes.map((size) => ({ mode, ...size }))))("$mode, n = $n, f = $f", (c) => {
    const { mode, n, f } = c;
    let sum = 0;
    for (let tail = 0; tail < 2 ** f; tail++) {
      for (let word = 0; word < 2 ** n; word++) {
        const random = { bits: n, word: BigInt(word) };
        const away = roundsAway(mode, { odd: false, negative: false, lost: BigInt(tail), lostBits: f }, random);
        sum += (away ? 2 ** f : 0) - tail;
      }
    }
    // The mean of 2^(f+n) roundings, each in units of 2^-f.
    expect(sum / 2 ** f).toBe(bias[mode]!(n, f));
  });

  test("with f <= n the modes A and C are exact on average", () => {
    for (const mode of ["sra", "src"] as const)
      for (let tail = 0; tail < 8; tail++) {
        const tailOf = { odd: true, negative: true, lost: BigInt(tail), lostBits: 3 };
        const words = Array.from({ length: 32 }, (_, word) => ({ bits: 5, word: BigInt(word) }));
        expect(words.filter((random) => roundsAway(mode, tailOf, random)).length).toBe(4 * tail);
      }
  });

  test("the published example: 8-bit tails", () => {
    // n = 2: -63/512, +1/512, 0 of a last place; n = 4: -15/512, +1/512, 0.
    expect([bias.sra!(2, 8) / 2 ** 10, bias.srb!(2, 8) / 2 ** 10]).toEqual([-63 / 512, 1 / 512]);
    expect([bias.sra!(4, 8) / 2 ** 12, bias.srb!(4, 8) / 2 ** 12]).toEqual([-15 / 512, 1 / 512]);
  });
});

describe("end to end, into e5m2 from numbers with 5-bit tails", () => {
  test.each(stochastic)("%s: the mean lies between the neighbours where it should", (round) => {
    for (const negative of [false, true])
      for (const scale of [-9, 3])
        for (let tail = 0; tail < 32; tail++) {
          const x = finite(negative, BigInt(5 * 32 + tail), scale);
          let sum = 0;
          for (let word = 0; word < 8; word++) {
            const random = { bits: 3, word: BigInt(word) };
            sum += toNumber(
              decode(minifloats.e5m2!, encode(minifloats.e5m2!, x, { round, overflow: "special", random }).code),
            );
          }
          const ulp = 32 * 2 ** scale;
          // No mode is off by more than one step of its random word.
          expect(Math.abs(sum / 8 - toNumber(x))).toBeLessThanOrEqual(ulp / 8);
        }
  });
});

test("an exact number moves in no mode", () => {
  for (const mode of roundModes)
    for (const odd of [false, true])
      for (const word of [0n, 7n]) {
        const tail = { odd, negative: false, lost: 0n, lostBits: 5 };
        expect(roundsAway(mode, tail, { bits: 3, word })).toBe(false);
      }
});

test("a stochastic mode without a random word is refused", () => {
  for (const mode of stochastic)
    expect(() => roundsAway(mode, { odd: false, negative: false, lost: 1n, lostBits: 2 })).toThrow(
      `rounding ${mode} needs a random word`,
    );
});

describe("a larger number never rounds to a smaller one", () => {
  const flush = minifloat({ ...minifloats.fp12!, expBits: 4, fracBits: 3, bias: 7, highNans: 7, lowest: "flush" });
  const targets = ["e4m3", "e5m2", "e5m2fnuz", "e2m1", "hfp8_fwd", "hfp8_bwd", "binary8p1", "binary8p5"].map(
    (name) => minifloats[name]!,
  );
  const cases = [...targets, flush].flatMap((f) => roundModes.map((round) => [f.name, round, f] as const));

  test.each(cases)("%s %s", (_, round: RoundMode, f) => {
    const words = isStochastic(round) ? [0n, 3n, 7n] : [0n];
    for (const word of words) {
      const rounding: Rounding = { round, overflow: "saturate", random: { bits: 3, word } };
      let last = -Infinity;
      // Steps of 1/37 of a binade pass every code, subnormals and both ends of the range included.
      for (const exponent of steps(f.minExp - f.fracBits - 3, f.maxExp + 2)) {
        const value = toNumber(decode(f, encode(f, fromNumber(exponent), rounding).code));
        if (value < last) throw new Error(`${exponent} gives ${value} after ${last}`);
        last = value;
      }
      expect(last).toBe(toNumber(decode(f, f.maxFiniteCode)));
    }
  });

  function steps(lowExp: number, highExp: number): number[] {
    const up: number[] = [0];
    for (let exp = lowExp; exp <= highExp; exp++) for (let i = 0; i < 37; i++) up.push(2 ** exp * (1 + i / 37));
    return [
      ...up
        .slice(1)
        .map((x) => -x)
        .reverse(),
      ...up,
    ];
  }
});
