import { expect, test } from "vitest";
import { fp32Code, judged, valuesOf } from "../shared/fixtures.js";
import { nvfp4Dot } from "./unit.js";

test.each([1, 2, 16])("%i elements, into fp32 as doubles round", async (lanes) => {
  const [element, scale] = [valuesOf("e2m1"), valuesOf("e4m3")];
  const { rows, wrong } = await judged(nvfp4Dot, { lanes }, (inputs, { result_o }) => {
    let sum = 0;
    for (let i = 0; i < lanes; i++) sum += element[Number(inputs[`a_i_${i}`])]! * element[Number(inputs[`b_i_${i}`])]!;
    const result = sum * (scale[Number(inputs.a_scale_i)]! * scale[Number(inputs.b_scale_i)]!);
    return result_o === fp32Code(result === 0 ? 0 : result);
  });
  expect(wrong).toEqual([]);
  expect(rows).toBe(65536);
});
