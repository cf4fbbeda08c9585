import { expect, test } from "vitest";
import { nearestPosit, positLadder, positValue } from "../../testbench/oracles/posit-ladder.js";
import { callableModel, instantiate } from "../instance.js";
import { judged } from "../shared/fixtures.js";
import { positFma } from "./unit.js";

test.each([
  [5, 0],
  [6, 1],
  [6, 2],
  [8, 0],
])("posit(%i,%i): the sum of doubles, which hold it exactly, rounded once on the ladder of posits", async (n, es) => {
  const [ladder, finer] = [positLadder(n, es), positLadder(n + 1, es)];
  const nar = 2 ** (n - 1);
  const { rows, wrong } = await judged(positFma, { n, es }, (inputs, { result_o }) => {
    const codes = ["a_i", "b_i", "c_i"].map((port) => Number(inputs[port]));
    if (codes.includes(nar)) return Number(result_o) === nar;
    const [a, b, c] = codes.map((code) => positValue(n, ladder, code)) as [number, number, number];
    return Number(result_o) === nearestPosit(n, finer, a * b + c);
  });
  expect(wrong).toEqual([]);
  expect(rows).toBe(n === 8 ? 65536 : 2 ** (3 * n));
});

test("one rounding, not two, and the product is not lost below the addend", () => {
  const fma = (a: bigint, b: bigint, c: bigint) =>
    callableModel(instantiate(positFma, { n: 8, es: 0 }))({ a_i: a, b_i: b, c_i: c }).result_o;
  // (1 + 2^-5)^2 - 1 = 2^-4 + 2^-10: the product alone rounds to 1 + 2^-4, and 2^-4 is no posit further on.
  expect(fma(0x41n, 0x41n, 0xc0n)).toBe(0x04n);
  // minpos^2 beside maxpos changes nothing, and alone it is minpos.
  expect(fma(1n, 1n, 0x7fn)).toBe(0x7fn);
  expect(fma(1n, 1n, 0n)).toBe(1n);
  expect(fma(1n, 0xffn, 0n)).toBe(0xffn);
});

test.each([
  [{ n: 2, es: 0 }, "n must be 3..32, got 2"],
  [{ n: 8, es: 7 }, "es must be 0..4, got 7"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(positFma, options)).toThrow(message);
});
