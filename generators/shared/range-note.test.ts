import { expect, test } from "vitest";
import { minifloats } from "../../formats/index.js";
import { valueTable } from "../../golden/fast.js";
import { instantiate } from "../instance.js";
import type { Options } from "../unit.js";
import { findUnit } from "../units.js";

const noteOf = (unit: string, options: Options) => instantiate(findUnit(unit), options).note;

test("there is a note exactly where the largest of all products is beyond the accumulator's largest number", () => {
  const narrow = Object.values(minifloats).filter((f) => f.width <= 9);
  const largest = new Map(
    narrow.map((f) => [
      f,
      valueTable(f)
        .filter(Number.isFinite)
        .reduce((x, y) => Math.max(x, y)),
    ]),
  );
  let noted = 0;
  for (const a of narrow)
    for (const b of narrow)
      for (const acc of narrow) {
        const overflows = largest.get(a)! * largest.get(b)! > largest.get(acc)!;
        expect([a.name, b.name, acc.name, noteOf("fp_fma", { a, b, acc }) !== undefined]).toEqual([
          ...[a.name, b.name, acc.name],
          overflows,
        ]);
        noted += Number(overflows);
      }
  expect(noted).toBeGreaterThan(1000);
  expect(noted).toBeLessThan(narrow.length ** 3);
});

test("numbers of one binade are told apart", () => {
  // 6 * 6 = 36: above 32, the only number of its binade, and itself the end of the other format.
  expect(noteOf("fp_fma", { a: "e2m1", acc: "{expBits:3,fracBits:0,bias:2}" })).toBe(
    "magnitudes of products of e2m1 and e2m1 range from 2^-2 to 36, those of acc f3m0b2s from 2^-1 to 32",
  );
  expect(noteOf("fp_fma", { a: "e2m1", acc: "{expBits:3,fracBits:3,bias:2,highNans:6}" })).toBeUndefined();
});

test("the outer accumulator must hold what the inner one holds", () => {
  const products = "magnitudes of products of e4m3 and e4m3 range from 2^-18 to 200704, those of ";
  expect(noteOf("fp_mac", { a: "e4m3", acc: "fp12", outer: "fp12" })).toBeUndefined();
  expect(noteOf("fp_mac", { a: "e4m3", acc: "fp12", outer: "fp16" })).toBe(`${products}outer fp16 from 2^-24 to 65504`);
  expect(noteOf("fp_mac", { a: "e4m3" })).toBe(`${products}acc e4m3 from 2^-9 to 448`);
  expect(noteOf("fp_mac", { a: "e4m3", acc: "e4m3", outer: "fp16" })).toBe(noteOf("fp_mac", { a: "e4m3" }));
  expect(noteOf("fp_mac", { a: "e4m3", acc: "e4m3", outer: "e2m1" })).toBe(
    `${products}acc e4m3 from 2^-9 to 448, of outer e2m1 from 2^-1 to 6`,
  );
});

test("hybrid operands may have any bias", () => {
  // (1.75 * 2^16)^2 and the largest number of 1-6-9.
  expect(noteOf("hfp8_mac", {})).toBe(
    "magnitudes of products of fp9 and fp9 range from 81 * 2^-36 to 13153337344, those of acc dlf16 from 513 * 2^-40 to 8573157376",
  );
  expect(noteOf("hfp8_mac", { acc: "bf16" })).toBeUndefined();
  expect(noteOf("hfp8_mac", { acc: "bf16", outer: "fp16" })).toContain("those of outer fp16 from 2^-24 to 65504");
});

test("what is too large to be written out is exact all the same", () => {
  expect(noteOf("fp_fma", { a: "fp32" })).toContain(
    `range from 2^-298 to ${(2n ** 24n - 1n) ** 2n} * 2^208, those of acc fp32 from 2^-149 to ${2n ** 24n - 1n} * 2^104`,
  );
});

test("where every product vanishes there is one too", () => {
  // 448 * 448 * 2^-60 against 2^-9.
  const tiny = "{expBits:4,fracBits:3,bias:37,highNans:1}";
  expect(noteOf("fp_fma", { a: tiny, acc: "e4m3" })).toContain("those of acc e4m3 from 2^-9 to 448");
  expect(noteOf("fp_fma", { a: tiny, acc: "fp32" })).toBeUndefined();
});

test("units that do not accumulate have none", () => {
  expect(noteOf("fp_mul", { a: "e4m3", dst: "e2m1" })).toBeUndefined();
  expect(noteOf("fp_add", { a: "e4m3", dst: "e2m1" })).toBeUndefined();
});
