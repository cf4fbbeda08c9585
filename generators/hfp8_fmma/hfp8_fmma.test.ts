import { describe, expect, test } from "vitest";
import { instantiate } from "../instance.js";
import { judged, nearestInteger, valuesOf } from "../shared/fixtures.js";
import type { Words } from "../unit.js";
import { hfp8Fmma } from "./unit.js";

const [forward, backward, wide] = [valuesOf("hfp8_fwd"), valuesOf("hfp8_bwd"), valuesOf("dlf16")];
const max = Math.max(...wide.filter(Number.isFinite));

function termsOf(w: Words): number[] {
  const value = (port: string, mode: bigint | undefined) => (mode === 1n ? backward : forward)[Number(w[port])]!;
  const product = (i: number) => value(`a${i}_i`, w.mode_a_i) * value(`b${i}_i`, w.mode_b_i);
  return [product(0), product(1), wide[Number(w.c_i)]!];
}

/** Nearest, ties away, in 10 bits; x is an integer of 2^-48. */
function rounded(x: bigint): number {
  const value = Number(nearestInteger(x, 10)) * 2 ** -48;
  if (Math.abs(value) <= 2 ** -31) return 0;
  return Math.abs(value) > max ? Number.NaN : value;
}

test("exact: products and addend in integers of 2^-48, rounded once", async () => {
  const { rows, wrong } = await judged(hfp8Fmma, {}, (inputs, { result_o }) => {
    const terms = termsOf(inputs);
    const got = wide[Number(result_o)]!;
    if (terms.some(Number.isNaN)) return Number.isNaN(got);
    return Object.is(got, rounded(terms.reduce((sum, x) => sum + BigInt(x * 2 ** 48), 0n)));
  });
  expect(wrong).toEqual([]);
  expect(rows).toBe(65536);
});

describe("a window", () => {
  test.each([
    ["sticky", 12],
    ["cut", 10],
  ])("%s, %i bits: each term is cut there, with one bit for what it loses or without", async (align, alignW) => {
    const { wrong } = await judged(hfp8Fmma, { align, alignW }, (inputs, { result_o }) => {
      const terms = termsOf(inputs);
      const got = wide[Number(result_o)]!;
      if (terms.some(Number.isNaN)) return Number.isNaN(got);
      const top = Math.max(...terms.map((x) => (x === 0 ? -100 : Math.floor(Math.log2(Math.abs(x))))));
      const half = 2 ** (top - alignW);
      const halves = terms.map((x) => {
        const kept = 2 * Math.trunc(x / half / 2);
        return kept + (align === "sticky" && kept * half !== x ? Math.sign(x) : 0);
      });
      const sum = BigInt(halves.reduce((total, x) => total + x, 0));
      const unit = top - alignW + 110;
      const value = Number(nearestInteger(sum << BigInt(unit), 10)) * 2 ** -110;
      const want = Math.abs(value) <= 2 ** -31 ? 0 : Math.abs(value) > max ? Number.NaN : value;
      return Object.is(got, want);
    });
    expect(wrong).toEqual([]);
  });
});

test.each([
  [{ acc: "fp16" }, "acc must be a format without subnormals, got fp16"],
  [{ acc: "fp9" }, "acc must have at least 7 fraction bits, got fp9"],
  [{ alignW: 12 }, "alignW needs align sticky or cut, got exact"],
  [{ align: "cut", alignW: 4 }, "alignW must be 8..64, got 4"],
  [{ round: "rtz" }, "round must be rna or rne with align exact, got rtz"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(hfp8Fmma, options)).toThrow(message);
});
