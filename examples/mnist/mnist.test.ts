import { expect, test } from "vitest";
import { type Batch, batchOutputs, type Design, newColumn, type Port } from "../../generators/design.js";
import { CheckFailed } from "../../tools/errors.js";
import { classify, countRight, dotProducts, halfNorms, relativeError } from "./classify.js";
import { CLASSES, classMeans, PIXELS, testImages, trainingImages } from "./data.js";
import { codeOf, meanCodes, pixelCodes, SCALE, valuesOf } from "./quantise.js";
import { cells, type Outcome, page } from "./report.js";
import { setups } from "./setups.js";
import { inputRows, type Operands, stream } from "./stream.js";

test("the data is MNIST, as published", () => {
  const counts = (labels: Uint8Array) => Array.from({ length: 10 }, (_, d) => labels.filter((l) => l === d).length);
  expect(counts(trainingImages().labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
  expect(counts(testImages().labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  expect([...testImages(10).labels]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  expect(Math.max(...testImages(10).pixels)).toBe(255);
});

test("nearest class mean is right for 82 % of the 10,000 test images, as published for this classifier", () => {
  const means = Float64Array.from(classMeans(trainingImages()).flatMap((mean) => [...mean]));
  const { pixels, labels } = testImages();
  const classes = classify(dotProducts(pixels, means), halfNorms(means));
  expect(countRight(classes, labels)).toBe(8203);
  // The definition itself: no squared distance to another mean is smaller.
  const distance = (image: number, k: number) =>
    Array.from({ length: PIXELS }, (_, p) => (pixels[image * PIXELS + p]! - means[k * PIXELS + p]!) ** 2).reduce(
      (a, b) => a + b,
    );
  for (let image = 0; image < 50; image++) {
    const distances = Array.from({ length: CLASSES }, (_, k) => distance(image, k));
    expect(classes[image]).toBe(distances.indexOf(Math.min(...distances)));
  }
});

test("no pixel, mean or result is near the end of its format", () => {
  const means = classMeans(trainingImages());
  const brightest = Uint8Array.of(255);
  for (const { operand, result } of setups) {
    const largest = Math.max(
      ...valuesOf(operand, meanCodes(operand, means)),
      ...valuesOf(operand, pixelCodes(operand, brightest)),
    );
    // Twice the value still rounds to twice the code's value: there is a binade to spare.
    expect(valuesOf(operand, Uint32Array.of(codeOf(operand, 2 * largest)))[0]).toBe(2 * largest);
    const sum = PIXELS * largest ** 2;
    expect(valuesOf(result, Uint32Array.of(codeOf(result, sum)))[0]).toBeGreaterThan(0.7 * sum);
  }
  expect(PIXELS * (255 * SCALE) ** 2).toBeLessThan(49);
});

test("errors are relative, root mean square, over references that are not 0", () => {
  expect(relativeError(Float64Array.of(1.1, 5, 1.8), Float64Array.of(1, 0, 2))).toBeCloseTo(0.1, 12);
});

const port = (dir: Port["dir"], name: string, width: number, role: Port["role"]): Port => ({
  dir,
  name,
  width,
  role,
  doc: name,
});

/** A stand-in for a unit: an integer multiply-accumulate, its result one cycle late. */
const standIn: Design = {
  top: "stand_in",
  files: [],
  ports: [
    port("in", "clk_i", 1, "clock"),
    port("in", "rst_i", 1, "reset"),
    port("in", "valid_i", 1, "valid"),
    port("in", "last_i", 1, "last"),
    port("in", "mode_i", 1, "select"),
    port("in", "a_i", 8, "data"),
    port("in", "b_i", 8, "data"),
    port("out", "valid_o", 1, "valid"),
    port("out", "result_o", 32, "data"),
  ],
  parameters: {},
  clocked: true,
  settleRows: 0,
};

function standInRun({ rows, columns }: Batch): Batch {
  const [reset, valid, last, mode, a, b] = columns as Uint32Array[];
  const [validOut, result] = batchOutputs(standIn).map((p) => newColumn(p.width, rows)) as [Uint32Array, Uint32Array];
  let sum = 0;
  let ready = { valid: 0, word: 0 };
  for (let row = 0; row < rows; row++) {
    validOut[row] = ready.valid;
    result[row] = ready.word;
    if (mode![row] !== 0) throw new Error("mode must stay 0");
    if (reset![row] === 1) sum = 0;
    const counts = reset![row] === 0 && valid![row] === 1;
    if (counts) sum += a![row]! * b![row]!;
    ready = { valid: counts ? last![row]! : 0, word: sum };
    if (ready.valid === 1) sum = 0;
  }
  return { rows, columns: [validOut, result] };
}

function operands(images: number): Operands {
  const { pixels } = testImages(images);
  return { pixels: Uint32Array.from(pixels), means: Uint32Array.from(testImages(CLASSES).pixels) };
}

test("dot products go in back to back and come out in order, whatever the latency", async () => {
  const given = operands(27);
  const { results, checked, mismatches } = await stream(
    { design: standIn, simulate: standInRun, expect: standInRun },
    given,
  );
  expect(Float64Array.from(results)).toEqual(dotProducts(given.pixels, given.means));
  expect(mismatches).toBe(0);
  // Two batches: one reset row and sixteen rows to drain in each.
  expect(checked).toBe(27 * CLASSES * PIXELS + 2 * 17);
});

test("a wrong bit in a cycle without a result is seen", async () => {
  const wrong = (inputs: Batch) => {
    const outputs = standInRun(inputs);
    outputs.columns[1]![1000] = Number(outputs.columns[1]![1000]) ^ 1;
    return outputs;
  };
  const found = await stream({ design: standIn, simulate: wrong, expect: standInRun }, operands(1));
  expect(found.mismatches).toBe(1);
  expect(found.first?.row).toBe(1000);
});

test("a lost result and nothing to check are failures", async () => {
  const silent = (inputs: Batch) => {
    const outputs = standInRun(inputs);
    outputs.columns[0]!.fill(0 as never);
    return outputs;
  };
  const lost = stream({ design: standIn, simulate: silent, expect: silent }, operands(1));
  await expect(lost).rejects.toThrow(new CheckFailed("stand_in gave 0 results for 10 dot products"));
  const nothing = stream({ design: standIn, simulate: standInRun, expect: standInRun }, operands(0));
  await expect(nothing).rejects.toThrow(new CheckFailed("checked no cycle of stand_in"));
});

test("the reset rows are those that the design asks for", () => {
  const { rows, columns } = inputRows({ ...standIn, settleRows: 3 }, operands(1));
  expect([...columns[0]!.subarray(0, 4)]).toEqual([1, 1, 1, 0]);
  expect(rows).toBe(3 + CLASSES * PIXELS + 16);
});

test("the page has one line per unit and says how many images", () => {
  const row = { title: "a unit", right: 3, rightInDouble: 4, error: 0.0123, checked: 99, mismatches: 0 };
  const outcome: Outcome = { images: 4, right: 4, rows: [row] };
  expect(cells(outcome)).toHaveLength(3);
  expect(page(outcome)).toContain("| a unit | 75.0 % | 100.0 % | 1.23 % | 99 | 0 |\n");
  expect(page(outcome)).toContain("The first 4 test images");
});
