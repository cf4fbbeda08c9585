import { describe, expect, test } from "vitest";
import { roundingOracle, targetOf } from "../../testbench/oracles/rounding.js";
import { callableModel, instantiate } from "../instance.js";
import { judged, nearestInteger, valuesOf } from "../shared/fixtures.js";
import type { Words } from "../unit.js";
import { rorUpdate } from "./unit.js";

const wide = valuesOf("dlf16");
const presets = ["hfp8_fwd_b4", "hfp8_fwd_b7", "hfp8_fwd_b11"];

/** Nearest, ties away, by search over the values of all codes. */
function nearestIn(values: readonly number[], overflow: string): (x: number) => number {
  const round = roundingOracle(targetOf(values));
  return (x) => (Number.isNaN(x) ? x : round(x, { round: "rna", overflow, bits: 0, word: 0 }).value);
}

describe.each(presets)("weights in %s, for every t", (weight) => {
  const narrow = valuesOf(weight);
  const rows = wide.map((_, code): Words => ({ residual_i: BigInt(code) }));
  const max = Math.max(...narrow.filter(Number.isFinite));

  test("the weight is the nearest one, and the residual is exact unless the weight is saturated", async () => {
    const toWeight = nearestIn(narrow, "saturate");
    const toWide = nearestIn(wide, "saturate");
    let inexact = 0;
    const { rows: checked, wrong } = await judged(
      rorUpdate,
      { weight },
      ({ residual_i }, { weight_o, residual_o }) => {
        const t = wide[Number(residual_i)]!;
        const [next, rest] = [narrow[Number(weight_o)]!, wide[Number(residual_o)]!];
        if (Number.isNaN(t)) return Number.isNaN(next) && Number.isNaN(rest);
        // Doubles hold t - W' exactly.
        const exact = rest === t - next;
        if (!exact) inexact++;
        return Object.is(next, toWeight(t)) && rest === toWide(t - next) && (exact || Math.abs(t) > max);
      },
      rows,
    );
    expect(wrong).toEqual([]);
    expect(checked).toBe(65536);
    // Far above the largest weight the difference has more bits than the residual.
    expect(inexact).toBeGreaterThan(0);
  });

  test("without saturation a weight out of range is NaN, and so is the residual", async () => {
    const toWeight = nearestIn(narrow, "special");
    const { wrong } = await judged(
      rorUpdate,
      { weight, overflow: "special" },
      ({ residual_i }, { weight_o, residual_o }) => {
        const t = wide[Number(residual_i)]!;
        const [next, rest] = [narrow[Number(weight_o)]!, wide[Number(residual_o)]!];
        return Object.is(next, toWeight(t)) && Object.is(rest, t - next);
      },
      rows,
    );
    expect(wrong).toEqual([]);
  });
});

test("the sum of three is rounded once, whatever their exponents: in integers of 2^-40", async () => {
  const unit = 2 ** -40;
  const weights = valuesOf("hfp8_fwd");
  const max = Math.max(...wide.filter(Number.isFinite));
  const { rows, wrong } = await judged(
    rorUpdate,
    {},
    ({ weight_i, update_i, residual_i }, { weight_o, residual_o }) => {
      const terms = [weights[Number(weight_i)]!, wide[Number(update_i)]!, wide[Number(residual_i)]!];
      const [next, rest] = [weights[Number(weight_o)]!, wide[Number(residual_o)]!];
      if (terms.some(Number.isNaN)) return Number.isNaN(next) && Number.isNaN(rest);
      const sum = terms.reduce((total, x) => total + BigInt(x / unit), 0n);
      const rounded = Number(nearestInteger(sum, 10)) * unit;
      const t = Math.abs(rounded) <= 2 ** -31 ? 0 : Math.max(-max, Math.min(max, rounded));
      // The two parts of t, which the tests above look at, make it up again while no weight is saturated.
      return Math.abs(t) > 448 ? Math.abs(next) === 448 : next + rest === t;
    },
  );
  expect(wrong).toEqual([]);
  expect(rows).toBe(65536);
});

test("updates too small for the weight are not lost", () => {
  const model = callableModel(instantiate(rorUpdate, {}));
  const codeOf = (x: number) => BigInt(wide.indexOf(x));
  const weights = valuesOf("hfp8_fwd");
  let [weight, residual] = [0x38n, 0n];
  // 1 + 256 * 2^-7. The weight alone has steps of 2^-3 there, so that 1 + 2^-7 rounds back to 1.
  for (let i = 0; i < 256; i++) {
    const next = model({ weight_i: weight, update_i: codeOf(2 ** -7), residual_i: residual });
    [weight, residual] = [next.weight_o as bigint, next.residual_o as bigint];
  }
  expect([weights[Number(weight)], wide[Number(residual)]]).toEqual([3, 0]);
});

test.each([
  [{ weight: "e4m3" }, "weight must be a format of IBM's kind, got e4m3"],
  [{ acc: "hfp8_bwd" }, "acc must hold every hfp8_fwd number, got hfp8_bwd"],
  [{ weight: "dlf16" }, "acc must hold every dlf16 number, got dlf16"],
  [{ overflow: "propagate" }, /unknown overflow: propagate/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(rorUpdate, options)).toThrow(message);
});
