import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { judged, valuesOf } from "../shared/fixtures.js";
import { exactProduct } from "./unit.js";

test.each([
  ["e4m3", "e4m3", 2 ** -18],
  ["e3m2", "e5m2", 2 ** -20],
  ["hfp8_fwd", "hfp8_fwd", 2 ** -20],
])("%s x %s is the product of doubles, in units of the smallest product", async (a, b, unit) => {
  const [x, y] = [valuesOf(a), valuesOf(b)];
  const bits = instantiate(exactProduct, { a, b }).ports.find(({ name }) => name === "product_o")!.width;
  const smallest = (values: number[]): number =>
    Math.min(...values.filter((v) => v > 0 && v < Infinity).map(lastPlace));
  expect(smallest(x) * smallest(y)).toBe(unit);
  const { rows, wrong } = await judged(exactProduct, { a, b }, ({ a_i, b_i }, out) => {
    const product = x[Number(a_i)]! * y[Number(b_i)]!;
    if (Number.isNaN(product)) return out.is_nan_o === 1n && out.is_inf_o === 0n;
    if (!Number.isFinite(product))
      return out.is_inf_o === 1n && out.is_nan_o === 0n && out.sign_o === BigInt(product < 0);
    return out.is_nan_o === 0n && out.is_inf_o === 0n && out.product_o === BigInt.asUintN(bits, BigInt(product / unit));
  });
  expect(wrong).toEqual([]);
  expect(rows).toBeGreaterThan(16000);
});

/** The largest power of two that divides a number. */
function lastPlace(x: number): number {
  let place = 1;
  while (x % place !== 0) place /= 2;
  while (x % (2 * place) === 0) place *= 2;
  return place;
}

test("factors of two kinds are refused", () => {
  expect(() => instantiate(exactProduct, { a: "e4m3", b: "int(8)" })).toThrow(
    "b must be a minifloat format like a e4m3, got int8",
  );
});
