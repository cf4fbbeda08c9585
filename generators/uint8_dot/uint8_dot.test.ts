import { expect, test } from "vitest";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import type { Options, Words } from "../unit.js";
import { uint8Dot } from "./unit.js";

interface Dot {
  readonly pairs: readonly (readonly [number, number])[];
  readonly zeros: readonly [number, number];
}

/** Results of dot products fed without a bubble. */
function results(options: Options, dots: readonly Dot[]): number[] {
  const instance = instantiate(uint8Dot, options);
  const made = instanceModel(instance);
  if (made.kind !== "clocked") throw new Error("not clocked");
  const { b, accBits } = instance.config as { b: { width: number; signed: boolean }; accBits: number };
  const found: number[] = [];
  const step = (words: Words): void => {
    const { valid_o, result_o = 0n } = made.model.step(words);
    if (valid_o === 1n) found.push(Number(BigInt.asIntN(accBits, result_o)));
  };
  step({ rst_i: 1n });
  for (const { pairs, zeros } of dots)
    for (const [i, [x, y]] of pairs.entries())
      step({
        valid_i: 1n,
        last_i: BigInt(i === pairs.length - 1),
        a_i: BigInt(x),
        b_i: BigInt.asUintN(b.width, BigInt(y)),
        zero_a_i: BigInt(zeros[0]),
        ...(!b.signed && { zero_b_i: BigInt(zeros[1]) }),
      });
  for (let i = 0; i < 2; i++) step({ valid_i: 0n, last_i: 1n, a_i: 3n, b_i: 3n, zero_a_i: 0n });
  return found;
}

function draw(prng: Prng, [low, high]: readonly [number, number], zeros: readonly [number, number]): Dot {
  const pairs = Array.from({ length: 1 + prng.below(40) }, () => {
    return [prng.below(256), low + prng.below(high - low + 1)] as const;
  });
  return { pairs, zeros };
}

test("two unsigned codes about their zero points, as dequantised numbers multiply", () => {
  const prng = new Prng("uint8_dot");
  const dots = Array.from({ length: 300 }, () => draw(prng, [0, 255], [prng.below(256), prng.below(256)]));
  const want = dots.map(({ pairs, zeros }) => pairs.reduce((sum, [x, y]) => sum + (x - zeros[0]) * (y - zeros[1]), 0));
  expect(results({}, dots)).toEqual(want);
});

test.each([
  ["int(8)", 32, [-128, 127]],
  ["int(16)", 40, [-32768, 32767]],
] as const)("the other factor %s: an accumulator of %i bits", (b, accBits, ends) => {
  expect(instantiate(uint8Dot, { b }).config.accBits).toBe(accBits);
  const prng = new Prng(b);
  const dots = Array.from({ length: 200 }, () => draw(prng, ends, [prng.below(256), 0]));
  const want = dots.map(({ pairs, zeros }) => pairs.reduce((sum, [x, y]) => sum + (x - zeros[0]) * y, 0));
  expect(results({ b }, dots)).toEqual(want);
});

test("a full accumulator wraps", () => {
  const pairs = [[15, 7]] as const;
  const options = { a: "uint(4)", b: "int(4)", accBits: 8 };
  expect(results(options, [{ pairs: [...pairs, ...pairs], zeros: [0, 0] }])).toEqual([210 - 256]);
});

test.each([
  [{ a: "int(8)" }, "a must be an unsigned integer of 2 bits or more, got int8"],
  [{ b: "fixed(4,4)" }, "b must be an integer of 2 bits or more, got fixed4_4"],
  [{ accBits: 16 }, "accBits must be at least that of a product, 17, got 16"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(uint8Dot, options)).toThrow(message);
});
