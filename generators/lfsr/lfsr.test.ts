import { describe, expect, test } from "vitest";
import { assignParameters, instantiate } from "../instance.js";
import { polynomialText } from "../shared/lfsr.js";
import { leap, lfsrModel } from "./model.js";
import { lfsr } from "./unit.js";

const widths = Array.from({ length: 29 }, (_, i) => i + 4);

/** The polynomial as it is published in the header: x^31 + x^3 + 1 gives bits 31, 3 and 0. */
function polynomial(width: number): bigint {
  const exponents = polynomialText(width)
    .split(" + ")
    .map((term) => (term === "1" ? 0 : term === "x" ? 1 : Number(term.slice(2))));
  return exponents.reduce((p, e) => p | (1n << BigInt(e)), 0n);
}

function timesModulo(a: bigint, b: bigint, p: bigint, width: number): bigint {
  let product = 0n;
  for (let i = width - 1; i >= 0; i--) {
    product <<= 1n;
    if ((product >> BigInt(width)) & 1n) product ^= p;
    if ((b >> BigInt(i)) & 1n) product ^= a;
  }
  return product;
}

/** x^n modulo p over GF(2). */
function powerOfX(n: number, p: bigint, width: number): bigint {
  let result = 1n;
  for (const bit of n.toString(2)) {
    result = timesModulo(result, result, p, width);
    if (bit === "1") result = timesModulo(result, 2n, p, width);
  }
  return result;
}

function primeFactors(n: number): number[] {
  const factors: number[] = [];
  let rest = n;
  for (let d = 2; d * d <= rest; d++) {
    if (rest % d === 0) factors.push(d);
    while (rest % d === 0) rest /= d;
  }
  return rest > 1 ? [...factors, rest] : factors;
}

function words(width: number, outBits: number, seed: number, count: number): number[] {
  const model = lfsrModel(width, outBits, seed);
  const list = [Number(model.step({ rst_i: 1n }).rnd_o)];
  while (list.length < count) list.push(Number(model.step({ en_i: 1n }).rnd_o));
  return list;
}

describe("polynomial", () => {
  test.each(widths)("degree %i is primitive: the order of x is 2^W - 1", (width) => {
    const p = polynomial(width);
    const period = 2 ** width - 1;
    expect(p >> BigInt(width)).toBe(1n);
    expect(powerOfX(period, p, width)).toBe(1n);
    for (const q of primeFactors(period)) expect(powerOfX(period / q, p, width)).not.toBe(1n);
  });

  test("the sequence is the recurrence that the header states", () => {
    // x^4 + x + 1 from 1, by hand: u(n + 4) = u(n + 1) + u(n)
    expect(words(4, 1, 1, 15)).toEqual([1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1]);
  });
});

/** Bit 0 of the words obeys a recurrence of order W, so W equal words in a row are equal for ever. */
function expectFullPeriod(width: number, outBits: number): void {
  const period = 2 ** width - 1;
  const list = words(width, outBits, 1, period + width);
  expect(list.slice(period)).toEqual(list.slice(0, width));
  for (const q of primeFactors(period)) {
    const shift = period / q;
    expect(list.some((word, n) => n + shift < list.length && word !== list[n + shift])).toBe(true);
  }
}

describe("emitted sequence", () => {
  test.each(widths.filter((w) => w <= 20))("width %i has period 2^W - 1, run to its end", (width) => {
    expectFullPeriod(width, Math.min(8, width));
  });

  test.each(widths.filter((w) => w <= 11))("width %i has it for every OutW", (width) => {
    for (let outBits = 1; outBits <= width; outBits++) expectFullPeriod(width, outBits);
  });

  test("over a period every word comes equally often, 0 once less", () => {
    const counts = new Map<number, number>();
    for (const word of words(12, 4, 5, 4095)) counts.set(word, (counts.get(word) ?? 0) + 1);
    expect(counts.size).toBe(16);
    for (const [word, count] of counts) expect(count).toBe(word === 0 ? 255 : 256);
  });

  test.each(widths)("width %i: successive words share no bit of the sequence", (width) => {
    let pairs = 0;
    for (let outBits = 1; outBits <= width; outBits++) {
      // Bit i of word n as the set of initial state bits that it is the sum of.
      const bits = new Map<string, number>();
      const runs = Array.from({ length: width }, (_, i) => words(width, outBits, 2 ** i, 2));
      for (const n of [0, 1])
        for (let i = 0; i < outBits; i++) {
          const sum = runs.map((run) => (run[n]! >>> i) & 1).join("");
          expect(bits.get(sum)).toBeUndefined();
          bits.set(sum, n);
          pairs++;
        }
    }
    expect(pairs).toBe(width * (width + 1));
  });
});

describe("step count", () => {
  test("is OutW where 2^W - 1 is prime", () => {
    for (const width of [5, 7, 13, 17, 19, 31])
      for (let outBits = 1; outBits < width; outBits++) expect(leap(width, outBits)).toBe(outBits);
  });

  test("passes over every number that shares a factor", () => {
    expect(leap(8, 5)).toBe(7); // 255 = 3 * 5 * 17
    expect(leap(12, 12)).toBe(16); // 4095 = 3^2 * 5 * 7 * 13
    expect(leap(11, 10)).toBe(10); // 2047 = 23 * 89
    expect(leap(32, 30)).toBe(31); // 3 * 5 * 17 * 257 * 65537
  });
});

describe("reload", () => {
  const at = (model: ReturnType<typeof lfsrModel>, seed: bigint, enable: bigint) =>
    model.step({ seed_valid_i: 1n, seed_i: seed, en_i: enable }).rnd_o;

  test("loads over the enable, and refuses 0", () => {
    const model = lfsrModel(8, 8, 0x5a);
    expect(model.step({ rst_i: 1n, en_i: 1n, seed_valid_i: 1n, seed_i: 3n }).rnd_o).toBe(0x5an);
    expect(at(model, 0x17n, 1n)).toBe(0x17n);
    expect(at(model, 0n, 1n)).toBe(0x17n);
    expect(at(model, 0n, 0n)).toBe(0x17n);
    expect(model.step({ en_i: 0n }).rnd_o).toBe(0x17n);
    expect(model.step({ en_i: 1n }).rnd_o).not.toBe(0x17n);
  });

  test("the parameter refuses 0", () => {
    const instance = instantiate(lfsr, { width: 8 });
    expect(() => assignParameters(instance, { Seed: 0 })).toThrow("Seed must be 1..255, got 0");
    expect(() => assignParameters(instance, { OutW: 9 })).toThrow("OutW must be 1..8, got 9");
  });
});
