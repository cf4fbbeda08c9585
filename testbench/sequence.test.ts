import { expect, test } from "vitest";
import { type Batch, batchInputs } from "../generators/design.js";
import type { Instance } from "../generators/instance.js";
import { add, decode, type Finite, multiply } from "../golden/index.js";
import { fixture, formatOf } from "./fixtures.js";
import { stimulus } from "./stimulus.js";

function columns(instance: Instance, batch: Batch): Record<string, number[]> {
  return Object.fromEntries(batchInputs(instance).map((port, i) => [port.name, Array.from(batch.columns[i]!, Number)]));
}

test("all inputs go through a pipeline, between gaps and resets", () => {
  const instance = fixture("adder", { format: "e4m3", stages: 2, enable: true });
  const { rst_i, en_i, valid_i, a_i, b_i } = columns(instance, stimulus(instance)) as Record<string, number[]>;
  const taken = new Set<number>();
  for (const [r, a] of a_i!.entries())
    if (rst_i![r] === 0 && en_i![r] === 1 && valid_i![r] === 1) taken.add(a * 256 + b_i![r]!);
  expect(taken.size).toBe(65536);
  expect(rst_i!.slice(0, 3)).toEqual([1, 1, 1]);
  expect(rst_i!.slice(3).filter((x) => x === 1).length).toBeGreaterThan(20);
  expect(en_i!.filter((x) => x === 0).length).toBeGreaterThan(1000);
  expect(valid_i!.filter((x) => x === 0).length).toBeGreaterThan(1000);
});

test("a pipeline with many inputs is sampled", () => {
  const instance = fixture("adder", { format: "fp16", stages: 3 });
  const batch = stimulus(instance);
  expect(batch.rows).toBeGreaterThan(19000);
  expect(batch.rows).toBeLessThan(21000);
  expect(stimulus(instance, { rows: 500 }).rows).toBeLessThan(600);
});

test("streams: length 1, back to back, long, gaps, resets in the middle, reseeds", () => {
  const instance = fixture("mac", { format: "e4m3" });
  const { rst_i, en_i, valid_i, last_i, seed_valid_i, seed_i } = columns(instance, stimulus(instance)) as Record<
    string,
    number[]
  >;
  const seen = { single: 0, backToBack: 0, gap: 0, cutByReset: 0, frozen: 0, reseed: 0, ignoredLast: 0 };
  let length = 0;
  let longest = 0;
  let endedBefore = false;
  for (const [r, valid] of valid_i!.entries()) {
    if (seed_valid_i![r] === 1) seen.reseed++;
    if (rst_i![r] === 1) {
      if (length > 0) seen.cutByReset++;
      length = 0;
      endedBefore = false;
    } else if (en_i![r] === 0) {
      if (valid === 1) seen.frozen++;
    } else if (valid === 0) {
      if (length > 0) seen.gap++;
      if (last_i![r] === 1) seen.ignoredLast++;
      endedBefore = false;
    } else {
      length++;
      longest = Math.max(longest, length);
      if (endedBefore) seen.backToBack++;
      endedBefore = last_i![r] === 1;
      if (!endedBefore) continue;
      if (length === 1) seen.single++;
      length = 0;
    }
  }
  for (const [what, n] of Object.entries(seen)) expect(n, what).toBeGreaterThan(10);
  expect(longest).toBeGreaterThan(1000);
  const refused = seed_i!.filter((seed, r) => seed === 0 && seed_valid_i![r] === 1 && rst_i![r] === 0);
  expect(refused.length).toBeGreaterThan(0);
  expect(rst_i![0]).toBe(1);
});

test("products in a stream cancel the one before, grow steadily and overflow", () => {
  const f = formatOf("e4m3");
  const instance = fixture("mac", { format: "e4m3" });
  const { a_i, b_i } = columns(instance, stimulus(instance)) as Record<string, number[]>;
  const products = a_i!.map((a, r) => multiply(decode(f, BigInt(a)), decode(f, BigInt(b_i![r]!))));
  let cancels = 0;
  let steady = 0;
  let run = 0;
  let top = 0;
  for (const [r, x] of products.entries()) {
    const before = products[r - 1];
    if (x.kind !== "finite" || before?.kind !== "finite") {
      run = 0;
      continue;
    }
    if (x.sig !== 0n && (add(x, before) as Finite).sig === 0n) cancels++;
    run = x.sig !== 0n && !x.negative && !before.negative ? run + 1 : 0;
    steady = Math.max(steady, run);
    if (Number(x.sig) * 2 ** x.exp > 448 * 200) top++;
  }
  expect(cancels).toBeGreaterThan(100);
  expect(steady).toBeGreaterThan(50);
  expect(top).toBeGreaterThan(100);
});
