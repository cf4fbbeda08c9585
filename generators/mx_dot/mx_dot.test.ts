import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { fp32Code, judged, valuesOf } from "../shared/fixtures.js";
import { mxDot } from "./unit.js";

const scale = (code: bigint): number => (code === 255n ? Number.NaN : 2 ** (Number(code) - 127));

// Sums of these products have less than 53 bits and doubles reach further than two scales: one rounding, by the processor.
test.each([
  ["e4m3", "e4m3", 4],
  ["e2m1", "e2m1", 3],
  ["e5m2", "e3m2", 2],
])("%s x %s, %i elements, into fp32 as doubles round", async (a, b, lanes) => {
  const [x, y] = [valuesOf(a), valuesOf(b)];
  const { rows, wrong } = await judged(mxDot, { a, b, lanes }, (inputs, { result_o }) => {
    let sum = 0;
    for (let i = 0; i < lanes; i++) sum += x[Number(inputs[`a_i_${i}`])]! * y[Number(inputs[`b_i_${i}`])]!;
    const result = (sum + 0) * scale(inputs.a_scale_i!) * scale(inputs.b_scale_i!);
    return result_o === fp32Code(result);
  });
  expect(wrong).toEqual([]);
  expect(rows).toBe(65536);
});

test("elements of two kinds and blocks out of range are refused", () => {
  expect(() => instantiate(mxDot, { a: "e4m3", b: "int(8)" })).toThrow(
    "b must be a minifloat format like a e4m3, got int8",
  );
  expect(() => instantiate(mxDot, { a: "e4m3", lanes: 65 })).toThrow("lanes must be 1..64, got 65");
});
