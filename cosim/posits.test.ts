/**
 * Every small posit through the hardware: widths of 0, 1 and 2 bits for exponent and fraction all occur below 9 bits,
 * and such widths are where posit hardware usually breaks. The catalogue has only a few of these.
 */
import { expect, test } from "vitest";
import { emitInstance } from "../generators/emit.js";
import { assignParameters, instantiate } from "../generators/instance.js";
import type { Options } from "../generators/unit.js";
import { findUnit } from "../generators/units.js";
import { bitslice } from "./bitslice.js";
import { isMeasured, simulateWith } from "./run.js";
import { makeVectors } from "./vectors.js";

const shapes = [3, 4, 5, 6, 7, 8].flatMap((n) => [0, 1, 2, 3, 4].map((es) => [n, es] as const));

async function simulate(unit: string, options: Options, rows?: number) {
  const instance = instantiate(findUnit(unit), options);
  const parameters = assignParameters(instance);
  const vectors = makeVectors(instance, parameters, rows);
  const outcome = await simulateWith(bitslice, emitInstance(instance), parameters, vectors);
  if (!isMeasured(outcome)) throw new Error(`${unit} was not simulated`);
  expect(outcome.failure).toBeUndefined();
  return outcome;
}

test.each(shapes)("posit(%i,%i): decode, multiply and add are right for all inputs", async (n, es) => {
  for (const form of ["magnitude", "signed"]) {
    const { checked, exhaustive } = await simulate("posit_decode", { n, es, form });
    expect({ checked, exhaustive }).toEqual({ checked: 2 ** n, exhaustive: true });
  }
  for (const unit of ["posit_mul", "posit_add"]) {
    const { checked, exhaustive } = await simulate(unit, { n, es, flags: (n + es) % 2 === 0 });
    expect({ checked, exhaustive }).toEqual({ checked: 4 ** n, exhaustive: true });
  }
});

// As narrow as the longest fraction and its guard bit allow, and one bit of scale beyond the posit's own.
test.each(shapes)("posit(%i,%i): encode is right for all inputs", async (n, es) => {
  const fracBits = Math.max(1, n - 3 - es) + 1;
  const scaleBits = 2 + es + Math.ceil(Math.log2(n - 1));
  for (const form of ["magnitude", "signed"]) {
    const options = { n, es, form, scaleBits, fracBits, flags: true };
    const { checked, exhaustive } = await simulate("posit_encode", options);
    expect({ checked, exhaustive }).toEqual({ checked: 2 ** (4 + scaleBits + fracBits), exhaustive: true });
  }
});

// A quire of hundreds of bits takes long to compile and has no width that the smaller ones lack.
const quires = shapes.filter(([n, es]) => es <= 2 || n <= 5);

test.each(quires)("posit(%i,%i): exact accumulation", async (n, es) => {
  const { checked } = await simulate("posit_emac", { n, es }, 8192);
  expect(checked).toBeGreaterThan(8000);
});
