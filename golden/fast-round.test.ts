import { expect, test } from "vitest";
import { type Format, fixed, type Minifloat, minifloats, posit } from "../formats/index.js";
import { decode } from "./decode.js";
import { encode, type Overflow, overflowPolicies } from "./encode.js";
import { fastRounder } from "./fast.js";
import { roundFixed, saturate } from "./fixed-round.js";
import { fixedRoundModes, isStochastic, type RoundMode, roundModes } from "./round.js";
import { fromNumber, toNumber } from "./value.js";

const view = new DataView(new ArrayBuffer(8));
/** The next double away from zero, or towards it. */
function neighbour(x: number, step: 1n | -1n): number {
  view.setFloat64(0, x);
  view.setBigUint64(0, view.getBigUint64(0) + step);
  return view.getFloat64(0);
}

interface Case {
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
  readonly word: number;
}

/** Code and flags in one number, as the fast rounder gives them. */
function exactWord(format: Format, x: number, { round, overflow, rndBits, word }: Case): number {
  const random = { bits: rndBits, word: BigInt(word) };
  const { code, flags } = encode(format, fromNumber(x), { round, overflow, random });
  const { invalid, overflow: over, underflow, inexact } = flags;
  const bits = Number(invalid) + 2 * Number(over) + 4 * Number(underflow) + 8 * Number(inexact);
  return Number(code) + (isStochastic(round) ? 0 : bits * 2 ** format.width);
}

function compareAt(format: Format, points: Iterable<number>, cases: readonly Case[]): number {
  let compared = 0;
  const rounders = cases.map((one) => fastRounder(format, one));
  for (const point of points)
    for (const x of [point, -point])
      for (const [i, one] of cases.entries()) {
        const rounder = rounders[i]!;
        rounder.round(x, false);
        const all = one.word >= rounder.threshold ? rounder.high : rounder.low;
        // The stochastic modes give no flags.
        const got = isStochastic(one.round) ? all % 2 ** format.width : all;
        const want = exactWord(format, x, one);
        if (got !== want) expect({ format: format.name, x, ...one, got }).toEqual({ want });
        compared++;
      }
  return compared;
}

/** Every value, every boundary between two, and the doubles beside them: between these nothing changes. */
function* around(values: readonly number[], boundaries: readonly number[]): Generator<number> {
  yield* [0, Number.POSITIVE_INFINITY, Number.NaN];
  for (const x of [...values, ...boundaries])
    if (x > 0 && Number.isFinite(x)) yield* [neighbour(x, -1n), x, neighbour(x, 1n)];
}

const magnitudes = (format: Format, codes: number): number[] =>
  Array.from({ length: codes }, (_, code) => toNumber(decode(format, BigInt(code)))).filter((x) => x > 0);

test.each([
  [4, 0],
  [5, 4],
  [8, 0],
  [8, 1],
  [8, 2],
  [16, 1],
  [16, 2],
])("posit(%i,%i) at every value and every rounding boundary", (n, es) => {
  const format = posit(n, es);
  // A boundary is the value of a code with one more bit, which is 1.
  const boundaries = magnitudes(posit(n + 1, es), 2 ** n);
  const beyond = [2 ** (format.maxScale + 1), 1.5 * 2 ** format.maxScale, 2 ** (-format.maxScale - 3)];
  const points = around([...magnitudes(format, 2 ** (n - 1)), ...beyond], boundaries);
  const compared = compareAt(format, points, [{ round: "rne", overflow: "saturate", rndBits: 0, word: 0 }]);
  expect(compared).toBeGreaterThan(2 ** n * 4);
});

const named = (name: string): Minifloat => minifloats[name]!;
const policiesOf = (f: Minifloat): Overflow[] =>
  overflowPolicies.filter(
    (o) => o === "saturate" || (o === "special" ? f.hasInf || f.nanCode !== undefined : f.hasInf),
  );
const casesOf = (policies: readonly Overflow[]): Case[] =>
  roundModes.flatMap((round) =>
    policies.flatMap((overflow) =>
      (isStochastic(round) ? [0, 1, 5, 7] : [0]).map((word) => ({ round, overflow, rndBits: 3, word })),
    ),
  );

test.each(["e4m3", "e5m2", "e3m2", "e2m1", "binary8p1", "e4m3fnuz", "hfp8_fwd", "binary8p4"])(
  "%s with flags, in all modes, at every sixteenth of a step",
  (name) => {
    const format = named(name);
    const values = magnitudes(format, Number(format.maxFiniteCode) + 1);
    const top = values.at(-1)!;
    const steps = [0, ...values, top * 1.5].flatMap((low, i, all) =>
      Array.from({ length: 15 }, (_, k) => low + (((all[i + 1] ?? 2 * low) - low) * (k + 1)) / 16),
    );
    const compared = compareAt(format, around([...values, top * 4], steps), casesOf(policiesOf(format)));
    expect(compared).toBeGreaterThan(values.length * 16 * 18);
  },
);

test.each([fixed(4, 4), fixed(1, 0), fixed(2, 6, false), fixed(8, 0)])("%j in all modes", (format) => {
  const scale = 2 ** -format.fl;
  const points = Array.from({ length: 2 ** format.width * 16 + 64 }, (_, i) => (i * scale) / 16);
  const compared = compareAt(format, around(points, []), casesOf(["saturate"]));
  expect(compared).toBeGreaterThan(points.length);
});

test.each([...fixedRoundModes])("two's complement, %s, as the exact rounding of integers", (round) => {
  let compared = 0;
  for (const signed of [true, false])
    for (const word of isStochastic(round) ? [0, 1, 5, 7] : [0]) {
      const rounder = fastRounder(fixed(5, 0, signed), { round, overflow: "saturate", rndBits: 3 });
      for (let x = -700; x <= 700; x++) {
        rounder.round(x / 16, false);
        const got = (word >= rounder.threshold ? rounder.high : rounder.low) % 32;
        const rounded = roundFixed(round, BigInt(x), 4, { bits: 3, word: BigInt(word) });
        const want = Number(BigInt.asUintN(5, saturate(rounded, 5, signed)));
        if (got !== want) expect({ x, word, signed, got }).toEqual({ want });
        compared++;
      }
    }
  expect(compared).toBeGreaterThan(2800);
});

test("more than 26 bits leave no room for flags", () => {
  expect(() => fastRounder(named("fp32"), { round: "rne", overflow: "special", rndBits: 0 })).toThrow(
    "no fast rounding into fp32: more than 26 bits",
  );
});
