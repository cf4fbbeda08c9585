import { expect, test } from "vitest";
import { type Minifloat, minifloats } from "../../formats/index.js";
import { valueTable } from "../../golden/fast.js";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import type { CombModel, Options } from "../unit.js";
import { findUnit } from "../units.js";

function modelOf(unit: string, options: Options): CombModel {
  const made = instanceModel(instantiate(findUnit(unit), options));
  if (made.kind !== "combinational") throw new Error("stages are not wanted here");
  return made.model;
}

/**
 * Round to nearest even by looking for it: the code whose value is nearest to a double, the even one of two. Made from
 * the list of values alone, as P3109 words it; infinity stands one step above the largest finite value.
 */
function nearest(f: Minifloat): (x: number) => number {
  const values = valueTable(f);
  const top = Number(f.maxFiniteCode);
  const step = values[top]! - values[top - 1]!;
  return (x) => {
    const size = Math.abs(x);
    let low = 0;
    for (let high = top + 1; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (values[middle]! <= size) low = middle;
      else high = middle;
    }
    const above = low === top ? values[top]! + step : values[low + 1]!;
    const [down, up] = [size - values[low]!, above - size];
    const code = up < down || (up === down && low % 2 === 1) ? low + 1 : low;
    const special = f.hasInf ? Number(f.infCode) : undefined;
    const sign = x < 0 || Object.is(x, -0) ? 2 ** (f.width - 1) : 0;
    return code > top ? (special === undefined ? Number(f.nanCode) : sign + special) : sign + code;
  };
}

test.each([
  ["fp_mul", "e4m3", (x: number, y: number) => x * y],
  ["fp_mul", "e5m2", (x: number, y: number) => x * y],
  ["fp_add", "e4m3", (x: number, y: number) => x + y],
  ["fp_add", "e5m2", (x: number, y: number) => x + y],
] as const)("%s of %s is the nearest code to the double, for all pairs", (unit, name, operation) => {
  const format = minifloats[name]!;
  const model = modelOf(unit, { a: name });
  const values = valueTable(format);
  const round = nearest(format);
  let checked = 0;
  for (const [a, x] of values.entries()) {
    for (const [b, y] of values.entries()) {
      // Doubles hold these products and sums exactly.
      const exact = operation(x, y);
      const got = Number(model({ a_i: BigInt(a), b_i: BigInt(b) }).result_o);
      if (Number.isNaN(exact)) expect(values[got]).toBeNaN();
      else if (Math.abs(exact) === Infinity) expect(values[got]).toBe(exact);
      else if (got !== round(exact)) expect([a, b, got]).toEqual([a, b, round(exact)]);
      checked++;
    }
  }
  expect(checked).toBe(65536);
});

test.each([
  ["fp_mul", (x: number, y: number) => x * y],
  ["fp_add", (x: number, y: number) => x + y],
] as const)("%s into fp32 is what Math.fround gives", (unit, operation) => {
  const view = new DataView(new ArrayBuffer(4));
  const toDouble = (code: number): number => {
    view.setUint32(0, code);
    return view.getFloat32(0);
  };
  const toCode = (x: number): number => {
    view.setFloat32(0, Math.fround(x));
    return view.getUint32(0);
  };
  const model = modelOf(unit, { a: "fp32" });
  const prng = new Prng(`${unit} fp32`);
  const count = 20_000;
  for (let i = 0; i < count; i++) {
    const a = prng.below(2 ** 32);
    // Half of the second operands lie near the first one, where sums cancel.
    const near = (a ^ 0x8000_0000 ^ prng.below(2 ** 12)) >>> 0;
    const b = i % 2 === 0 ? near : prng.below(2 ** 32);
    const want = operation(toDouble(a), toDouble(b));
    if (Number.isNaN(want)) continue;
    // 53 bits are more than twice 24 and 2: rounding twice is rounding once.
    expect(Number(model({ a_i: BigInt(a), b_i: BigInt(b) }).result_o)).toBe(toCode(want));
  }
});
