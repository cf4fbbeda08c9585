import { describe, expect, test } from "vitest";
import { instanceModel, instantiate } from "../instance.js";
import { noise, valuesOf } from "../shared/fixtures.js";
import type { ClockedModel, Options, Words } from "../unit.js";
import { mlsQuantize } from "./unit.js";

function unitOf(options: Options): ClockedModel {
  const made = instanceModel(instantiate(mlsQuantize, options));
  if (made.kind !== "clocked") throw new Error("not clocked");
  made.model.step({ rst_i: 1n });
  return made.model;
}

interface Group {
  readonly scale: number;
  readonly elements: number[];
}
interface Shape {
  readonly src: string;
  readonly ex?: number;
  readonly mx?: number;
  readonly eg?: number;
  readonly mg?: number;
  readonly rndBits?: number;
}

const scaleOf = ({ eg = 8, mg = 1 }: Shape, code: number): number =>
  2 ** (Math.floor(code / 2 ** mg) - 2 ** (eg - 1) + 1) * (1 + (code % 2 ** mg) / 2 ** mg);

function elementOf({ ex = 2, mx = 1 }: Shape, code: number): number {
  const half = 2 ** (ex + mx);
  const m = code % 2 ** mx;
  const field = ((code % half) - m) / 2 ** mx;
  const size = field === 0 ? (m / 2 ** mx) * 2 ** (1 - 2 ** ex) : (1 + m / 2 ** mx) * 2 ** (field - 2 ** ex);
  return code >= half ? -size : size;
}

/** Each group is measured while the one before it is quantised, as with a queue between the two sides. */
function quantise(shape: Shape, groups: readonly (readonly number[])[], word: () => number): Group[] {
  const unit = unitOf({ ...shape });
  const made: { scale: number; elements: number[] }[] = [];
  const idle: Words = { valid_i: 0n, last_i: 1n, x_i: 1n, y_valid_i: 0n, y_i: 1n, rnd_i: 0n };
  const step = (words: Words) => {
    const out = unit.step({ ...idle, ...words });
    if (out.scale_valid_o === 1n) made.push({ scale: scaleOf(shape, Number(out.scale_o)), elements: [] });
    if (out.valid_o === 1n) made.at(-1)!.elements.push(elementOf(shape, Number(out.element_o)));
  };
  for (const group of groups) {
    for (const [i, code] of group.entries())
      step({ valid_i: 1n, last_i: BigInt(i === group.length - 1), x_i: BigInt(code) });
    step({});
    for (const code of group) step({ y_valid_i: 1n, y_i: BigInt(code), rnd_i: BigInt(word()) });
  }
  return made;
}

describe("against the definition in doubles", () => {
  test.each<Shape>([
    { src: "fp16", rndBits: 12 },
    { src: "dlf16", ex: 2, mx: 4, rndBits: 10 },
    { src: "e5m2", ex: 3, mx: 2, eg: 6, mg: 2, rndBits: 9 },
    { src: "e4m3fnuz", ex: 2, mx: 1, eg: 5, mg: 0, rndBits: 8 },
    { src: "hobflops8", ex: 1, mx: 3, mg: 2, rndBits: 8 },
  ])("%j", (shape) => {
    const values = valuesOf(shape.src);
    const random = noise(shape.src.length + (shape.mx ?? 1));
    const finite = values.flatMap((x, code) => (Number.isFinite(x) && Math.abs(x) <= 2 ** 12 ? [code] : []));
    const groups = Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: 1 + (i % 16) }, () => finite[Math.floor(random() * finite.length)]!),
    );
    const words: number[] = [];
    const range = 2 ** shape.rndBits!;
    const made = quantise(shape, groups, () => {
      words.push(Math.floor(random() * range));
      return words.at(-1)!;
    });
    const { ex = 2, mx = 1, mg = 1 } = shape;
    const list = Array.from({ length: 2 ** (ex + mx) }, (_, code) => elementOf(shape, code));
    let next = 0;
    for (const [i, group] of groups.entries()) {
      const sizes = group.map((code) => Math.abs(values[code]!));
      const max = Math.max(...sizes);
      const { scale, elements } = made[i]!;
      expect(scale).toBeGreaterThanOrEqual(max);
      if (max > 2 ** -12) expect(scale).toBeLessThan(max * (1 + 2 ** -mg));
      for (const [j, size] of sizes.entries()) {
        const ratio = size / scale;
        const word = words[next++]!;
        const low = list.findLastIndex((x) => x <= ratio * (1 + 1e-13));
        const upper = list[low + 1];
        const nu = upper === undefined ? 0 : Math.max(0, (ratio - list[low]!) / (upper - list[low]!));
        const isUp = Math.floor(nu * range + 1e-9) + word >= range;
        expect(Math.abs(elements[j]!)).toBe(isUp ? upper : list[low]);
        if (elements[j] !== 0) expect(Math.sign(elements[j]!)).toBe(Math.sign(values[group[j]!]!));
      }
    }
    expect(made.length).toBe(groups.length);
    expect(next).toBeGreaterThan(400);
  });
});

test("the mean over all random words is the number itself, less half a step of them", () => {
  // 0.28 of the scale 1 lies between 1/4 and 3/8.
  const word = (() => {
    let next = 0;
    return () => next++;
  })();
  const values = valuesOf("fp16");
  const code = values.findIndex((x) => x >= 0.28);
  const [{ elements }] = quantise({ src: "fp16" }, [[0x3c00, ...Array(256).fill(code)]], () =>
    Math.max(0, word() - 1),
  ) as [Group];
  const mean = elements.slice(1).reduce((sum, x) => sum + x, 0) / 256;
  expect(Math.abs(mean - values[code]!)).toBeLessThan(0.125 / 256);
});

test("zero, infinity and NaN", () => {
  const none = () => 0;
  const [first, second, third] = quantise(
    { src: "fp16" },
    [
      [0, 0x8000],
      [0x7c00, 0xfc00, 0x3c00],
      [0xfe00, 0xbc00],
    ],
    none,
  );
  expect(first).toEqual({ scale: 2 ** -127, elements: [0, -0] });
  expect(second).toEqual({ scale: 1.5 * 2 ** 128, elements: [0.75, -0.75, 0] });
  expect(third).toEqual({ scale: 1.5 * 2 ** 128, elements: [0.75, -0] });
});

test("measuring goes on while elements come out, and a reset forgets the group", () => {
  const unit = unitOf({ src: "fp16" });
  const words: Words = { valid_i: 1n, last_i: 1n, y_valid_i: 0n, y_i: 0n, rnd_i: 0n };
  unit.step({ ...words, x_i: 0x3c00n });
  // The second group ends before the first one's elements: they meet the scale that is there.
  expect(unit.step({ ...words, x_i: 0x4400n })).toMatchObject({ scale_valid_o: 1n, scale_o: 0xfen });
  expect(unit.step({ ...words, valid_i: 0n, y_valid_i: 1n, y_i: 0x3800n, x_i: 0n })).toMatchObject({
    scale_o: 0x102n,
    valid_o: 1n,
    element_o: 6n,
  });
  expect(unit.step({ ...words, rst_i: 1n })).toEqual({ scale_valid_o: 0n, scale_o: 0n, valid_o: 0n, element_o: 0n });
});

test.each([
  [{}, /^mls_quantize needs src/],
  [{ src: "binary8p1" }, "src must have 1..23 fraction bits, got 0"],
  [{ src: "fp16", eg: 3 }, "eg must be 4..8, got 3"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(mlsQuantize, options)).toThrow(message);
});
