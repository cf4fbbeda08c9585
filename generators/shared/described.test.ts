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
      bias: prng.below(6) - 3 + 2 ** (expBits - 1),
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

test.each(["fp_mul", "fp_add", "fp_fma"])("%s is right for formats that users describe", async (unit) => {
  const prng = new Prng(`described ${unit}`);
  let checked = 0;
  for (let i = 0; i < 12; i++) {
    const instance = anyInstance(unit, prng);
    const design = designOf(instance, emitInstance(instance).files);
    const inputs = stimulus(instance, { rows: 4096 });
    const result = await checkWith(bitslice, design, inputs, expectedOutputs(instance, inputs));
    expect({ module: instance.module, mismatches: result.mismatches }).toEqual({
      module: instance.module,
      mismatches: 0,
    });
    checked += result.checked;
  }
  expect(checked).toBeGreaterThan(2000);
});
