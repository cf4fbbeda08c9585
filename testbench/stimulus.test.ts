import { expect, test } from "vitest";
import { type Batch, batchInputs } from "../generators/design.js";
import type { Instance } from "../generators/instance.js";
import type { Words } from "../generators/unit.js";
import { add, decode, exponentOf, type Finite, multiply, type Value } from "../golden/index.js";
import { fixture, formatOf } from "./fixtures.js";
import { isExhaustive, stimulus } from "./stimulus.js";

/** The rows of a batch as words. */
function rowsOf(instance: Instance, batch: Batch): Words[] {
  const ports = batchInputs(instance);
  return Array.from({ length: batch.rows }, (_, r) =>
    Object.fromEntries(ports.map((port, i) => [port.name, BigInt(batch.columns[i]![r]!)])),
  );
}
const rows = (instance: Instance, count?: number): Words[] =>
  rowsOf(instance, stimulus(instance, count === undefined ? {} : { rows: count }));
/** Enough for every region, a quarter of the default. */
const SAMPLE = 2 ** 14;
const count = (all: readonly Words[], holds: (row: Words) => boolean): number => all.filter(holds).length;
const isNumber = (x: Value): x is Finite => x.kind === "finite" && x.sig !== 0n;

test("every input of a small unit, once", () => {
  const instance = fixture("adder", { format: "e4m3" });
  expect(isExhaustive(instance)).toBe(true);
  const all = rows(instance);
  expect(all.length).toBe(65536);
  expect(new Set(all.map((row) => row.a_i! * 256n + row.b_i!)).size).toBe(65536);
});

test("a cap on the rows is kept, and gives up on every input", () => {
  const instance = fixture("adder", { format: "e4m3" });
  expect(isExhaustive(instance, { rows: 1000 })).toBe(false);
  expect(rows(instance, 1000).length).toBe(1000);
});

test("the same on every call, different for another module", () => {
  const instance = fixture("adder", { format: "fp16" });
  const first = stimulus(instance, { rows: 2000 });
  expect(stimulus(instance, { rows: 2000 })).toEqual(first);
  expect(stimulus(fixture("adder", { format: "bf16" }), { rows: 2000 })).not.toEqual(first);
});

// Each count is taken from the codes by exact arithmetic, not from what the generator meant to make.
const sums = ["fp16", "bf16", "fp32", "dlf16", "posit16_1", "posit16_2", "fixed8_8"];
test.each(sums)("sums in %s nearly cancel, stand apart and reach both edges", (name) => {
  const f = formatOf(name);
  const all = rows(fixture("adder", { format: name }), SAMPLE);
  expect(all.length).toBe(SAMPLE);
  const precision = f.kind === "minifloat" ? f.sigBits : f.kind === "posit" ? f.maxFracBits + 1 : f.width;
  const seen = { cancel: 0, exact: 0, vanishes: 0, top: 0, low: 0, crossing: 0 };
  const apart = new Map<number, number>();
  const topCode = f.kind === "minifloat" ? f.maxFiniteCode : f.kind === "posit" ? f.narCode - 1n : 32767n;
  const top = decode(f, topCode) as Finite;
  const lowest = decode(f, f.kind === "minifloat" ? f.minPositiveCode : 1n) as Finite;
  for (const { a_i, b_i } of all) {
    const a = decode(f, a_i!);
    const b = decode(f, b_i!);
    if (a.kind !== "finite" || b.kind !== "finite" || a.sig * b.sig === 0n) {
      if (a.kind !== b.kind || (a.kind === "finite" && b.kind === "finite")) seen.crossing++;
      continue;
    }
    const distance = Math.abs(exponentOf(a) - exponentOf(b));
    apart.set(distance, (apart.get(distance) ?? 0) + 1);
    const sum = add(a, b) as Finite;
    if (sum.sig === 0n) seen.vanishes++;
    else if (exponentOf(sum) <= exponentOf(a) - Math.min(3, precision - 1)) seen.cancel++;
    if (sum.sig !== 0n && exponentOf(sum) === exponentOf(top)) seen.top++;
    if (sum.sig !== 0n && exponentOf(sum) <= exponentOf(lowest) + 1) seen.low++;
    if (exponentOf(a) === exponentOf(b) && a.negative === b.negative) seen.exact++;
  }
  for (const [what, n] of Object.entries(seen)) expect(n, what).toBeGreaterThan(20);
  const reachable = f.kind === "fixed" ? [0, 1] : [0, 1, precision, precision + 1];
  for (const distance of reachable) expect(apart.get(distance) ?? 0, `distance ${distance}`).toBeGreaterThan(20);
});

test.each(["fp16", "bf16", "fp32", "dlf16", "posit16_2"])("products in %s reach both edges of the range", (name) => {
  const f = formatOf(name);
  const all = rows(fixture("multiplier", { format: name }), SAMPLE);
  const product = ({ a_i, b_i }: Words): Value => multiply(decode(f, a_i!), decode(f, b_i!));
  const topExp = f.kind === "minifloat" ? f.maxExp : f.kind === "posit" ? f.maxScale : 0;
  const lowExp = f.kind === "minifloat" ? f.minExp : -topExp;
  const within = (low: number, high: number) => (row: Words) => {
    const x = product(row);
    return isNumber(x) && exponentOf(x) >= low && exponentOf(x) <= high;
  };
  expect(count(all, within(topExp, topExp))).toBeGreaterThan(50);
  expect(count(all, within(topExp + 1, topExp + 1))).toBeGreaterThan(50);
  expect(count(all, within(lowExp, lowExp))).toBeGreaterThan(50);
  expect(count(all, within(lowExp - 1, lowExp - 1))).toBeGreaterThan(50);
});

test("addends nearly cancel products and stand precision apart from them", () => {
  const [f, acc] = [formatOf("e5m2"), formatOf("fp16")];
  const all = rows(fixture("fma", { format: "e5m2", acc: "fp16" }));
  const distances = new Map<number, number>();
  let cancel = 0;
  for (const { a_i, b_i, c_i } of all) {
    const product = multiply(decode(f, a_i!), decode(f, b_i!));
    const c = decode(acc, c_i!);
    if (!isNumber(product) || !isNumber(c)) continue;
    const distance = exponentOf(product) - exponentOf(c);
    distances.set(distance, (distances.get(distance) ?? 0) + 1);
    const sum = add(product, c) as Finite;
    if (sum.sig !== 0n && exponentOf(sum) < exponentOf(c) - 6) cancel++;
  }
  expect(cancel).toBeGreaterThan(200);
  for (const distance of [-12, -11, -1, 0, 1, 11, 12]) expect(distances.get(distance) ?? 0).toBeGreaterThan(100);
});

test("specials meet numbers and each other", () => {
  const f = formatOf("fp16");
  const all = rows(fixture("fma", { format: "fp16", acc: "fp16" }));
  const kinds = new Map<string, number>();
  for (const { a_i, b_i, c_i } of all) {
    const [a, b, c] = [decode(f, a_i!), decode(f, b_i!), decode(f, c_i!)];
    const kind = (x: Value) => (x.kind === "finite" && x.sig === 0n ? "zero" : x.kind);
    for (const pair of [`${kind(a)}*${kind(b)}`, `${kind(a)}+${kind(c)}`]) kinds.set(pair, (kinds.get(pair) ?? 0) + 1);
  }
  for (const x of ["zero", "finite", "inf", "nan"])
    for (const y of ["zero", "finite", "inf", "nan"])
      for (const pair of [`${x}*${y}`, `${x}+${y}`]) expect(kinds.get(pair) ?? 0, pair).toBeGreaterThan(20);
});

test("plain ports: the contract is kept, flags are mostly low, random bits reach their ends", () => {
  const all = rows(fixture("packer"));
  expect(all.length).toBe(65536);
  expect(count(all, ({ sig_i }) => sig_i! < 2048n)).toBe(0);
  const quiet = ({ is_zero_i, is_nan_i }: Words) => is_zero_i === 0n && is_nan_i === 0n;
  expect(count(all, (row) => quiet(row) && row.sign_i === 1n)).toBeGreaterThan(5000);
  expect(count(all, (row) => quiet(row) && row.sign_i === 0n)).toBeGreaterThan(10000);
  expect(count(all, ({ is_zero_i }) => is_zero_i === 1n)).toBeGreaterThan(2000);
  for (const end of [0n, 255n]) expect(count(all, (row) => quiet(row) && row.rnd_i === end)).toBeGreaterThan(1000);
  for (const exp of [0n, 127n, 128n, 255n]) expect(count(all, (row) => row.exp_i === exp)).toBeGreaterThan(500);
});
