import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { equals, judged } from "../shared/fixtures.js";
import { shiftSticky } from "./unit.js";

test.each([
  { width: 8, outBits: 8, amountBits: 4 },
  { width: 1, outBits: 1, amountBits: 1 },
  { width: 1, outBits: 6, amountBits: 3 },
  { width: 6, outBits: 1, amountBits: 3 },
  { width: 5, outBits: 9, amountBits: 5 },
  { width: 9, outBits: 5, amountBits: 2 },
  { width: 7, outBits: 8, amountBits: 1 },
  { width: 3, outBits: 16, amountBits: 4 },
])("$width bits in a window of $outBits, every word and every distance below 2^$amountBits", async (options) => {
  const { width, outBits, amountBits } = options;
  const verdict = await judged(
    shiftSticky,
    options,
    equals(({ in_i, amount_i }) => {
      // In units of the window's last place; doubles hold it exactly.
      const moved = Number(in_i) * 2 ** (outBits - width - Number(amount_i));
      return { out_o: BigInt(Math.floor(moved)), sticky_o: BigInt(!Number.isInteger(moved)) };
    }),
  );
  expect(verdict).toEqual({ rows: 2 ** (width + amountBits), wrong: [] });
});

test("the window is as wide as the word unless told otherwise", () => {
  const outBits = (options: object) =>
    instantiate(shiftSticky, { ...options }).ports.find(({ name }) => name === "out_o")!.width;
  expect([outBits({ width: 11 }), outBits({ width: 11, outBits: 4 })]).toEqual([11, 4]);
});

test.each([
  [{ width: 0 }, /width.* must be 1\.\.\d+, got 0/],
  [{ outBits: 1e6 }, /must be 1\.\.\d+, got 1000000/],
  [{ amountBits: 2.5 }, /must be 1\.\.\d+, got 2\.5/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(shiftSticky, options)).toThrow(message);
});
