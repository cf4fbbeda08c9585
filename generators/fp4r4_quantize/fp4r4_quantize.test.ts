import { describe, expect, test } from "vitest";
import { decodeFp4r4, toNumber } from "../../golden/index.js";
import { callableModel, instantiate } from "../instance.js";
import { equals, judged, valuesOf } from "../shared/fixtures.js";
import { fp4r4Quantize } from "./unit.js";

/** Sun et al.: 4^(k - 1) and 4^k meet at 4^k / 1.6; in the odd phase everything is twice as large. */
function paper(x: number, odd: boolean, lowest: number): bigint {
  if (Number.isNaN(x)) return 7n;
  const size = Math.abs(x) / (odd ? 2 : 1);
  const thresholds = [lowest, ...[-2, -1, 0, 1, 2, 3].map((k) => 4 ** k / 1.6)];
  const code = BigInt(thresholds.filter((threshold) => size >= threshold).length);
  return x < 0 && code > 0n ? 8n + code : code;
}

test("the values are zero and 4^-3 to 4^3, in the odd phase twice as much; together all powers of two", () => {
  const values = (odd: boolean) => Array.from({ length: 16 }, (_, c) => toNumber(decodeFp4r4(BigInt(c), odd)));
  const powers = [4 ** -3, 4 ** -2, 4 ** -1, 1, 4, 16, 64];
  expect(values(false)).toEqual([0, ...powers, 0, ...powers.map((x) => -x)]);
  expect(values(true)).toEqual(values(false).map((x) => 2 * x));
  const magnitudes = [...values(false), ...values(true)].filter((x) => x > 0).sort((a, b) => a - b);
  expect(magnitudes).toEqual(Array.from({ length: 14 }, (_, i) => 2 ** (i - 6)));
});

const half = 0.5 * 4 ** -3;
const ratio = 4 ** -3 / 1.6;

describe("every code and phase against the thresholds of the paper", () => {
  test.each([
    ["dlf16", "half", half],
    ["dlf16", "ratio", ratio],
    ["fp16", "half", half],
    ["bf16", "half", half],
    ["e4m3", "half", half],
    ["e4m3", "ratio", ratio],
    ["e5m2", "ratio", ratio],
    ["e4m3fnuz", "half", half],
    ["e2m1", "half", half],
    ["binary8p1", "half", half],
    ["binary8p6", "ratio", ratio],
    ["hobflops8", "half", half],
    ["hfp8_fwd_b11", "half", half],
  ])("%s, %s", async (src, bottom, lowest) => {
    const values = valuesOf(src);
    const oracle = equals(({ x_i, phase_i }) => ({ code_o: paper(values[Number(x_i)]!, phase_i === 1n, lowest) }));
    expect(await judged(fp4r4Quantize, { src, bottom }, oracle)).toEqual({ rows: 2 * values.length, wrong: [] });
  });

  test.each([
    ["e4m3", "half", half, 8],
    ["e5m2", "ratio", ratio, 6],
    ["binary8p4", "half", half, 3],
    ["e3m2", "half", half, 10],
  ])("%s, %s, after a power of two", async (src, bottom, lowest, scaleBits) => {
    const values = valuesOf(src);
    const oracle = equals(({ x_i, phase_i, scale_i }) => {
      const scale = 2 ** Number(BigInt.asIntN(scaleBits, scale_i!));
      return { code_o: paper(values[Number(x_i)]! * scale, phase_i === 1n, lowest) };
    });
    const { rows, wrong } = await judged(fp4r4Quantize, { src, bottom, scaleBits }, oracle);
    expect(wrong).toEqual([]);
    expect(rows).toBe(values.length * 2 ** (scaleBits + 1));
  });
});

test("no other number of the phase is nearer, and none as near is larger", () => {
  const model = callableModel(instantiate(fp4r4Quantize, { src: "fp16" }));
  const values = valuesOf("fp16");
  for (const odd of [false, true]) {
    const grid = [0, 1, 2, 3, 4, 5, 6, 7].map((c) => toNumber(decodeFp4r4(BigInt(c), odd)));
    for (let code = 0; code < 0x7c00; code++) {
      const x = values[code]!;
      const { code_o } = model({ x_i: BigInt(code), phase_i: BigInt(odd) });
      const distances = grid.map((y) => Math.abs(x - y));
      if (Number(code_o) !== distances.lastIndexOf(Math.min(...distances)))
        expect([x, odd, code_o]).toEqual([x, odd, distances.lastIndexOf(Math.min(...distances))]);
    }
  }
});

test.each([
  [{}, /^fp4r4_quantize needs src/],
  [{ src: "int(8)" }, "src must be a minifloat format, got int8"],
  [{ src: "fp16", scaleBits: 11 }, "scaleBits must be 0..10, got 11"],
  [{ src: "fp16", bottom: "zero" }, "unknown bottom: zero (known: half, ratio)"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fp4r4Quantize, options)).toThrow(message);
});
