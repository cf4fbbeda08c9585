import { expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { equals, judged } from "../shared/fixtures.js";
import { mlsElement } from "./unit.js";

/** All elements of <Ex,Mx>, ascending: 1.m 2^-e with e from 1 on, and 0.m in the last binade. */
function elements(ex: number, mx: number): number[] {
  return Array.from({ length: 2 ** (ex + mx) }, (_, code) => {
    const m = code % 2 ** mx;
    const e = 2 ** ex - (code - m) / 2 ** mx;
    return e === 2 ** ex ? (m / 2 ** mx) * 2 ** (1 - e) : (1 + m / 2 ** mx) * 2 ** -e;
  });
}

test("the elements of <2,1> are 0 to 4 sixteenths, then 6, 8 and 12; 7 and 9 bits hold <2,4> and <3,2>", () => {
  expect(elements(2, 1).map((x) => 16 * x)).toEqual([0, 1, 2, 3, 4, 6, 8, 12]);
  // Widths of Zhong's integers: M + 2^E - 1.
  expect(Math.max(...elements(2, 4)) * 2 ** 7).toBeLessThan(2 ** 7);
  expect(Math.max(...elements(2, 4)) * 2 ** 7).toBeGreaterThan(2 ** 6);
  expect(elements(2, 4).every((x) => Number.isInteger(x * 2 ** 7))).toBe(true);
  expect(elements(3, 2).every((x) => Number.isInteger(x * 2 ** 9))).toBe(true);
});

/** Neighbours on the list, and how often of 2^n words the upper one is taken. */
function ups(round: string, nu: number, n: number): number {
  const y = nu * 2 ** n;
  if (round === "sra") return Math.floor(y + 1e-9);
  // 2R + 1 counts half words.
  if (round === "srb") return Math.floor((Math.floor(2 * y + 1e-9) + 1) / 2);
  const floor = Math.floor(y + 1e-9);
  const rest = y - floor;
  const isTie = Math.abs(rest - 0.5) < 1e-9;
  return isTie ? floor + (floor % 2) : rest > 0.5 ? floor + 1 : floor;
}

test.each([
  { fracBits: 3, rndBits: 4 },
  { fracBits: 5, rndBits: 3, round: "src" },
  { fracBits: 4, ex: 3, mx: 2, mg: 2, rndBits: 3, round: "src" },
  { fracBits: 4, ex: 2, mx: 4, mg: 2, rndBits: 2, round: "srb" },
  { fracBits: 1, ex: 1, mx: 0, mg: 2, rndBits: 5 },
  { fracBits: 6, ex: 3, mx: 1, mg: 0, rndBits: 1, round: "src" },
  { fracBits: 9, ex: 2, mx: 1, mg: 1, rndBits: 2, round: "srb" },
  { fracBits: 2, ex: 1, mx: 3, mg: 1, rndBits: 6, round: "srb" },
])("the neighbours on the list of elements, the upper one for so many words: %j", async (options) => {
  const {
    fracBits,
    ex = 2,
    mx = 1,
    mg = 1,
    rndBits,
    round = "sra",
  } = options as Record<string, number> & {
    round?: string;
  };
  const list = elements(ex, mx);
  const oracle = equals(({ frac_i, distance_i, factor_i = 0n, rnd_i }) => {
    const quotient =
      ((1 + Number(frac_i) / 2 ** fracBits!) * 2 ** -Number(distance_i)) / (1 + Number(factor_i) / 2 ** mg);
    let low = list.length - 1;
    while (list[low]! > quotient * (1 + 1e-12)) low--;
    if (quotient >= 1) return { code_o: BigInt(list.length - 1) };
    const upper = list[low + 1] ?? 1;
    const nu = Math.max(0, (quotient - list[low]!) / (upper - list[low]!));
    const isUp = Number(rnd_i) >= 2 ** rndBits! - ups(round, nu, rndBits!);
    return { code_o: BigInt(Math.min(list.length - 1, isUp ? low + 1 : low)) };
  });
  const { rows, wrong } = await judged(mlsElement, options, oracle);
  expect(wrong).toEqual([]);
  expect(rows).toBeGreaterThan(1000);
});

test.each([
  [{}, /^mls_element needs fracBits/],
  [{ fracBits: 3, ex: 4 }, "ex must be 1..3, got 4"],
  [{ fracBits: 3, mx: 5 }, "mx must be 0..4, got 5"],
  [{ fracBits: 3, round: "rne" }, "unknown round: rne (known: sra, srb, src)"],
  [{ fracBits: 3, rndBits: 0 }, /rndBits must be 1\.\.32, got 0/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(mlsElement, options)).toThrow(message);
});
