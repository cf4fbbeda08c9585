import { isStochastic } from "../../golden/index.js";
import { lfsr } from "../lfsr/unit.js";
import { fixedMacReference, fixedMacView } from "../shared/fixed-mac.js";
import { seedParameter } from "../shared/lfsr.js";
import { systolic } from "../systolic/unit.js";
import type { Parameters, Use, UsePart, View } from "../unit.js";
import { arrayOptions, asDotProduct, type FixedSystolicConfig } from "./array.js";
import { columnSeed, seedStep, states } from "./seeds.js";

/** What both texts print. */
const common = ({ accBits, dst, rndBits, width }: FixedSystolicConfig) => ({
  accBits,
  resultBits: dst.width,
  word: "rnd",
  rndBits,
  width,
});

export function fixedSystolicView(c: FixedSystolicConfig, use: Use): View {
  return {
    ...fixedMacView(asDotProduct(c), use),
    ...common(c),
    array: use(systolic, arrayOptions(c)),
    lfsr: isStochastic(c.round) ? use(lfsr, { width: c.width }) : "",
    states: states(c.width),
    step: seedStep(c.width),
  };
}

/** The array as it is, and each column's rounding written with its own numbers. */
export function fixedSystolicReference(c: FixedSystolicConfig, parameters: Parameters, use: UsePart): View {
  const { Rows = 2, Cols = 2, Seed = seedParameter(c.width).default } = parameters;
  const seeds = Array.from({ length: Cols }, (_, column) => columnSeed(c.width, Seed, column));
  const lfsrs = isStochastic(c.round)
    ? seeds.map((seed) => use(lfsr, { width: c.width }, { Seed: seed, OutW: c.rndBits }))
    : [];
  return {
    ...fixedMacReference(asDotProduct(c), c.accBits, use),
    ...common(c),
    array: use(systolic, arrayOptions(c), { Rows, Cols }),
    lfsr: lfsrs[0] ?? "",
    rows: Rows,
    cols: Cols,
    seeds: seeds
      .map((seed) => `32'd${seed}`)
      .reverse()
      .join(", "),
  };
}
