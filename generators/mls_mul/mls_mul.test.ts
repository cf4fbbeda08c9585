import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { equals, judged } from "../shared/fixtures.js";
import { mlsMul } from "./unit.js";

/** 1.m 2^-e, or 0.m in the last binade, in units of the last place. */
function integer(ex: number, mx: number, code: number): number {
  const m = code % 2 ** mx;
  const field = Math.floor(code / 2 ** mx) % 2 ** ex;
  return field === 0 ? m : (2 ** mx + m) * 2 ** (field - 1);
}

test.each([
  [2, 1, 8],
  [2, 4, 14],
  [3, 2, 18],
  [1, 0, 2],
  [1, 3, 8],
  [2, 0, 6],
  [3, 4, 22],
])("all pairs of <%i,%i>, in Zhong's %i bits", async (ex, mx, bits) => {
  const oracle = equals(({ a_i, b_i }) => ({
    product_o: BigInt(integer(ex, mx, Number(a_i)) * integer(ex, mx, Number(b_i))),
    negative_o: (a_i! ^ b_i!) >> BigInt(ex + mx),
  }));
  expect(await judged(mlsMul, { ex, mx }, oracle)).toEqual({ rows: 4 ** (1 + ex + mx), wrong: [] });
  const width = instantiate(mlsMul, { ex, mx }).ports.find(({ name }) => name === "product_o")!.width;
  expect(width).toBe(bits);
});

test.each([
  [{ ex: 0 }, "ex must be 1..3, got 0"],
  [{ mx: 5 }, "mx must be 0..4, got 5"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(mlsMul, options)).toThrow(message);
});
