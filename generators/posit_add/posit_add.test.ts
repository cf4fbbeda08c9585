import { expect, test } from "vitest";
import { nearestPosit, positLadder, positValue } from "../../testbench/oracles/posit-ladder.js";
import { instanceModel, instantiate } from "../instance.js";
import type { Options, Words } from "../unit.js";
import { positAdd } from "./unit.js";

function adder(options: Options): (inputs: Words) => Words {
  const made = instanceModel(instantiate(positAdd, options));
  if (made.kind !== "combinational") throw new Error("expected a combinational unit");
  return made.model;
}
const sum = (options: Options, a: number, b: number): number =>
  Number(adder(options)({ a_i: BigInt(a), b_i: BigInt(b) }).result_o);

// Sums of two such posits are exact in double arithmetic: at most 53 binades lie between their last places.
test.each([
  [8, 0],
  [8, 1],
  [8, 2],
  [5, 3],
])("posit(%i,%i): every sum is the nearest posit to the sum in double arithmetic", (n, es) => {
  const model = adder({ n, es });
  const ladder = positLadder(n, es);
  const finer = positLadder(n + 1, es);
  const values = Array.from({ length: 2 ** n }, (_, code) => positValue(n, ladder, code));
  let wrong = 0;
  let checked = 0;
  for (const [a, x] of values.entries())
    for (const [b, y] of values.entries()) {
      if (a > b) continue;
      const want = BigInt(nearestPosit(n, finer, x + y));
      if (model({ a_i: BigInt(a), b_i: BigInt(b) }).result_o !== want) wrong++;
      if (model({ a_i: BigInt(b), b_i: BigInt(a) }).result_o !== want) wrong++;
      checked++;
    }
  expect({ wrong, checked }).toEqual({ wrong: 0, checked: (4 ** n + 2 ** n) / 2 });
});

test("minpos + minpos moves on", () => {
  // 2^-12 + 2^-12 = 2^-11, halfway in the string between 2^-12 (01) and 2^-10 (02): to the even code.
  expect(sum({ n: 8, es: 1 }, 0x01, 0x01)).toBe(0x02);
  expect(sum({ n: 8, es: 0 }, 0x01, 0x01)).toBe(0x02);
});

test("maxpos + maxpos stays, x - x is 0, NaR stays NaR", () => {
  expect(sum({ n: 8, es: 1 }, 0x7f, 0x7f)).toBe(0x7f);
  expect(sum({ n: 8, es: 1 }, 0x81, 0x81)).toBe(0x81);
  for (let code = 1; code < 128; code++) expect(sum({ n: 8, es: 1 }, code, 256 - code)).toBe(0);
  for (const b of [0, 1, 0x7f, 0x80]) expect(sum({ n: 8, es: 1 }, b, 0x80)).toBe(0x80);
});
