import { describe, expect, test } from "vitest";
import { minifloats } from "../../formats/index.js";
import { decode, encode, finite, toNumber } from "../../golden/index.js";
import { instanceModel, instantiate } from "../instance.js";
import { noise } from "../shared/fixtures.js";
import type { Options } from "../unit.js";
import { fpMac } from "./unit.js";

const format = (name: unknown) => minifloats[String(name)]!;

/** The code of a double that the format holds exactly. */
function codeOf(name: unknown, x: number): bigint {
  let exp = 0;
  while (x * 2 ** -exp !== Math.trunc(x * 2 ** -exp)) exp--;
  const value = finite(x < 0 || Object.is(x, -0), BigInt(Math.abs(x) * 2 ** -exp), exp);
  const code = encode(format(name), value, { round: "rtz", overflow: "saturate" }).code;
  expect(toNumber(decode(format(name), code))).toBe(x);
  return code;
}

type Product = readonly [number, number];
interface Run {
  readonly chunkLen: number;
  readonly init?: number;
  /** Outer word, inner word for a product. */
  readonly random?: (index: number) => readonly [bigint, bigint];
}

/** Streams dot products back to back and collects the results. */
function stream(options: Options, dots: readonly (readonly Product[])[], run: Run): number[] {
  const instance = instantiate(fpMac, options);
  const made = instanceModel(instance, { ChunkLen: run.chunkLen });
  if (made.kind !== "clocked") throw new Error("not clocked");
  const { a, b, outer, rndBits } = instance.config as Record<string, { name: string }> & { rndBits: number };
  made.model.step({ rst_i: 1n });
  const results: number[] = [];
  const step = (inputs: Record<string, bigint>) => {
    const { valid_o, result_o = 0n } = made.model.step(inputs);
    if (valid_o === 1n) results.push(toNumber(decode(format(outer!.name), result_o)));
  };
  let index = 0;
  for (const dot of dots)
    for (const [i, [x, y]] of dot.entries()) {
      const [outerWord, innerWord] = run.random?.(index++) ?? [0n, 0n];
      step({
        valid_i: 1n,
        last_i: BigInt(i === dot.length - 1),
        a_i: codeOf(a!.name, x),
        b_i: codeOf(b!.name, y),
        init_i: codeOf(outer!.name, run.init ?? 0),
        rnd_i: (outerWord << BigInt(rndBits)) | innerWord,
      });
    }
  step({ valid_i: 0n });
  expect(results.length).toBe(dots.length);
  return results;
}

const ones = (n: number): Product[] => Array.from({ length: n }, () => [1, 1]);

/** e4m3 holds all integers up to 16, the even ones up to 32, the multiples of 4 up to 64. */
const small = { a: "e4m3" };

describe("chunks", () => {
  test("without them a sum stalls where its last place passes the addend", () => {
    expect(stream(small, [ones(64)], { chunkLen: 0 })).toEqual([16]);
    expect(stream(small, [ones(64)], { chunkLen: 16 })).toEqual([64]);
    expect(stream(small, [ones(64)], { chunkLen: 32 })).toEqual([32]);
  });

  test("last_i ends a chunk early, alone or together with the count", () => {
    expect(stream(small, [ones(20), ones(16), ones(5)], { chunkLen: 16 })).toEqual([20, 16, 5]);
  });

  test("the count starts again with each dot product", () => {
    // Counted on from the 5 before, the chunks would be 15 and 9, which is 24.
    expect(stream(small, [ones(5), ones(24)], { chunkLen: 20 })).toEqual([5, 20]);
  });

  test("with ChunkLen 1 each product is rounded before it is added", () => {
    const products: Product[] = [
      [9, 1],
      [1.125, 1.375],
    ];
    // The product is 1.546875, in e4m3 1.5; 9 + 1.546875 is nearest to 11, 10.5 is a tie to 10.
    expect(stream(small, [products], { chunkLen: 0 })).toEqual([11]);
    expect(stream(small, [products], { chunkLen: 1 })).toEqual([10]);
  });

  test("dot products of one product each give a result per cycle", () => {
    const dots = [1, 2, 3, 4, 5].map((x): Product[] => [[x, 2]]);
    for (const chunkLen of [0, 1, 3]) expect(stream(small, dots, { chunkLen })).toEqual([2, 4, 6, 8, 10]);
  });
});

describe("timing", () => {
  test("a result is new for one cycle, two edges from its last product, and then stays", () => {
    const made = instanceModel(instantiate(fpMac, small), { ChunkLen: 2 });
    if (made.kind !== "clocked") throw new Error("not clocked");
    const one = codeOf("e4m3", 1);
    const product = { valid_i: 1n, a_i: one, b_i: one };
    const idle = { valid_i: 0n, last_i: 1n, a_i: 0x7fn, b_i: 0x7fn };
    const rows = [{ rst_i: 1n }, product, idle, product, { ...product, last_i: 1n }, idle, idle, product, idle];
    const three = codeOf("e4m3", 3);
    expect(rows.map((row) => made.model.step(row)).map((out) => [out.valid_o, out.result_o])).toEqual([
      [0n, 0n],
      [0n, 0n],
      [0n, 0n],
      [0n, 0n],
      [0n, 0n],
      [1n, three],
      [0n, three],
      [0n, three],
      [0n, three],
    ]);
    // A reset drops the product in flight and the result.
    expect(made.model.step({ rst_i: 1n })).toEqual({ valid_o: 0n, result_o: 0n });
    expect(made.model.step({ ...product, last_i: 1n }).valid_o).toBe(0n);
    expect(made.model.step(idle)).toEqual({ valid_o: 1n, result_o: one });
  });
});

describe("against float32 sums of the host", () => {
  // Products are multiples of 2^-24 below 2^4, sums stay below 2^12: every double here is exact before Math.fround.
  function dotProduct(products: readonly Product[], chunkLen: number): number {
    let outer = 0;
    for (let start = 0; start < products.length; start += chunkLen) {
      let inner = 0;
      for (const [x, y] of products.slice(start, start + chunkLen)) inner = Math.fround(x * y + inner);
      outer = Math.fround(outer + inner);
    }
    return outer;
  }

  test.each([1, 2, 3, 7, 64])("chunks of %i", (chunkLen) => {
    const random = noise(chunkLen);
    const factor = () => (Math.floor(random() * 4096) / 1024 - 2) as number;
    const dots = Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 1 + i * 17 }, (): Product => [factor(), factor()]),
    );
    expect(stream({ a: "fp16", acc: "fp32" }, dots, { chunkLen })).toEqual(
      dots.map((dot) => dotProduct(dot, chunkLen)),
    );
  });
});

test("a long sum of numbers near 1 is swamped in 1-6-9, and not in chunks of 64", () => {
  // Mean 1; addends below half of the last place are lost, so nearest rounding cannot pass 2^11.
  const random = noise(1);
  const values = [0.5, 0.75, 1, 1.25, 1.5];
  const products = Array.from({ length: 8192 }, (): Product => [values[Math.floor(random() * 5)]!, 1]);
  const exact = products.reduce((sum, [x]) => sum + x, 0);
  const options = { a: "e5m2", acc: "dlf16" };
  const [whole] = stream(options, [products], { chunkLen: 0 });
  const [half] = stream(options, [products.slice(0, 4096)], { chunkLen: 0 });
  const [chunked] = stream(options, [products], { chunkLen: 64 });
  expect(whole).toBeLessThan(exact / 2);
  expect(whole).toBe(half);
  expect(Math.abs(chunked! - exact) / exact).toBeLessThan(0.01);
});

describe("init", () => {
  const products: Product[] = Array.from({ length: 12 }, (_, i) => [1 + (i % 5) / 8, 1 + (i % 7) / 8]);

  test.each([0, 1, 3, 4])("with ChunkLen %i, two tiles that carry the sum are one dot product", (chunkLen) => {
    const options = { ...small, init: true };
    const [whole] = stream(options, [products], { chunkLen, init: 0 });
    const cut = chunkLen === 4 ? 4 : 3; // a multiple of the chunk
    const [tile] = stream(options, [products.slice(0, cut)], { chunkLen, init: 0 });
    expect(stream(options, [products.slice(cut)], { chunkLen, init: tile! })).toEqual([whole]);
  });

  test("each dot product of a stream starts from its own", () => {
    for (const chunkLen of [0, 1, 2, 64])
      expect(stream({ ...small, init: true }, [ones(3), ones(1), ones(2)], { chunkLen, init: 4 })).toEqual([7, 5, 6]);
  });

  test("without chunks and in another format it is added to the whole sum", () => {
    const options = { a: "e4m3", outer: "fp16", init: true };
    // 20 ones stall at 16 in e4m3; 0.5 is no e4m3 number beside them, but one in fp16.
    expect(stream(options, [ones(20)], { chunkLen: 0, init: 0.5 })).toEqual([16.5]);
  });
});

describe("outer format", () => {
  test("without chunks the inner sum is rounded into it once", () => {
    const options = { a: "e4m3", acc: "fp16", outer: "e4m3" };
    expect(stream(options, [ones(19), ones(27)], { chunkLen: 0 })).toEqual([20, 28]);
  });

  test.each(["rne", "rdn"])("and keeps the sign of a zero (%s)", (round) => {
    const options = { a: "e4m3", acc: "e4m3", outer: "fp16", round };
    const [tiny, minusTiny] = [2 ** -9, -(2 ** -9)];
    // Below half of the smallest e4m3 number: a zero with the sign of the product, except that rdn goes away from it.
    expect(stream(options, [[[tiny, tiny]]], { chunkLen: 0 })).toEqual([0]);
    const [negative] = stream(options, [[[minusTiny, tiny]]], { chunkLen: 0 });
    expect(negative).toBe(round === "rdn" ? minusTiny : -0);
  });
});

describe("random words", () => {
  const options = { a: "e4m3", round: "sra", rndBits: 4 };
  // 16 + 1 lies half way to 18.
  const products = ones(34);

  test("the inner word rounds products, the outer word only with the product that ends a chunk", () => {
    const run = (outerWord: (i: number) => bigint, innerWord: bigint) =>
      stream(options, [products], { chunkLen: 17, random: (i) => [outerWord(i), innerWord] })[0];
    const ends = (i: number) => i === 16 || i === 33;
    expect(run(() => 0n, 0n)).toBe(32);
    expect(run((i) => (ends(i) ? 0n : 15n), 0n)).toBe(32);
    // Inner sums of 18 each: 36 is exact.
    expect(run(() => 0n, 15n)).toBe(36);
    // 16 + 1 again, but in the outer step: chunks of 16 and of 1.
    const fold = (word: bigint) =>
      stream(options, [products.slice(0, 17)], { chunkLen: 16, random: () => [word, 0n] })[0];
    expect(fold(7n)).toBe(16);
    expect(fold(8n)).toBe(18);
  });
});

describe("zero products", () => {
  const options = { ...small, skipZero: true };

  test("count towards the chunk", () => {
    const zeros = Array.from({ length: 16 }, (): Product => [0, 1]);
    // Chunks of 20: 4 ones and 16 zeros, then 20 ones, of which 16 count.
    expect(stream(options, [[...ones(4), ...zeros, ...ones(20)]], { chunkLen: 20 })).toEqual([20]);
    expect(stream(options, [[...zeros, ...ones(20)]], { chunkLen: 20 })).toEqual([20]);
  });

  test("leave the inner sum alone, even the sign of a zero, except the first of a chunk", () => {
    const tiny = 2 ** -9;
    const minusZero: Product = [-tiny, tiny];
    expect(stream(options, [[minusZero, [0, 1]]], { chunkLen: 0 })).toEqual([-0]);
    expect(stream(small, [[minusZero, [0, 1]]], { chunkLen: 0 })).toEqual([0]);
    expect(stream(options, [[[0, -1]]], { chunkLen: 0 })).toEqual([0]);
  });
});
