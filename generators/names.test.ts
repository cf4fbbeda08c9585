import fc from "fast-check";
import { expect, test } from "vitest";
import { FormatError, lowestKinds, type Minifloat, minifloat, negZeroKinds, parseFormat } from "../formats/index.js";
import { UsageError } from "../tools/errors.js";
import { emit } from "./emit.js";
import { instantiate } from "./instance.js";
import { findUnit } from "./units.js";

const facts = fc
  .record({
    expBits: fc.integer({ min: 1, max: 11 }),
    fracBits: fc.integer({ min: 0, max: 52 }),
    bias: fc.integer({ min: -4096, max: 4096 }),
    lowest: fc.constantFrom(...lowestKinds),
    hasInf: fc.boolean(),
    highNans: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.maxSafeNat()),
    negZero: fc.constantFrom(...negZeroKinds),
  })
  .map((given) => ({ ...given, spec: "any" }));

/** Few enough values each that equal ones come up. */
const near = fc.record({
  expBits: fc.integer({ min: 1, max: 2 }),
  fracBits: fc.integer({ min: 1, max: 2 }),
  bias: fc.integer({ min: -1, max: 1 }),
  lowest: fc.constantFrom(...lowestKinds),
  hasInf: fc.boolean(),
  highNans: fc.integer({ min: 0, max: 1 }),
  negZero: fc.constantFrom(...negZeroKinds),
  spec: fc.constant("any"),
});

function made(given: Parameters<typeof minifloat>[0]): Minifloat | undefined {
  try {
    return minifloat(given);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

test("a module's name is plain and not too long, whatever the formats", () => {
  let named = 0;
  const mac = findUnit("fp_mac");
  const property = fc.property(facts, facts, facts, facts, (...all) => {
    const [a, b, acc, outer] = all.map(made);
    fc.pre(a !== undefined && b !== undefined && acc !== undefined && outer !== undefined);
    const { module } = instantiate(mac, { a, b, acc, outer });
    expect(module).toMatch(/^fp_mac_[A-Za-z0-9_]{1,113}$/);
    named++;
  });
  fc.assert(property, { numRuns: 300 });
  expect(named).toBeGreaterThan(100);
});

test("two formats have one name only when they have the same facts", () => {
  const key = ({ expBits, fracBits, bias, lowest, hasInf, highNans, negZero }: Minifloat) =>
    JSON.stringify([expBits, fracBits, bias, lowest, hasInf, highNans, negZero]);
  const names = new Map<string, string>();
  for (const given of fc.sample(near, 3000)) {
    const format = made(given);
    if (!format) continue;
    expect(names.get(format.name) ?? key(format)).toBe(key(format));
    names.set(format.name, key(format));
  }
  expect(names.size).toBeGreaterThan(50);
  expect(new Set(names.values()).size).toBe(names.size);
});

test("names that are cut stay different", () => {
  const wide = (bias: number) =>
    minifloat({ ...(parseFormat("{expBits:11,fracBits:52}") as Minifloat), bias, highNans: 2 ** 50 });
  const name = (bias: number) =>
    instantiate(findUnit("fp_mac"), { a: wide(-4000), b: wide(-4001), acc: wide(-4002), outer: wide(bias) }).module;
  expect(name(-4003)).toHaveLength(120);
  expect(name(-4003)).not.toBe(name(-4004));
  expect(name(-4003)).toBe(name(-4003));
});

test("a name or licence given by a program does not reach the Verilog unchecked", () => {
  const evil = { ...(parseFormat("e4m3") as Minifloat), name: "x; endmodule\nmodule y" };
  expect(() => emit(findUnit("fp_unpack"), { src: evil })).toThrow(UsageError);
  expect(() => emit(findUnit("lzc"), {}, { license: "MIT\n`include" })).toThrow(/^license must be an SPDX identifier/);
});
