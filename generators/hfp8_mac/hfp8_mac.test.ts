import { expect, test } from "vitest";
import { minifloats } from "../../formats/index.js";
import { decode, toNumber } from "../../golden/index.js";
import { fpMac } from "../fp_mac/unit.js";
import { hfp8Widen } from "../hfp8_widen/unit.js";
import { instanceModel, instantiate } from "../instance.js";
import type { ClockedModel, Options, Unit } from "../unit.js";
import { hfp8Mac } from "./unit.js";

function clocked(unit: Unit, options: Options, parameters: Record<string, number>): ClockedModel {
  const made = instanceModel(instantiate(unit, options), parameters);
  if (made.kind !== "clocked") throw new Error("not clocked");
  made.model.step({ rst_i: 1n });
  return made.model;
}

interface Factor {
  readonly mode: bigint;
  readonly code: bigint;
}
const forward = (code: number): Factor => ({ mode: 0n, code: BigInt(code) });
const backward = (code: number): Factor => ({ mode: 1n, code: BigInt(code) });
const pair = (a: Factor, b: Factor) => ({ a_i: a.code, b_i: b.code, mode_a_i: a.mode, mode_b_i: b.mode });

/** The dot product's code in 1-6-9. */
function dot(products: readonly (readonly [Factor, Factor])[], parameters: Record<string, number> = {}): bigint {
  const model = clocked(hfp8Mac, {}, parameters);
  for (const [i, [a, b]] of products.entries())
    model.step({ ...pair(a, b), valid_i: 1n, last_i: BigInt(i === products.length - 1) });
  const { valid_o, result_o } = model.step({ valid_i: 0n });
  expect(valid_o).toBe(1n);
  return result_o!;
}
const number = (code: bigint) => toNumber(decode(minifloats.dlf16!, code));

test("each operand is read in the format that its mode chooses", () => {
  // 0x3c is 2^(7-7) * 1.5 in 1-4-3 and 2^(15-15) * 1.0 in 1-5-2; 0x3d is 1.625 and 1.25.
  expect(number(dot([[forward(0x3c), forward(0x3d)]]))).toBe(1.5 * 1.625);
  expect(number(dot([[forward(0x3c), backward(0x3d)]]))).toBe(1.5 * 1.25);
  expect(number(dot([[backward(0x3c), forward(0x3d)]]))).toBe(1.625);
  expect(number(dot([[backward(0x3c), backward(0x3d)]]))).toBe(1.25);
});

test("Bias moves 1-4-3 and leaves 1-5-2", () => {
  const products = [[forward(0x3c), backward(0x3c)] as const];
  for (const Bias of [-1, 4, 7, 11, 12]) expect(number(dot(products, { Bias }))).toBe(1.5 * 2 ** (7 - Bias));
});

test("a zero counts towards the chunk, and never hides a NaN", () => {
  const one = [backward(0x3c), backward(0x3c)] as const;
  const zero = [forward(0x80), backward(0x3d)] as const;
  // In 1-6-9 with ties away 1024 + 1 is 1026 and 2048 + 1 is 2048.
  const products = [...Array(1024).fill(one), zero, one];
  expect(number(dot(products, { ChunkLen: 0 }))).toBe(1026);
  // The zero is the 1025th product: the last one folds after it, as 1024 + 1.
  expect(number(dot([...products, one], { ChunkLen: 1025 }))).toBe(1026);
  // Were it not counted, the chunks would be 1026 and 1: 1027, a tie to 1028.
  expect(number(dot([...products, one], { ChunkLen: 1026 }))).toBe(1028);
  for (const nan of [forward(0x7f), forward(0xff), backward(0x7f)]) {
    expect(number(dot([one, [nan, zero[0]], one]))).toBeNaN();
    expect(number(dot([one, [zero[0], nan], one]))).toBeNaN();
  }
});

test("skipping zeros changes no bit: fp_mac without it gives the same", () => {
  const made = instanceModel(instantiate(hfp8Widen, {}));
  if (made.kind !== "combinational") throw new Error("clocked");
  const wide = ({ mode, code }: Factor) => made.model({ mode_i: mode, code_i: code }).code_o!;
  const skipping = clocked(hfp8Mac, { round: "srb" }, { ChunkLen: 5 });
  const plain = clocked(fpMac, { a: "fp9", acc: "dlf16", round: "srb" }, { ChunkLen: 5 });
  let state = 1;
  const bits = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return BigInt(state >>> (32 - n));
  };
  let results = 0;
  for (let row = 0; row < 6000; row++) {
    const factor = (): Factor => ({ mode: bits(1), code: bits(2) === 0n ? bits(1) << 7n : bits(8) });
    const [a, b] = [factor(), factor()];
    const control = { valid_i: 1n, last_i: BigInt(bits(5) === 0n), rnd_i: bits(16) };
    const got = skipping.step({ ...control, ...pair(a, b) });
    expect(got).toEqual(plain.step({ ...control, a_i: wide(a), b_i: wide(b) }));
    results += Number(got.valid_o);
  }
  expect(results).toBeGreaterThan(100);
});
