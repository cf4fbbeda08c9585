import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../tools/cache.js";
import { iris, mnist } from "./data.js";
import { classify, type Layer, outputs, train } from "./network.js";
import { runJob } from "./run.js";
import { setups } from "./setups.js";

const rightOf = ({ layers, test: judged }: ReturnType<typeof iris>): number =>
  judged.inputs.filter((x, i) => classify(layers, x) === judged.labels[i]).length;

test("the data is Fisher's, 50 of each species, and none is both learnt from and judged", () => {
  const { training, test: judged } = iris();
  for (const { labels } of [training, judged]) {
    const counts = [0, 1, 2].map((label) => labels.filter((found) => found === label).length);
    expect(counts).toEqual([25, 25, 25]);
  }
  expect(training.inputs.some((x) => judged.inputs.includes(x))).toBe(false);
});

test("double precision learns both tasks", () => {
  expect(rightOf(iris())).toBeGreaterThan(0.95 * 75);
  // A linear classifier learnt from all of MNIST is right for 88 % (LeCun et al., 1998).
  expect(rightOf(mnist(1000))).toBeGreaterThan(0.85 * 1000);
});

test("the slope that learning follows is that of the cross-entropy", () => {
  const [x, label] = [Float64Array.of(0.5, 1), 1];
  const prng = { unit: () => 0.8 };
  const before = train({ inputs: [], labels: [] }, { sizes: [2, 3, 2], epochs: 0, rate: 0, prng });
  const rate = 1e-3;
  const after = train({ inputs: [x], labels: [label] }, { sizes: [2, 3, 2], epochs: 1, rate, prng });
  const loss = (layers: readonly Layer[]): number => {
    const scores = outputs(layers[1]!, outputs(layers[0]!, x));
    return Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0)) - scores[label]!;
  };
  for (const [l, { weights }] of before.entries())
    for (const [k, row] of weights.entries())
      for (let i = 0; i < row.length; i++) {
        const moved = before.map((layer) => ({ ...layer, weights: layer.weights.map((w) => w.slice()) }));
        moved[l]!.weights[k]![i]! += 1e-5;
        const slope = (loss(moved) - loss(before)) / 1e-5;
        expect((row[i]! - after[l]!.weights[k]![i]!) / rate).toBeCloseTo(slope, 3);
      }
});

const page = readFileSync(join(projectRoot(), "docs/deep-positron.md"), "utf8");
const rows = page.split("\n").flatMap((line) => {
  const found = line.match(/^\| (\d) \| ([^|]+) \| ([\d.]+) % \| ([\d.]+) % \|/);
  return found ? [{ bits: Number(found[1]), family: found[2], iris: Number(found[3]) }] : [];
});

test("the page has a row for each unit", () => {
  expect(rows.map(({ bits, family }) => [bits, family])).toEqual(setups.map(({ bits, family }) => [bits, family]));
});

describe("the hardware gives the committed accuracy on Iris", () => {
  const chosen = setups
    .map((setup, index) => ({ ...setup, index }))
    .filter(({ bits, family }) => bits === 6 && !family.endsWith("0"));
  test.each(chosen)("$bits bits, $family", async ({ index }) => {
    const { right, samples, checked, mismatches } = await runJob({ setup: index, images: 0, engine: "bitslice" });
    expect(mismatches).toBe(0);
    expect(checked).toBeGreaterThan(75 * (4 * 8 + 8 * 3));
    expect((100 * right) / samples).toBeCloseTo(rows[index]!.iris, 1);
  });
});
