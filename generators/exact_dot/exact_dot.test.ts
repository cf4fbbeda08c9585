import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { judged, valuesOf } from "../shared/fixtures.js";
import { exactDot } from "./unit.js";

test.each([
  ["e4m3", "e4m3", 4, 2 ** -18],
  ["e2m1", "e2m1", 3, 2 ** -2],
  ["e5m2", "e3m2", 2, 2 ** -20],
])("%s x %s, %i lanes: the sum of doubles, which hold it exactly", async (a, b, lanes, unit) => {
  const [x, y] = [valuesOf(a), valuesOf(b)];
  const bits = instantiate(exactDot, { a, b, lanes }).ports.find(({ name }) => name === "sum_o")!.width;
  const { rows, wrong } = await judged(exactDot, { a, b, lanes }, (inputs, out) => {
    let sum = 0;
    for (let i = 0; i < lanes; i++) sum += x[Number(inputs[`a_i_${i}`])]! * y[Number(inputs[`b_i_${i}`])]!;
    if (Number.isNaN(sum)) return out.is_nan_o === 1n && out.is_inf_o === 0n;
    if (!Number.isFinite(sum)) return out.is_inf_o === 1n && out.is_nan_o === 0n && out.inf_sign_o === BigInt(sum < 0);
    return out.is_nan_o === 0n && out.is_inf_o === 0n && out.sum_o === BigInt.asUintN(bits, BigInt(sum / unit));
  });
  expect(wrong).toEqual([]);
  expect(rows).toBe(65536);
});
