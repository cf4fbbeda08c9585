import { describe, expect, test } from "vitest";
import { minifloats } from "../../formats/index.js";
import { decode, encode, fromNumber, toNumber } from "../../golden/index.js";
import { callableModel, instantiate } from "../instance.js";
import { equals, judged, noise, valuesOf } from "../shared/fixtures.js";
import type { Options } from "../unit.js";
import { int4Quantize } from "./unit.js";

const nearest: Record<string, (x: number) => number> = {
  rna: (x) => Math.sign(x) * Math.round(Math.abs(x)),
  rne: (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)),
};

/** Products of these formats are exact doubles. */
function oracle({ src, scale = src, levels = "symmetric", round = "rne" }: Record<string, string>) {
  const [xs, scales] = [valuesOf(src!), valuesOf(scale!)];
  const least = levels === "full" ? -8 : -7;
  return equals(({ x_i, scale_i }) => {
    const product = xs[Number(x_i)]! * scales[Number(scale_i)]!;
    const level = Number.isNaN(product) ? 7 : Math.min(7, Math.max(least, nearest[round]!(product)));
    return { q_o: BigInt.asUintN(4, BigInt(level)) };
  });
}

describe("round and clip, in doubles", () => {
  test.each([
    { src: "e4m3" },
    { src: "e5m2", scale: "e4m3", round: "rna" },
    { src: "e4m3fnuz", scale: "hfp8_fwd", levels: "full" },
    { src: "binary8p3", scale: "e2m1" },
    { src: "hobflops9", scale: "e3m2", round: "rna", levels: "full" },
    { src: "e2m1", scale: "e2m3" },
  ])("all pairs of %j", async (options) => {
    const { rows, wrong } = await judged(int4Quantize, options, oracle(options));
    expect(wrong).toEqual([]);
    expect(rows).toBe(valuesOf(options.src).length * valuesOf(options.scale ?? options.src).length);
  });

  test.each([{ src: "dlf16" }, { src: "fp16", scale: "dlf16", levels: "full", round: "rna" }])(
    "a sample of %j",
    async (options) => {
      const { rows, wrong } = await judged(int4Quantize, options, oracle(options as Record<string, string>));
      expect(wrong).toEqual([]);
      expect(rows).toBe(65536);
    },
  );
});

/** Levels of numbers by a clip alpha: the scale is 7 / alpha in the format. */
function levels(numbers: readonly number[], alpha: number, options: Options = {}): number[] {
  const format = minifloats.fp16!;
  const model = callableModel(instantiate(int4Quantize, { src: "fp16", ...options }));
  const code = (x: number) => encode(format, fromNumber(x), { round: "rne", overflow: "saturate" }).code;
  const scale_i = code(7 / alpha);
  return numbers.map((x) => Number(BigInt.asIntN(4, model({ x_i: code(x), scale_i }).q_o!)));
}

test("15 levels, from one clip to the other", () => {
  const steps = Array.from({ length: 21 }, (_, i) => (i - 10) * 0.5);
  expect(levels(steps, 3.5)).toEqual([-7, -7, -7, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7]);
  expect(levels(steps.slice(0, 4), 3.5, { levels: "full" })).toEqual([-8, -8, -8, -7]);
});

test("SAWB's published coefficients clip where the error of normal weights is least", () => {
  const random = noise(7);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const format = minifloats.fp16!;
  const weights = Array.from({ length: 20000 }, () => {
    const { code } = encode(format, fromNumber(gauss() * 0.05), { round: "rne", overflow: "saturate" });
    return toNumber(decode(format, code));
  });
  const mean = (f: (x: number) => number) => weights.reduce((sum, x) => sum + f(x), 0) / weights.length;
  const alpha = 12.035 * Math.sqrt(mean((x) => x * x)) - 12.03 * mean(Math.abs);
  const error = (clip: number) => {
    const codes = levels(weights, clip);
    return codes.reduce((sum, q, i) => sum + ((q * clip) / 7 - weights[i]!) ** 2, 0);
  };
  const around = [0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.25, 1.5, 2].map((factor) => error(alpha * factor));
  const least = Math.min(...around, error(alpha));
  expect(error(alpha) / least).toBeLessThan(1.05);
  expect(Math.max(...around) / least).toBeGreaterThan(2);
});

test.each([
  [{}, /^int4_quantize needs src/],
  [{ src: "fp16", scale: "int(8)" }, "scale must be a minifloat format, got int8"],
  [{ src: "fp16", levels: "15" }, "unknown levels: 15 (known: symmetric, full)"],
  [{ src: "fp16", round: "rtz" }, "unknown round: rtz (known: rne, rna)"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(int4Quantize, options)).toThrow(message);
});
