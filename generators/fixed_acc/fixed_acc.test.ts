import { describe, expect, test } from "vitest";
import { dotProducts } from "../../testbench/oracles/dots.js";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import { fixedAcc } from "./unit.js";

const prng = new Prng("fixed_acc");
const draw = (low: number, high: number): number => low + prng.below(high - low + 1);

describe("against sums of integers", () => {
  test.each([
    [{ a: "fixed(8,8)" }, [-32768, 32767], [-32768, 32767], 48],
    [{ a: "int(4)", b: "uint(3)", accBits: 9 }, [-8, 7], [0, 7], 9],
    [{ a: "uint(4)", accBits: 8 }, [0, 15], [0, 15], 8],
  ] as const)("%j", (options, [lowA, highA], [lowB, highB], bits) => {
    const dots = Array.from({ length: 300 }, () => ({
      pairs: Array.from({ length: 1 + prng.below(60) }, () => [draw(lowA, highA), draw(lowB, highB)] as const),
    }));
    const want = dots.map(({ pairs }) => pairs.reduce((sum, [a, b]) => sum + BigInt(a) * BigInt(b), 0n));
    const got = dotProducts(instantiate(fixedAcc, options), dots);
    expect(got).toEqual(want.map((sum) => ((sum % 2n ** BigInt(bits)) + 2n ** BigInt(bits)) % 2n ** BigInt(bits)));
    // The narrow ones wrap now and then.
    if (bits < 48) expect(want.some((sum) => sum >= 2n ** BigInt(bits - 1))).toBe(true);
  });
});

test("valid_o is high in the second cycle after last_i; the sum stands until the next pair has come as far", () => {
  const made = instanceModel(instantiate(fixedAcc, { a: "int(8)" }));
  if (made.kind !== "clocked") throw new Error("not clocked");
  const pair = { rst_i: 0n, valid_i: 1n, last_i: 0n, a_i: 2n, b_i: 3n };
  const last = { ...pair, last_i: 1n };
  const idle = { rst_i: 0n, valid_i: 0n, last_i: 1n, a_i: 9n, b_i: 9n };
  const rows = [{ rst_i: 1n }, pair, last, idle, idle, last, idle, idle, pair, { rst_i: 1n }, idle];
  expect(rows.map((row) => made.model.step(row)).map((out) => [out.valid_o, out.result_o])).toEqual([
    [0n, 0n],
    [0n, 0n],
    [0n, 6n],
    [1n, 12n],
    [0n, 12n],
    [0n, 12n],
    [1n, 6n],
    [0n, 6n],
    [0n, 6n],
    [0n, 0n],
    [0n, 0n],
  ]);
});

test.each([
  [{ a: "int(8)", accBits: 15 }, "accBits must be at least that of a product, 16, got 15"],
  [{ a: "int(8)", accBits: 64 }, "accBits must be 2..63, got 64"],
  [{ a: "int(40)" }, "a and b need an accumulator of 96 bits, more than 63"],
  [{ a: "e4m3" }, "a must be a fixed format, got e4m3"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fixedAcc, options)).toThrow(message);
});
