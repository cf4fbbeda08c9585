import { describe, expect, test } from "vitest";
import { fixed } from "../formats/index.js";
import { integerRules } from "../testbench/oracles/fixed-rounding.js";
import { encode } from "./encode.js";
import { roundFixed, saturate } from "./fixed-round.js";
import { type FixedRoundMode, fixedRoundModes, isStochastic, type RoundMode, roundModes } from "./round.js";
import { finite } from "./value.js";

test.each([...fixedRoundModes])("%s is its definition, for all numbers of 9 bits", (mode) => {
  let count = 0;
  for (const drop of [0, 1, 2, 5])
    for (const n of isStochastic(mode) ? [1, 2, 3, 6] : [1])
      for (let word = 0; word < (isStochastic(mode) ? 2 ** n : 1); word++)
        for (let x = -256; x < 256; x++) {
          const got = Number(roundFixed(mode, BigInt(x), drop, { bits: n, word: BigInt(word) }));
          // Also turns -0 into 0.
          const want = integerRules[mode](x * 2 ** -drop, word, n) + 0;
          if (got !== want) expect({ drop, n, word, x, got }).toEqual({ drop, n, word, x, got: want });
          count++;
        }
  expect(count).toBe(4 * 512 * (isStochastic(mode) ? 2 + 4 + 8 + 64 : 1));
});

describe("what it is for", () => {
  test("modes of both kinds are what `encode` makes of them", () => {
    const dst = fixed(12, 0);
    for (const mode of fixedRoundModes) {
      if (!(roundModes as readonly string[]).includes(mode)) continue;
      for (let x = -256n; x < 256n; x++) {
        const random = { bits: 3, word: 5n };
        const value = finite(x < 0n, x < 0n ? -x : x, -4);
        const { code } = encode(dst, value, { round: mode as RoundMode, overflow: "saturate", random });
        expect(roundFixed(mode, x, 4, random)).toBe(BigInt.asIntN(12, code));
      }
    }
  });

  test("the mean of srf over all words is the number itself, of sra too as long as no bit is cut", () => {
    // Gupta et al., 2015: floor(x) with probability 1 - (x - floor(x)), else floor(x) + 1.
    for (const mode of ["srf", "sra"] as const)
      for (let x = -64; x < 64; x++) {
        let sum = 0;
        for (let word = 0n; word < 8n; word++) sum += Number(roundFixed(mode, BigInt(x), 3, { bits: 3, word }));
        expect(sum / 8).toBe(x / 8);
      }
  });

  test("with fewer random bits than are dropped srf is low by half of what is cut, sra nearer to 0 by it", () => {
    // -(2^-n - 2^-f) / 2 of a last place, toward minus infinity or toward 0.
    const mean = (mode: FixedRoundMode, from: number) => {
      let sum = 0;
      for (let x = from; x < from + 256; x++)
        for (let word = 0n; word < 4n; word++)
          sum += Number(roundFixed(mode, BigInt(x), 8, { bits: 2, word })) - x / 256;
      return sum / 1024;
    };
    expect([mean("srf", 256), mean("srf", -512)]).toEqual([-63 / 512, -63 / 512]);
    expect(mean("sra", 256)).toBe(-63 / 512);
    expect(mean("sra", -511)).toBe(63 / 512);
  });
});

test("saturation", () => {
  expect([-129n, -128n, 0n, 127n, 128n].map((x) => saturate(x, 8, true))).toEqual([-128n, -128n, 0n, 127n, 127n]);
  expect([-1n, 0n, 255n, 256n].map((x) => saturate(x, 8, false))).toEqual([0n, 0n, 255n, 255n]);
});
