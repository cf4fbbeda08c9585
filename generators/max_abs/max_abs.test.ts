import { describe, expect, test } from "vitest";
import { instanceModel, instantiate } from "../instance.js";
import { noise, valuesOf } from "../shared/fixtures.js";
import type { ClockedModel } from "../unit.js";
import { maxAbs } from "./unit.js";

function unitOf(src: string, CountW = 16): ClockedModel {
  const made = instanceModel(instantiate(maxAbs, { src }), { CountW });
  if (made.kind !== "clocked") throw new Error("not clocked");
  made.model.step({ rst_i: 1n });
  return made.model;
}

interface Seen {
  readonly max: number;
  readonly count: number;
}

/** Tensors back to back, with gaps where `gap` says so. */
function stream(src: string, tensors: readonly (readonly number[])[], limit: number, CountW = 16): Seen[] {
  const unit = unitOf(src, CountW);
  const values = valuesOf(src);
  const seen: Seen[] = [];
  const step = (words: Record<string, bigint>) => {
    const { valid_o, max_o, count_o } = unit.step({ limit_i: BigInt(limit), ...words });
    if (valid_o === 1n) seen.push({ max: values[Number(max_o)]!, count: Number(count_o) });
  };
  for (const tensor of tensors)
    for (const [i, code] of tensor.entries()) {
      step({ valid_i: 1n, last_i: BigInt(i === tensor.length - 1), x_i: BigInt(code) });
      if (code % 3 === 0) step({ valid_i: 0n, last_i: 1n, x_i: 0x7fn });
    }
  return seen;
}

describe("Math.max over the values, and a count of those above the limit", () => {
  test.each(["e4m3", "e5m2", "e4m3fnuz", "hfp8_bwd", "hobflops8", "binary8p3", "e2m1"])("%s", (src) => {
    const values = valuesOf(src);
    const random = noise(values.length);
    const codes = (n: number) => Array.from({ length: n }, () => Math.floor(random() * values.length));
    for (let limit = 0; limit < values.length / 2; limit += 5) {
      const tensors = Array.from({ length: 24 }, (_, i) => codes(1 + (i % 9)));
      const bound = values[limit]!;
      const want = tensors.map((tensor) => {
        const sizes = tensor.map((code) => Math.abs(values[code]!));
        return { max: Math.max(...sizes), count: sizes.filter((x) => Number.isNaN(x) || x > bound).length };
      });
      expect(stream(src, tensors, limit)).toEqual(want);
    }
  });
});

test("the counter stays at its end", () => {
  expect(stream("e4m3", [Array(20).fill(0x38), [0x38, 0x38]], 0x30, 3)).toEqual([
    { max: 1, count: 7 },
    { max: 1, count: 2 },
  ]);
});

test("the outputs run along, and a reset clears them", () => {
  const unit = unitOf("fp16");
  const x = (code: bigint, last = 0n) => unit.step({ valid_i: 1n, last_i: last, x_i: code, limit_i: 0x3c00n });
  expect(x(0xbc00n)).toEqual({ valid_o: 0n, max_o: 0x3c00n, count_o: 0n });
  expect(x(0x4000n)).toEqual({ valid_o: 0n, max_o: 0x4000n, count_o: 1n });
  expect(x(0xfe01n, 1n)).toEqual({ valid_o: 1n, max_o: 0x7e00n, count_o: 2n });
  expect(x(0x8000n)).toEqual({ valid_o: 0n, max_o: 0n, count_o: 0n });
  expect(x(0xfc00n)).toEqual({ valid_o: 0n, max_o: 0x7c00n, count_o: 1n });
  expect(unit.step({ rst_i: 1n })).toEqual({ valid_o: 0n, max_o: 0n, count_o: 0n });
});

test.each([
  [{}, /^max_abs needs src/],
  [{ src: "posit(8,1)" }, "src must be a minifloat format, got posit8_1"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(maxAbs, options)).toThrow(message);
});

test("a counter of 33 bits is refused", () => {
  expect(() => unitOf("fp16", 33)).toThrow("CountW must be 1..32, got 33");
});
