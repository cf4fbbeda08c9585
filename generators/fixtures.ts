/** Instances drawn at random, for tests of what no catalogue names. */
import {
  type Fixed,
  FormatError,
  fixed,
  lowestKinds,
  type MinifloatFacts,
  minifloat,
  negZeroKinds,
  type Posit,
  posit,
} from "../formats/index.js";
import { isStochastic, overflowPolicies, roundModes } from "../golden/index.js";
import type { Prng } from "../testbench/prng.js";
import { UsageError } from "../tools/errors.js";
import { type Instance, instantiate } from "./instance.js";
import { findUnit } from "./units.js";

const pick = <T>(prng: Prng, from: readonly T[]): T => from[prng.below(from.length)]!;

/** Facts of a narrow minifloat that nobody has named: odd biases, every kind of special code. */
function anyMinifloat(prng: Prng): MinifloatFacts {
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

function anyFormat(prng: Prng): MinifloatFacts | Posit | Fixed {
  switch (prng.below(4)) {
    case 0:
      return posit(3 + prng.below(8), prng.below(4));
    case 1:
      return fixed(2 + prng.below(8), prng.below(12), prng.chance(0.5));
    default:
      return anyMinifloat(prng);
  }
}

/** A unit with every option drawn that is named here; options that contradict each other are drawn again. */
export function anyInstance(unitName: string, prng: Prng): Instance {
  const unit = findUnit(unitName);
  for (;;) {
    const minifloats = Array.from({ length: 4 }, () => anyMinifloat(prng));
    const round = pick(prng, roundModes);
    const stages = prng.chance(0.5) ? 0 : 1 + prng.below(4);
    const drawn: Readonly<Record<string, unknown>> = {
      a: minifloats[0],
      b: minifloats[1],
      // Often the format of an operand: then the one's lowest binade is the other's.
      dst: prng.chance(0.5) ? minifloats[0] : minifloats[2],
      acc: prng.chance(0.5) ? minifloats[0] : minifloats[2],
      outer: prng.chance(0.5) ? minifloats[2] : minifloats[3],
      ...(unitName === "fp_convert" && { src: anyFormat(prng), dst: anyFormat(prng) }),
      n: 3 + prng.below(8),
      es: prng.below(4),
      round,
      overflow: pick(prng, overflowPolicies),
      ...(isStochastic(round) && { rndBits: 1 + prng.below(3) }),
      flags: prng.chance(0.5),
      init: prng.chance(0.5),
      stages,
      enable: stages > 0 && prng.chance(0.5),
    };
    const options = Object.fromEntries(Object.entries(drawn).filter(([name]) => name in unit.params));
    try {
      return instantiate(unit, options);
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof FormatError)) throw error;
    }
  }
}
