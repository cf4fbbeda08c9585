import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { equals, judged } from "../shared/fixtures.js";
import { lzc } from "./unit.js";

const widths = Array.from({ length: 12 }, (_, i) => i + 1);

test.each(widths)("every word of %i bits: what Math.clz32 counts", async (width) => {
  const verdict = await judged(
    lzc,
    { width },
    equals(({ in_i }) => ({
      // Without a set bit the lowest one counts as set.
      count_o: BigInt(Math.clz32(Number(in_i) || 1) - (32 - width)),
      none_o: BigInt(in_i === 0n),
    })),
  );
  expect(verdict).toEqual({ rows: 2 ** width, wrong: [] });
});

test("the count has as many bits as the largest one needs", () => {
  const countBits = (width: number) => instantiate(lzc, { width }).ports.find(({ name }) => name === "count_o")!.width;
  expect([1, 2, 3, 4, 5, 8, 9, 16, 17, 64, 65, 128].map(countBits)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 7]);
});

test.each([0, 1e6, 2.5])("a word of %d bits is refused", (width) => {
  expect(() => instantiate(lzc, { width })).toThrow(/width.* must be 1\.\.\d+, got/);
});
