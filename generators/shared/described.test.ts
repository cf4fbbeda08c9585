import { expect, test } from "vitest";
import { bitslice } from "../../cosim/bitslice.js";
import { checkWith } from "../../cosim/compare.js";
import { expectedOutputs } from "../../cosim/model.js";
import { FormatError, lowestKinds, type MinifloatFacts, minifloat, negZeroKinds } from "../../formats/index.js";
import { isStochastic, overflowPolicies, roundModes } from "../../golden/index.js";
import { Prng } from "../../testbench/prng.js";
import { stimulus } from "../../testbench/stimulus.js";
import { UsageError } from "../../tools/errors.js";
import { emitInstance } from "../emit.js";
import { designOf, type Instance, instantiate } from "../instance.js";
import { findUnit } from "../units.js";

const pick = <T>(prng: Prng, from: readonly T[]): T => from[prng.below(from.length)]!;

/** Facts of a narrow format that nobody has named: odd biases, every kind of special code. */
function anyFormat(prng: Prng): MinifloatFacts {
  for (;;) {
    const expBits = 1 + prng.below(3);
    const fracBits = prng.below(3);
    const facts: MinifloatFacts = {
      expBits,
      fracBits,
      // Far apart as well: then sums sink below the result, or the other way round.
      bias: (prng.chance(0.5) ? prng.below(6) - 3 : prng.below(41) - 20) + 2 ** (expBits - 1),
      lowest: pick(prng, lowestKinds),
      hasInf: prng.chance(0.5),
      highNans: pick(prng, [0, 1, 2 ** fracBits - 1]),
      negZero: pick(prng, negZeroKinds),
      spec: "made up",
    };
    try {
      minifloat(facts);
      return facts;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
    }
  }
}

/** A unit with everything drawn; options that contradict each other are drawn again. */
function anyInstance(unit: string, prng: Prng): Instance {
  for (;;) {
    const a = anyFormat(prng);
    const round = pick(prng, roundModes);
    const options = {
      a,
      b: anyFormat(prng),
      [unit === "fp_fma" ? "acc" : "dst"]: prng.chance(0.5) ? a : anyFormat(prng),
      round,
      overflow: pick(prng, overflowPolicies),
      flags: prng.chance(0.5),
      ...(isStochastic(round) && { rndBits: 1 + prng.below(3) }),
    };
    try {
      return instantiate(findUnit(unit), options);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
    }
  }
}

/** Rows compared of an instance, none of which may differ. */
async function checkedRows(instance: Instance): Promise<number> {
  const { module } = instance;
  const design = designOf(instance, emitInstance(instance).files);
  const inputs = stimulus(instance, { rows: 4096 });
  const { checked, mismatches } = await checkWith(bitslice, design, inputs, expectedOutputs(instance, inputs));
  expect({ module, mismatches }).toEqual({ module, mismatches: 0 });
  return checked;
}

test.each(["fp_mul", "fp_add", "fp_fma"])("%s is right for formats that users describe", async (unit) => {
  const prng = new Prng(`described ${unit}`);
  let checked = 0;
  for (let i = 0; i < 20; i++) checked += await checkedRows(anyInstance(unit, prng));
  expect(checked).toBeGreaterThan(2000);
});

test("a sum far below a format without subnormals vanishes", async () => {
  const narrow = "{expBits:1,fracBits:1,bias:1,lowest:normal}";
  const rounding = { round: "sra", rndBits: 4 };
  const add = { a: narrow, b: "{expBits:3,fracBits:2,bias:10}", dst: narrow, ...rounding };
  const fma = { a: "{expBits:3,fracBits:0,bias:10}", acc: narrow, ...rounding };
  expect(await checkedRows(instantiate(findUnit("fp_add"), add))).toBe(4096);
  expect(await checkedRows(instantiate(findUnit("fp_fma"), fma))).toBe(4096);
});
