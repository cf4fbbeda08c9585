import { expect, test } from "vitest";
import { integerRange, roundedWithin } from "../../testbench/oracles/fixed-rounding.js";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import type { ClockedModel, Options, Words } from "../unit.js";
import { rangeBn } from "./unit.js";

function unitOf(options: Options = {}, ChunkLen = 64): ClockedModel {
  const made = instanceModel(instantiate(rangeBn, options), { ChunkLen });
  if (made.kind !== "clocked") throw new Error("not clocked");
  made.model.step({ rst_i: 1n });
  return made.model;
}

/** One pass over a batch: what comes out for each number, and the statistics. */
function pass(unit: ClockedModel, batch: readonly number[], width: number, mean = 0, recip = 0) {
  const outputs = batch.map((x, i) =>
    unit.step({
      valid_i: 1n,
      last_i: BigInt(i === batch.length - 1),
      x_i: BigInt.asUintN(width, BigInt(x)),
      mean_i: BigInt.asUintN(width, BigInt(mean)),
      recip_i: BigInt(recip),
    }),
  );
  const last = outputs.at(-1) as Words;
  expect(outputs.map(({ stats_valid_o }) => stats_valid_o).filter((valid) => valid === 1n)).toHaveLength(1);
  return {
    codes: outputs.map(({ y_o = 0n }) => y_o),
    sum: Number(BigInt.asIntN(24, last.sum_o!)),
    range: Number(last.range_o),
  };
}

/** Normal deviates, by the sum of twelve uniform ones. */
const deviate = (prng: Prng): number =>
  Array.from({ length: 12 }, () => prng.below(4096) / 4096).reduce((sum, u) => sum + u, -6 + 6 / 4096);

test("sums and chunked ranges are those of the numbers, batch after batch", () => {
  const prng = new Prng("range_bn sums");
  const unit = unitOf({}, 5);
  for (let i = 0; i < 60; i++) {
    const batch = Array.from({ length: 1 + prng.below(23) }, () => prng.below(256) - 128);
    const chunks = Array.from({ length: Math.ceil(batch.length / 5) }, (_, k) => batch.slice(5 * k, 5 * k + 5));
    const { sum, range } = pass(unit, batch, 8);
    expect(sum).toBe(batch.reduce((total, x) => total + x, 0));
    expect(range).toBe(chunks.reduce((total, chunk) => total + Math.max(...chunk) - Math.min(...chunk), 0));
  }
});

test("each number is (x - mean) * recip in doubles, rounded once", () => {
  const prng = new Prng("range_bn numbers");
  const unit = unitOf();
  for (let i = 0; i < 200; i++) {
    const [x, mean, recip] = [prng.below(256) - 128, prng.below(256) - 128, prng.below(65536)];
    const { codes } = pass(unit, [x], 8, mean, recip);
    const want = roundedWithin("rne", (x - mean) * (recip / 65536) * 32, integerRange(8, true));
    expect(Number(BigInt.asIntN(8, codes[0]!))).toBe(want);
  }
});

test("the constants of Banner et al.: C(n), and the factor of their code for chunks", () => {
  // Their code: 0.5 * 0.35 * (1 + sqrt(pi ln 4)) / sqrt(2 ln n); 0.1451 of the range at n = 1024.
  const factor = 0.5 * 0.35 * (1 + Math.sqrt(Math.PI * Math.log(4)));
  expect(factor).toBeCloseTo(0.5402, 4);
  expect(factor / Math.sqrt(2 * Math.log(1024))).toBeCloseTo(0.1451, 4);
  // 1024 numbers in 16 chunks of 64, their deviation 20; the scale is that of one chunk.
  const prng = new Prng("range_bn");
  const batch = Array.from({ length: 1024 }, () => Math.max(-128, Math.min(127, Math.round(7 + 20 * deviate(prng)))));
  const { sum, range } = pass(unitOf(), batch, 8);
  const mean = Math.round(sum / 1024);
  const deviation = Math.sqrt(batch.reduce((total, x) => total + (x - sum / 1024) ** 2, 0) / 1024);
  const scale = (factor / Math.sqrt(2 * Math.log(64))) * (range / 16);
  // A range of normal numbers stands for their deviation, which no square has been taken for.
  expect(Math.abs(scale / deviation - 1)).toBeLessThan(0.15);
  const { codes } = pass(unitOf(), batch, 8, mean, Math.round(65536 / scale));
  const numbers = codes.map((code) => Number(BigInt.asIntN(8, code)) / 32);
  const spread = Math.sqrt(numbers.reduce((total, y) => total + y * y, 0) / 1024);
  expect(Math.abs(numbers.reduce((total, y) => total + y, 0) / 1024)).toBeLessThan(0.03);
  expect(Math.abs((spread * scale) / deviation - 1)).toBeLessThan(0.02);
  // C(n) = 1 / sqrt(2 ln n) of the paper's formula, for the range of the whole batch.
  const whole = pass(unitOf({}, 65535), batch, 8);
  expect(whole.range).toBe(Math.max(...batch) - Math.min(...batch));
  const byRange = unitOf();
  const c = 1 / Math.sqrt(2 * Math.log(1024));
  expect(c).toBeCloseTo(0.2686, 4);
  const recip = Math.round(65536 / (c * whole.range));
  const [first] = pass(byRange, [batch[0]!], 8, mean, recip).codes;
  const want = (batch[0]! - mean) / (c * whole.range);
  expect(Math.abs(Number(BigInt.asIntN(8, first!)) / 32 - want)).toBeLessThan(1 / 32);
});

test.each([
  [{ src: "uint(8)" }, "src must be signed and of 2..24 bits, got uint8"],
  [{ recipFrac: 3 }, "recipFrac must be 5..59, got 3"],
  [{ sumBits: 8 }, "sumBits must be more than 8, got 8"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(rangeBn, options)).toThrow(message);
});
