import { expect, test } from "vitest";
import { checkedAssignments, instanceModel, instantiate } from "../instance.js";
import type { CombModel } from "../unit.js";
import { hfp8Widen } from "./unit.js";

/** Sun et al.: every exponent field is a binade, all zeros is zero, all ones is NaN. */
function value(code: number, expBits: number, fracBits: number, bias: number): number {
  const magnitude = code & (2 ** (expBits + fracBits) - 1);
  const sign = code >> (expBits + fracBits) ? -1 : 1;
  if (magnitude === 0) return sign * 0;
  if (magnitude === 2 ** (expBits + fracBits) - 1) return Number.NaN;
  return sign * 2 ** ((magnitude >> fracBits) - bias) * (1 + (magnitude & (2 ** fracBits - 1)) / 2 ** fracBits);
}

function widen(bias: number): CombModel {
  const made = instanceModel(instantiate(hfp8Widen, {}), { Bias: bias });
  if (made.kind !== "combinational") throw new Error("clocked");
  return made.model;
}

const biases = Array.from({ length: 14 }, (_, i) => i - 1);

test.each(biases)("every 1-4-3 code of bias %i is a 1-5-3 code of the same value", (bias) => {
  const model = widen(bias);
  for (let code = 0; code < 256; code++) {
    const wide = Number(model({ mode_i: 0n, code_i: BigInt(code) }).code_o);
    expect(value(wide, 5, 3, 15)).toBe(value(code, 4, 3, bias));
    expect(wide >> 8).toBe(code >> 7);
  }
});

test("every 1-5-2 code is a 1-5-3 code of the same value, whatever the bias of 1-4-3", () => {
  for (const bias of biases) {
    const model = widen(bias);
    for (let code = 0; code < 256; code++) {
      const wide = Number(model({ mode_i: 1n, code_i: BigInt(code) }).code_o);
      expect(value(wide, 5, 3, 15)).toBe(value(code, 5, 2, 15));
    }
  }
});

test("one bias lower, the largest 1-4-3 number has no place in 1-5-3; such parameters are refused", () => {
  expect(value(0x7e, 4, 3, -1)).toBe(value(0xfe, 5, 3, 15));
  expect(value(0x7e, 4, 3, -2)).toBeGreaterThan(value(0xfe, 5, 3, 15));
  expect(checkedAssignments(instantiate(hfp8Widen, {})).map((p) => p.Bias)).toEqual([7, 4, 11]);
  expect(() => widen(-2)).toThrow("Bias must be -1..12, got -2");
  expect(() => widen(13)).toThrow("Bias must be -1..12, got 13");
});
