import { describe, expect, test } from "vitest";
import { dotProducts } from "../../testbench/oracles/dots.js";
import { integerRange, roundedWithin } from "../../testbench/oracles/fixed-rounding.js";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import { fixedMac } from "./unit.js";

const signedWord = (width: number) => (word: bigint) => Number(BigInt.asIntN(width, word));

describe("against sums in doubles, rounded once", () => {
  const prng = new Prng("fixed_mac");
  const draw = (low: number, high: number) => low + prng.below(high - low + 1);

  test.each(["rdn", "rne", "rna", "rhu", "sra", "srf"] as const)("16 bits, %s", (round) => {
    const instance = instantiate(fixedMac, { a: "fixed(8,8)", round });
    // Small factors as well, so that not every sum saturates.
    const dots = Array.from({ length: 400 }, () => {
      const most = prng.pick([32767, 600, 40]);
      const pairs = Array.from({ length: 1 + prng.below(30) }, () => [draw(-most, most), draw(-most, most)] as const);
      return { pairs, word: prng.below(256) };
    });
    const want = dots.map(({ pairs, word }) => {
      const sum = pairs.reduce((total, [a, b]) => total + a * b, 0);
      return roundedWithin(round, sum / 256, integerRange(16, true), { word: BigInt(word), bits: 8 });
    });
    expect(dotProducts(instance, dots).map(signedWord(16))).toEqual(want);
    expect(new Set(want).size).toBeGreaterThan(100);
  });

  test("an unsigned and a signed factor, a start, and another format of the result", () => {
    const options = { a: "ufixed(1,5)", b: "fixed(2,4)", dst: "fixed(4,4)", round: "rne", init: true };
    const dots = Array.from({ length: 400 }, () => {
      const pairs = Array.from({ length: 1 + prng.below(4) }, () => [draw(0, 63), draw(-32, 31)] as const);
      return { pairs, init: draw(-128, 127) };
    });
    const want = dots.map(({ pairs, init }) => {
      const sum = pairs.reduce((total, [a, b]) => total + (a / 32) * (b / 16), init / 16);
      return roundedWithin("rne", sum * 16, integerRange(8, true));
    });
    expect(dotProducts(instantiate(fixedMac, options), dots).map(signedWord(8))).toEqual(want);
  });

  test("unsigned factors and result; negative results of a ReLU", () => {
    const pairs = [
      [15, 15],
      [15, 15],
    ] as const;
    expect(dotProducts(instantiate(fixedMac, { a: "uint(4)", dst: "uint(8)" }), [{ pairs }])).toEqual([255n]);
    expect(dotProducts(instantiate(fixedMac, { a: "uint(4)", dst: "uint(9)" }), [{ pairs }])).toEqual([450n]);
    const signs = { a: "int(4)", dst: "int(8)", round: "rne", relu: true };
    const dots = [{ pairs: [[-3, 2]] }, { pairs: [[-3, -2]] }] as const;
    expect(dotProducts(instantiate(fixedMac, signs), dots)).toEqual([0n, 6n]);
  });
});

describe("what Gupta et al. use it for", () => {
  // A step of 3/16 of the last place, 4096 times: <8,8>, products in units of 2^-16.
  const step = [[48, 1]] as const;
  const options = { a: "fixed(8,8)" };

  test("nearest loses every small update, stochastic rounding keeps their mean exactly", () => {
    const words = Array.from({ length: 256 }, (_, word) => ({ pairs: step, word }));
    const total = (round: string) =>
      dotProducts(instantiate(fixedMac, { ...options, round }), words)
        .map(signedWord(16))
        .reduce((sum, x) => sum + x, 0);
    expect(total("rne")).toBe(0);
    // 256 steps of 48/256 of a last place.
    expect(total("srf")).toBe(48);
  });

  test("the rounding is that of QPyTorch: nearbyint(x + r - 1/2), but for its ties", () => {
    const prng = new Prng("qpytorch");
    const dots = Array.from({ length: 300 }, () => ({
      pairs: [[prng.below(400) - 200, prng.below(400) - 200]] as const,
      word: prng.below(128),
    }));
    const instance = instantiate(fixedMac, { ...options, rndBits: 7 });
    const results = dotProducts(instance, dots).map(signedWord(16));
    let compared = 0;
    for (const [i, { pairs, word }] of dots.entries()) {
      const x = (pairs[0]![0] * pairs[0]![1]) / 256 + word / 128 - 0.5;
      if (x - Math.floor(x) === 0.5) continue;
      expect(results[i]).toBe(Math.round(x) + 0);
      compared++;
    }
    expect(compared).toBeGreaterThan(250);
  });

  test("the accumulator of 16-bit factors has 48 bits, as many as a DSP", () => {
    expect(instantiate(fixedMac, options).config.accBits).toBe(48);
    // With fewer it wraps sooner: at 2^39 in units of 2^-16 here; a negative product behind that comes back.
    const instance = instantiate(fixedMac, { ...options, accBits: 40 });
    const largest = Array.from({ length: 512 }, () => [-32768, -32768] as const);
    const dots = [{ pairs: largest }, { pairs: largest.slice(1) }, { pairs: [...largest, [32767, -32768] as const] }];
    expect(dotProducts(instance, dots).map(signedWord(16))).toEqual([-32768, 32767, 32767]);
  });
});

test("valid_o is high in the second cycle after last_i, and result_o stays", () => {
  const made = instanceModel(instantiate(fixedMac, { a: "int(8)", round: "rne" }));
  if (made.kind !== "clocked") throw new Error("not clocked");
  const pair = { rst_i: 0n, valid_i: 1n, last_i: 1n, a_i: 2n, b_i: 3n };
  const idle = { rst_i: 0n, valid_i: 0n, last_i: 1n, a_i: 9n, b_i: 9n };
  const rows = [{ rst_i: 1n }, pair, idle, idle, pair, { rst_i: 1n }, idle];
  expect(rows.map((row) => made.model.step(row)).map((out) => [out.valid_o, out.result_o])).toEqual([
    [0n, 0n],
    [0n, 0n],
    [1n, 6n],
    [0n, 6n],
    [0n, 6n],
    [0n, 0n],
    [0n, 0n],
  ]);
});

test.each([
  [{ a: "int(8)", accBits: 15 }, "accBits must be at least that of a product, 16, got 15"],
  [{ a: "int(8)", accBits: 64 }, "accBits must be 2..63, got 64"],
  [{ a: "int(8)", dst: "fixed(4,4)" }, "dst must have 0..54 fraction bits fewer than a product, which has 0; got 4"],
  [{ a: "e4m3" }, "a must be a fixed format, got e4m3"],
  [{ a: "uint(8)", relu: true }, "relu needs a signed dst, got uint8"],
  [{ a: "int(40)" }, "a and b need an accumulator of 96 bits, more than 63"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fixedMac, options)).toThrow(message);
});
