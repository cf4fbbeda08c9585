import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { equals, judged, valuesOf } from "../shared/fixtures.js";
import { mlsScale } from "./unit.js";

test.each([
  { src: "e4m3" },
  { src: "e5m2", eg: 4, mg: 2 },
  { src: "fp16", eg: 5, mg: 0 },
  { src: "fp16", mg: 2 },
  { src: "dlf16", eg: 6 },
  { src: "e4m3fnuz", eg: 4 },
  { src: "binary8p1", eg: 7 },
  { src: "hobflops8", eg: 4, mg: 2 },
  { src: "e2m1", eg: 4, mg: 2 },
])("the first of all scales, in their order, that is not below the number: %j", async (options) => {
  const { src, eg = 8, mg = 1 } = options;
  const values = valuesOf(src);
  const scales = Array.from({ length: 2 ** (eg + mg) }, (_, code) => {
    const m = code % 2 ** mg;
    return 2 ** ((code - m) / 2 ** mg - 2 ** (eg - 1) + 1) * (1 + m / 2 ** mg);
  });
  const oracle = equals(({ x_i }) => {
    const size = Math.abs(values[Number(x_i)]!);
    const first = scales.findIndex((scale) => scale >= size);
    return { scale_o: BigInt(first < 0 ? scales.length - 1 : first) };
  });
  expect(await judged(mlsScale, options, oracle)).toEqual({ rows: values.length, wrong: [] });
});

test.each([
  [{}, /^mls_scale needs src/],
  [{ src: "fp16", eg: 9 }, "eg must be 4..8, got 9"],
  [{ src: "fp16", mg: 3 }, "mg must be 0..2, got 3"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(mlsScale, options)).toThrow(message);
});
