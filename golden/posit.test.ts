import { expect, test } from "vitest";
import { posit } from "../formats/index.js";
import { nearestPosit, positLadder, positValue } from "../testbench/oracles/posit-ladder.js";
import { decode, encode, finite, nan, toNumber } from "./index.js";

const shapes = [3, 4, 5, 6, 7, 8].flatMap((n) => [0, 1, 2, 3, 4].map((es) => [n, es] as const));
const rounding = { round: "rne", overflow: "saturate" } as const;

/** A double as an exact value. */
function exact(x: number) {
  if (Number.isNaN(x)) return nan;
  let exp = 0;
  let sig = Math.abs(x);
  while (!Number.isInteger(sig)) {
    sig *= 2;
    exp--;
  }
  return finite(x < 0, BigInt(sig), exp);
}

test("the ladder has the values of the standard", () => {
  // Posit Standard 2022: posit8 has minpos 2^-24 and maxpos 2^24, and 0x40 is 1, 0x48 is 2.
  const ladder = positLadder(8, 2);
  expect(ladder.length).toBe(127);
  expect([ladder[0], ladder[126], ladder[0x40 - 1], ladder[0x48 - 1], ladder[0x4c - 1]]).toEqual([
    2 ** -24,
    2 ** 24,
    1,
    2,
    3,
  ]);
});

test.each(shapes)("posit(%i,%i): every code decodes to its place on the ladder", (n, es) => {
  const ladder = positLadder(n, es);
  const codes = Array.from({ length: 2 ** n }, (_, code) => code);
  const got = codes.map((code) => toNumber(decode(posit(n, es), BigInt(code))));
  expect(got).toEqual(codes.map((code) => positValue(n, ladder, code)));
});

test.each(shapes)("posit(%i,%i): values round at the posit of one more bit", (n, es) => {
  // Two more bits: the posits, the boundaries between them, and values on either side of each boundary.
  const probes = positLadder(n + 2, es).flatMap((x) => [x, -x]);
  const finer = positLadder(n + 1, es);
  const got = probes.map((x) => Number(encode(posit(n, es), exact(x), rounding).code));
  expect(got).toEqual(probes.map((x) => nearestPosit(n, finer, x)));
});

test("beyond the ends and around zero nothing becomes zero or NaR", () => {
  const f = posit(8, 1);
  const code = (x: number) => encode(f, exact(x), rounding).code;
  expect([code(2 ** -60), code(-(2 ** -60)), code(2 ** 60), code(-(2 ** 60))]).toEqual([1n, 0xffn, 0x7fn, 0x81n]);
  expect(code(0)).toBe(0n);
});
