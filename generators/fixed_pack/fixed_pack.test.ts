import { describe, expect, test } from "vitest";
import { roundModes } from "../../golden/index.js";
import { instanceModel, instantiate } from "../instance.js";
import type { CombModel, Options } from "../unit.js";
import { fixedPackPlan } from "./plan.js";
import { fixedPack } from "./unit.js";

function modelOf(options: Options): CombModel {
  const model = instanceModel(instantiate(fixedPack, options));
  if (model.kind !== "combinational") throw new Error("not combinational");
  return model.model;
}

const rules: Record<string, (x: number) => number> = {
  rtz: Math.trunc,
  rup: Math.ceil,
  rdn: Math.floor,
  rna: (x) => Math.sign(x) * Math.round(Math.abs(x)),
};

describe("fixed(3,2) from five-bit significands, in doubles", () => {
  test.each(Object.keys(rules))("%s", (round) => {
    const model = modelOf({ dst: "fixed(3,2)", sigBits: 5, minExp: -5, maxExp: 3, round });
    let count = 0;
    for (let exp = -5; exp <= 3; exp++)
      for (let sig = 0; sig < 32; sig++)
        for (const sticky of [0, 1])
          for (const sign of [0, 1]) {
            const x = (sign ? -1 : 1) * (2 * sig + sticky) * 2 ** (exp - 5);
            const want = Math.min(15, Math.max(-16, rules[round]!(x * 4)));
            const inputs = { sign_i: sign, exp_i: exp, sig_i: sig, sticky_i: sticky };
            const words = Object.fromEntries(
              Object.entries(inputs).map(([k, v]) => [k, BigInt.asUintN(k === "exp_i" ? 4 : 8, BigInt(v))]),
            );
            expect(BigInt.asIntN(5, model(words).code_o!)).toBe(BigInt(want));
            count++;
          }
    expect(count).toBe(9 * 32 * 4);
  });
});

test("NaN is the largest code, infinity the end of its sign, before anything else is looked at", () => {
  const model = modelOf({ dst: "int(4)", sigBits: 2, minExp: 0, maxExp: 1 });
  const special = (flags: Record<string, bigint>) => model({ sig_i: 3n, is_zero_i: 1n, ...flags }).code_o;
  expect(special({ is_nan_i: 1n, is_inf_i: 1n, sign_i: 1n })).toBe(7n);
  expect(special({ is_inf_i: 1n, sign_i: 1n })).toBe(8n);
  expect(special({ is_inf_i: 1n })).toBe(7n);
  expect(special({})).toBe(0n);
});

test("the window reaches from the largest exponent to the last bit that the rounding reads", () => {
  const base = { sigBits: 4, minExp: -9, offset: 0, rndBits: 3, flags: false } as const;
  const dst = instantiate(fixedPack, { dst: "fixed(4,4)", sigBits: 4, minExp: 0, maxExp: 0 }).config.dst as never;
  for (const round of roundModes) {
    const { windowBits, lost, top } = fixedPackPlan({ ...base, dst, round, maxExp: 2 });
    expect(top).toBe(6);
    expect(windowBits).toBe(7 + lost);
    expect(lost).toBe({ sra: 3, srb: 4, src: 4 }[round as string] ?? 1);
  }
});

test("exponents in the wrong order are refused", () => {
  expect(() => instantiate(fixedPack, { dst: "int(4)", sigBits: 2, minExp: 3, maxExp: 1 })).toThrow(
    "maxExp must be at least minExp 3, got 1",
  );
});
