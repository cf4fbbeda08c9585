import { expect, test } from "vitest";
import { bitslice } from "../../cosim/bitslice.js";
import { CHUNKS, LENGTHS, predictedStall, sums } from "./sums.js";

test("a sum in 1-6-9 stalls at 4096 without chunks, as published, and not in chunks of 32 or 64", async () => {
  const found = await sums(bitslice);
  expect(found.map(({ chunk }) => chunk)).toEqual([...CHUNKS]);
  const cycles = LENGTHS.reduce((sum, n) => sum + n, 0);
  for (const { checked, mismatches } of found) {
    expect(checked).toBeGreaterThan(cycles);
    expect(mismatches).toBe(0);
  }
  const [whole, ...chunked] = found;
  // The operands' mean is only near 1, so the stall is met by N = 8192 and not at a certain number.
  expect(whole!.results.slice(2)).toEqual([4096, 4096, 4096]);
  expect(whole!.ratios[LENGTHS.indexOf(8192)]).toBeLessThan(0.55);
  for (const { ratios } of chunked) for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(0.02);
});

test("the predicted stall: 4096 without chunks, and 1024 times the length of a chunk", () => {
  expect(CHUNKS.map(predictedStall)).toEqual([4096, 65536, 131072]);
});
