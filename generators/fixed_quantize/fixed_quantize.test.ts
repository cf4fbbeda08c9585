import { expect, test } from "vitest";
import { integerRange, roundedWithin } from "../../testbench/oracles/fixed-rounding.js";
import { instanceModel, instantiate } from "../instance.js";
import { judged } from "../shared/fixtures.js";
import { fixedQuantize } from "./unit.js";

test.each(["rdn", "rne", "rna", "rhu", "sra", "srf"] as const)(
  "%s is its definition, for all lengths",
  async (round) => {
    const random = round === "sra" || round === "srf";
    const options = { src: "fixed(2,4)", maxWl: 6, maxFl: 5, round, ...(random && { rndBits: 3 }) };
    const verdict = await judged(fixedQuantize, options, ({ x_i = 0n, wl_i, fl_i, rnd_i }, { y_o = 0n }) => {
      // What the documentation says of lengths out of range.
      const wl = wl_i === 0n || wl_i === 7n ? 6 : Number(wl_i);
      const fl = Math.min(5, Number(fl_i));
      const x = Number(BigInt.asIntN(6, x_i)) / 16;
      const want = roundedWithin(round, x * 2 ** fl, integerRange(wl, true), { word: rnd_i ?? 0n, bits: 3 });
      return Number(BigInt.asIntN(6, y_o)) === want;
    });
    expect(verdict).toEqual({ rows: 2 ** (random ? 15 : 12), wrong: [] });
  },
);

test("from one number to the next the lengths change without a bubble", () => {
  const made = instanceModel(instantiate(fixedQuantize, { src: "fixed(8,24)", round: "rne", stages: 3 }));
  if (made.kind !== "clocked") throw new Error("not clocked");
  const one = 1n << 24n;
  // 5.3125 in <16,4>, <8,8> (too large) and <3,0>, -0.75 in <32,24>: back to back.
  const rows = [
    { x_i: (85n * one) / 16n, wl_i: 16n, fl_i: 4n },
    { x_i: (85n * one) / 16n, wl_i: 8n, fl_i: 8n },
    { x_i: (85n * one) / 16n, wl_i: 3n, fl_i: 0n },
    { x_i: BigInt.asUintN(32, (-3n * one) / 4n), wl_i: 32n, fl_i: 24n },
  ];
  const { model } = made;
  for (let i = 0; i < 4; i++) model.step({ rst_i: 1n });
  const idle = { valid_i: 0n, x_i: 0n, wl_i: 1n, fl_i: 0n };
  const outputs = [...rows.map((row) => ({ valid_i: 1n, ...row })), idle, idle, idle].map((row) => model.step(row));
  expect(outputs.map(({ valid_o }) => valid_o)).toEqual([0n, 0n, 1n, 1n, 1n, 1n, 0n]);
  expect(outputs.slice(2, 6).map(({ y_o = 0n }) => Number(BigInt.asIntN(32, y_o)))).toEqual([
    85,
    127,
    3,
    -(3 * 2 ** 22),
  ]);
});

test("stochastic rounding to <WL,FL> keeps the mean", () => {
  const made = instanceModel(instantiate(fixedQuantize, {}));
  if (made.kind !== "combinational") throw new Error("not combinational");
  // -0.3984375 with 4 fraction bits lies between -7/16 and -6/16; 8 random bits resolve its tail exactly.
  const x_i = BigInt.asUintN(32, -102n << 16n);
  let sum = 0;
  for (let rnd_i = 0n; rnd_i < 256n; rnd_i++)
    sum += Number(BigInt.asIntN(32, made.model({ x_i, wl_i: 8n, fl_i: 4n, rnd_i }).y_o!));
  expect(sum / 256 / 16).toBe(-102 / 256);
});

test.each([
  [{ maxWl: 33 }, "maxWl must be 2..32, got 33"],
  [{ maxFl: 0 }, "maxFl must be 1..32, got 0"],
  [{ src: "ufixed(8,8)" }, "src must be signed with 0 or more fraction bits, got ufixed8_8"],
  [{ src: "fixed(8,32)" }, "maxFl must be at most 24 for fixed8_32, got 32"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fixedQuantize, options)).toThrow(message);
});
