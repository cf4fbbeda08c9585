import { expect, test } from "vitest";
import { type Format, fixed, minifloats, posit } from "../formats/index.js";
import { fastRounder } from "./fast.js";
import { regionOf, stepsOf } from "./fast-steps.js";
import { type RoundMode, roundModes } from "./round.js";

const named = (name: string): Format => minifloats[name]!;
const modes = roundModes.filter((mode) => !mode.startsWith("s"));

/** Doubles of all sizes, and the two beside each step. */
function points(from: Float64Array): number[] {
  const found: number[] = [];
  for (const x of from) if (Number.isFinite(x) && x !== 0) found.push(x, x * (1 + 2 ** -52), x * (1 - 2 ** -53));
  for (let i = -60; i < 60; i += 0.37) found.push(2 ** i, -(2 ** i));
  return found;
}

test.each([
  ["e4m3", modes],
  ["e5m2", modes],
  ["binary8p1", modes],
  ["hfp8_fwd", modes],
  ["dlf16", ["rna"]],
] as const)("steps of %s are the rounder's results", (name, rounds) => compareAll(named(name), rounds));

test.each([posit(8, 0), posit(8, 2), posit(5, 4), posit(16, 1), fixed(4, 4), fixed(2, 6, false)])(
  "steps of $name are the rounder's results",
  (format) => compareAll(format, ["rne"]),
);

function compareAll(format: Format, rounds: readonly RoundMode[]): void {
  for (const round of rounds) {
    const rounder = fastRounder(format, { round, overflow: "saturate", rndBits: 0 });
    const { from, codes } = stepsOf(format, rounder);
    expect(from.length).toBeGreaterThan(2 ** format.width * 0.9);
    for (let i = 1; i < from.length; i++) expect(from[i]! > from[i - 1]!).toBe(true);
    let region = 0;
    for (const x of points(from)) {
      rounder.round(x, false);
      region = regionOf(from, x, region);
      const want = rounder.low % 2 ** format.width;
      if (codes[region] !== want) expect({ round, x, got: codes[region] }).toEqual({ want });
    }
  }
}
