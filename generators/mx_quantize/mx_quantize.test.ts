import { describe, expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { type Judge, judged, valuesOf } from "../shared/fixtures.js";
import { mxQuantize } from "./unit.js";

/** The element formats of the standard, section 5.3: exponent of the largest power of two, and the largest number. */
const elements = {
  e4m3: { emax: 8, largest: 448 },
  e5m2: { emax: 15, largest: 57344 },
  e3m2: { emax: 4, largest: 28 },
  e2m3: { emax: 2, largest: 7.5 },
  e2m1: { emax: 2, largest: 6 },
} as const;

/** INT8 of the standard: k / 64, of which the quantiser uses -127..127. */
const int8 = { emax: 0, largest: 127 / 64 };

/** The number nearest to x, ties to the even code, by search; its magnitudes in the order of their codes. */
function nearest(magnitudes: readonly number[], x: number): number {
  // Beyond the largest one doubles would not tell the distances apart.
  const size = Math.min(Math.abs(x), 2 * magnitudes.at(-1)!);
  let best = 0;
  for (const [code, magnitude] of magnitudes.entries()) {
    const [near, than] = [Math.abs(magnitude - size), Math.abs(magnitudes[best]! - size)];
    if (near < than || (near === than && code % 2 === 0)) best = code;
  }
  return magnitudes[best]! * (Object.is(x, -0) || x < 0 ? -1 : 1);
}

/** By the text of the standard, in doubles, which hold the numbers of these formats and their quotients exactly. */
function blockJudge(
  source: readonly number[],
  rule: { emax: number; largest: number },
  read: readonly number[],
): Judge {
  const half = read.length / 2;
  // Two's complement has one zero.
  const same = (x: number, y: number): boolean => (read[half] === 0 ? Object.is(x, y) : x === y);
  const magnitudes = read.slice(0, half).filter((x) => x <= rule.largest);
  return (inputs, outputs) => {
    const lanes = Object.keys(inputs).filter((name) => name.startsWith("x_i")).length;
    const at = (words: typeof inputs, name: string, lane: number): number =>
      Number(words[lanes === 1 && words[name] !== undefined ? name : `${name}_${lane}`]);
    const xs = Array.from({ length: lanes }, (_, lane) => source[at(inputs, "x_i", lane)]!);
    const got = xs.map((_, lane) => at(outputs, "element_o", lane));
    const scale = Number(outputs.scale_o);
    if (!xs.every(Number.isFinite)) return scale === 255 && got.every((code) => code === 0);
    const largest = Math.max(...xs.map(Math.abs));
    if (largest === 0) return scale === 0 && got.every((code) => read[code]! === 0);
    let exp = 0;
    while (2 ** exp > largest) exp--;
    while (2 ** (exp + 1) <= largest) exp++;
    const shared = Math.max(-127, Math.min(127, exp - rule.emax));
    return (
      scale === shared + 127 && xs.every((x, lane) => same(read[got[lane]!]!, nearest(magnitudes, x / 2 ** shared)))
    );
  };
}

describe("by the rule of the standard", () => {
  test.each([
    ...(Object.keys(elements) as (keyof typeof elements)[]).map((dst) => ["e5m2", dst] as const),
    ["dlf16", "e4m3"] as const,
    ["bf16", "e3m2"] as const,
    ["e4m3", "e2m1"] as const,
  ])("%s in blocks of %s", async (src, dst) => {
    const judge = blockJudge(valuesOf(src), elements[dst], valuesOf(dst));
    const { rows, wrong } = await judged(mxQuantize, { src, dst, lanes: 2 }, judge);
    expect(wrong).toEqual([]);
    expect(rows).toBe(65536);
  });

  test("bf16 in blocks of INT8, whose most negative code is not used", async () => {
    const read = Array.from({ length: 256 }, (_, code) => (code < 128 ? code : code - 256) / 64);
    const judge = blockJudge(valuesOf("bf16"), int8, read);
    const { rows, wrong } = await judged(mxQuantize, { src: "bf16", dst: "fixed(2,6)", lanes: 2 }, judge);
    expect(wrong).toEqual([]);
    expect(rows).toBe(65536);
  });
});

test("scales are clamped at both ends, and what is above the largest one saturates", async () => {
  const src = { expBits: 9, fracBits: 2, bias: 200, lowest: "subnormal", hasInf: false, highNans: 0, negZero: "zero" };
  const source = Array.from({ length: 4096 }, (_, code) => {
    const [field, frac] = [(code >> 2) % 512, code % 4];
    const size = field === 0 ? frac * 2 ** -201 : (4 + frac) * 2 ** (field - 202);
    return code < 2048 ? size : -size;
  });
  const judge = blockJudge(source, elements.e2m1, valuesOf("e2m1"));
  const { rows, wrong } = await judged(mxQuantize, { src, dst: "e2m1", lanes: 1 }, judge);
  expect(wrong).toEqual([]);
  expect(rows).toBe(4096);
});

test("a format that cannot be one of elements, and blocks out of range, are refused", () => {
  expect(() => instantiate(mxQuantize, { src: "bf16", dst: "uint(8)" })).toThrow("dst must be signed, got uint8");
  expect(() => instantiate(mxQuantize, { src: "bf16", dst: "e4m3", lanes: 65 })).toThrow("lanes must be 1..64, got 65");
});
