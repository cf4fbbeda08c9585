import { describe, expect, test } from "vitest";
import { type Format, fixed, type Minifloat, minifloat, minifloats, posit } from "../formats/index.js";
import { positDecoder } from "../testbench/oracles/decoders.js";
import { decoders } from "../testbench/oracles/ranges.js";
import { type Rounded, roundingOracle, type Target, targetOf } from "../testbench/oracles/rounding.js";
import { decode } from "./decode.js";
import { encode, type Overflow, type Rounding } from "./encode.js";
import { isStochastic, roundModes } from "./round.js";
import { fromNumber, infinity, nan, toNumber } from "./value.js";

const nearest: Rounding = { round: "rne", overflow: "saturate" };
const numberOf = (f: Format, code: bigint): number => toNumber(decode(f, code));
const tableOf = (name: string, width: number): number[] =>
  Array.from({ length: 2 ** width }, (_, code) => decoders[name]!(code));

/** Every rung and the space above it: middles, quarters, eighths and their nearest neighbours, below and above the range. */
function testPoints(t: Target): number[] {
  const top = t.magnitudes[t.magnitudes.length - 1]!;
  const bottom = t.magnitudes[1]!;
  const above = [1, 2, 3].map((k) => top + (k * 2 ** Math.floor(Math.log2(top))) / 2 ** t.fracBits);
  const below = [1, 0.5, 0.25, 0.125].map((k) => k * 2 ** (Math.log2(bottom) | 0));
  const rungs = [...new Set([0, ...below, ...t.magnitudes, ...above, 8 * top])].sort((a, b) => a - b);
  const parts = [0, 1 / 4096, 0.125, 0.25, 0.5 - 1 / 4096, 0.5, 0.5 + 1 / 4096, 0.75, 1 - 1 / 4096];
  const points = rungs.slice(0, -1).flatMap((low, i) => parts.map((part) => low + part * (rungs[i + 1]! - low)));
  return points.flatMap((x) => [x, -x]);
}

function policiesOf(f: Minifloat): Overflow[] {
  return [
    "saturate",
    ...(f.hasInf || f.nanCode !== undefined ? (["special"] as const) : []),
    ...(f.hasInf ? (["propagate"] as const) : []),
  ];
}

const same = (a: Rounded, b: Rounded): boolean =>
  Object.is(a.value, b.value) && a.overflow === b.overflow && a.underflow === b.underflow && a.inexact === b.inexact;

/** Compares `encode` with the search; returns the number of roundings. */
function compareAll(f: Minifloat, target: Target, points: readonly number[]): number {
  const oracle = roundingOracle(target);
  let count = 0;
  for (const x of points)
    for (const round of roundModes)
      for (const overflow of policiesOf(f))
        for (const word of isStochastic(round) ? [0, 3, 4, 7] : [0]) {
          const want = oracle(x, { round, overflow, bits: 3, word });
          const random = { bits: 3, word: BigInt(word) };
          const { code, flags } = encode(f, fromNumber(x), { round, overflow, random });
          const got = { ...flags, value: numberOf(f, code) };
          if (flags.invalid || !same(got, want))
            throw new Error(`${f.name} ${round} ${overflow} ${word}: ${x} gives ${JSON.stringify({ got, want })}`);
          count++;
        }
  return count;
}

describe("rounding by search, all modes and overflow policies", () => {
  const narrow = Object.values(minifloats).filter((f) => f.width <= 9);
  test.each(narrow.map((f) => [f.name, f] as const))("%s", (name, f) => {
    const target = targetOf(tableOf(name, f.width));
    const points = testPoints(target);
    const cases = points.length * policiesOf(f).length * (6 + 3 * 4);
    expect(points.length).toBeGreaterThan(100);
    expect(compareAll(f, target, points)).toBe(cases);
  });

  test.each(["fp12", "dlf16", "fp16", "bf16"])("%s, a sample of its rungs", (name) => {
    const f = minifloats[name]!;
    const target = targetOf(tableOf(name, f.width));
    const points = testPoints(target).filter((_, i) => i % (f.width === 12 ? 11 : 601) === 0);
    expect(compareAll(f, target, points)).toBeGreaterThan(5_000);
  });

  test("1-4-3 with subnormals flushed, as in the HOBFLOPS formats", () => {
    const f = minifloat({
      expBits: 4,
      fracBits: 3,
      bias: 7,
      lowest: "flush",
      hasInf: true,
      highNans: 7,
      negZero: "zero",
      spec: "test",
    });
    // IEEE layout: exponent fields 1 to 14.
    const normals = Array.from({ length: 14 * 8 }, (_, i) => 2 ** (Math.floor(i / 8) - 6) * (1 + (i % 8) / 8));
    const target: Target = {
      magnitudes: [0, ...normals],
      fracBits: 3,
      minExp: -6,
      lowest: "flush",
      hasInf: true,
      signedZero: true,
    };
    expect(compareAll(f, target, testPoints(target))).toBeGreaterThan(20_000);
  });
});

describe("rounding as other arithmetic does it", () => {
  // Seeded, so that a failure can be repeated.
  let state = 12345;
  const word = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  const view = new DataView(new ArrayBuffer(8));
  const randomDouble = (lowExp: number, highExp: number): number =>
    (word() & 1 ? -1 : 1) *
    (1 + word() / 2 ** 32 + (word() & 1 ? word() / 2 ** 52 : 0)) *
    2 ** (lowExp + (word() % (highExp - lowExp + 1)));

  test("binary32 rne is Math.fround", () => {
    for (let i = 0; i < 100_000; i++) {
      const x = randomDouble(-152, 129);
      const { code } = encode(minifloats.fp32!, fromNumber(x), { round: "rne", overflow: "special" });
      view.setFloat32(0, x);
      if (code !== BigInt(view.getUint32(0))) throw new Error(`${x} gives ${code.toString(16)}`);
    }
  });

  test("bfloat16 rne of a binary32 is the add-and-truncate trick on its bits", () => {
    for (let i = 0; i < 100_000; i++) {
      const bits = word();
      if ((bits & 0x7f80_0000) === 0x7f80_0000) continue;
      view.setUint32(0, bits);
      const value = fromNumber(view.getFloat32(0));
      const trick = (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
      const { code } = encode(minifloats.bf16!, value, { round: "rne", overflow: "special" });
      if (code !== BigInt(trick)) throw new Error(`${bits.toString(16)} gives ${code.toString(16)}`);
    }
  });

  test("binary16 rne is the rounding that doubles do themselves when a large number is added", () => {
    for (let i = 0; i < 100_000; i++) {
      const x = randomDouble(-27, 15);
      const ulp = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), -14) - 10);
      const big = 1.5 * 2 ** 52 * ulp;
      const want = x + big - big;
      const { code } = encode(minifloats.fp16!, fromNumber(x), { round: "rne", overflow: "special" });
      const got = numberOf(minifloats.fp16!, code);
      if (Math.abs(want) > 65504 ? Math.abs(got) !== Infinity : got !== want) throw new Error(`${x} gives ${got}`);
    }
  });

  test("DLFloat16 of a binary32 is: add half a place to its bits, drop 14 of them, rebase", () => {
    for (let i = 0; i < 100_000; i++) {
      const bits = word() & 0x7fff_ffff;
      if (bits >= 0x7f80_0000 || bits < 0x0080_0000) continue;
      view.setUint32(0, bits);
      const value = fromNumber(view.getFloat32(0));
      const rebased = ((bits + 0x2000) >>> 14) - ((127 - 31) << 9);
      const want = rebased <= 0 ? 0 : Math.min(rebased, 0x7fff);
      const { code } = encode(minifloats.dlf16!, value, { round: "rna", overflow: "special" });
      if (code !== BigInt(want)) throw new Error(`${bits.toString(16)} gives ${code.toString(16)}`);
    }
  });
});

describe("posits", () => {
  /** The posit of one bit more that lies between two neighbours is where they meet; ties go to the even code. */
  function checkPosit(n: number, es: number): number {
    const f = posit(n, es);
    const fine = positDecoder(n + 1, es);
    const top = 2 ** (n - 1) - 1;
    let count = 0;
    const expectCode = (x: number, want: number): void => {
      for (const negative of [false, true]) {
        const { code } = encode(f, fromNumber(negative ? -x : x), nearest);
        const expected = negative ? (2 ** n - want) % 2 ** n : want;
        if (code !== BigInt(expected)) throw new Error(`${f.name}: ${x} gives ${code}, not ${expected}`);
        count++;
      }
    };
    for (let code = 1; code < top; code++) {
      const [low, meet, high] = [fine(2 * code), fine(2 * code + 1), fine(2 * code + 2)];
      const step = Math.min(meet - low, high - meet) / 1024;
      expectCode(low, code);
      expectCode(meet - step, code);
      expectCode(meet, code + (code % 2));
      expectCode(meet + step, code + 1);
      expectCode(high - step, code + 1);
    }
    for (const beyond of [1.001, 2, 1000]) {
      expectCode(fine(2 * top) * beyond, top);
      expectCode(fine(2) / beyond, 1);
    }
    return count;
  }
  const sizes = [3, 4, 5, 6, 8, 10].flatMap((n) => [0, 1, 2, 3, 4].map((es) => ({ n, es })));
  test.each(sizes)("posit($n,$es): nearest on the bit string", ({ n, es }) => {
    expect(checkPosit(n, es)).toBe(2 * (5 * (2 ** (n - 1) - 2) + 6));
  });
});

describe("fixed point", () => {
  const rules: Record<string, (x: number) => number> = {
    rtz: Math.trunc,
    rup: Math.ceil,
    rdn: Math.floor,
    rna: (x) => Math.sign(x) * Math.round(Math.abs(x)),
    rne: (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)),
    rto: (x) => (Number.isInteger(x) ? x : Math.floor(x) % 2 !== 0 ? Math.floor(x) : Math.ceil(x)),
  };
  test.each(Object.keys(rules))("%s, then the ends of the range", (round) => {
    for (const [f, min, max] of [
      [fixed(4, 4), -128, 127],
      [fixed(4, 4, false), 0, 255],
    ] as const)
      for (let k = -20_000; k <= 20_000; k++) {
        const x = k / 64; // in units of the last place
        const want = rules[round]!(x);
        const { code, flags } = encode(f, fromNumber(x / 16), { round: round as "rtz", overflow: "saturate" });
        const clamped = Math.min(max, Math.max(min, want));
        const got = [BigInt.asIntN(f.signed ? 8 : 64, code), flags.overflow, flags.inexact];
        const expected = [BigInt(clamped), clamped !== want, clamped !== x];
        if (got.some((item, i) => item !== expected[i])) throw new Error(`${x}: ${got} instead of ${expected}`);
      }
  });
});

describe("NaN and infinity", () => {
  const canonical = {
    e4m3: 0x7fn,
    e5m2: 0x7en,
    e4m3fnuz: 0x80n,
    e5m2fnuz: 0x80n,
    hfp8_fwd: 0x7fn,
    hfp8_bwd: 0x7fn,
    fp9: 0xffn,
    dlf16: 0x7fffn,
    fp12: 0x7f0n,
    fp16: 0x7e00n,
    bf16: 0x7fc0n,
    fp32: 0x7fc0_0000n,
    binary8p1: 0x80n,
    binary8p7: 0x80n,
  };
  test.each(Object.entries(canonical))("%s: NaN is one code, and quiet", (name, code) => {
    const encoded = encode(minifloats[name]!, nan, { round: "rne", overflow: "saturate" });
    expect(encoded).toEqual({ code, flags: { invalid: false, overflow: false, underflow: false, inexact: false } });
  });

  test("a format without NaN gives its largest number and says so", () => {
    for (const [name, code] of [
      ["e3m2", 0x1fn],
      ["e2m3", 0x1fn],
      ["e2m1", 0x7n],
    ] as const) {
      const encoded = encode(minifloats[name]!, nan, nearest);
      expect([encoded.code, encoded.flags.invalid]).toEqual([code, true]);
    }
    expect(encode(fixed(8, 0), nan, nearest)).toMatchObject({ code: 0x7fn, flags: { invalid: true } });
    expect(encode(posit(8, 1), nan, nearest)).toMatchObject({ code: 0x80n, flags: { invalid: false } });
  });

  test.each([
    ["e4m3", "special", 0x7fn, 0x7fn, true],
    ["e4m3", "saturate", 0x7en, 0xfen, true],
    ["e5m2", "special", 0x7cn, 0xfcn, false],
    ["e5m2", "saturate", 0x7bn, 0xfbn, false],
    ["e5m2", "propagate", 0x7cn, 0xfcn, false],
    ["hfp8_bwd", "special", 0x7fn, 0x7fn, true],
    ["binary8p3", "special", 0x7fn, 0xffn, false],
    ["e2m1", "saturate", 0x7n, 0xfn, true],
  ] as const)("%s, %s: infinities", (name, overflow, positive, negative, invalid) => {
    for (const round of roundModes.filter((mode) => !isStochastic(mode))) {
      const f = minifloats[name]!;
      expect(encode(f, infinity(false), { round, overflow })).toMatchObject({ code: positive, flags: { invalid } });
      expect(encode(f, infinity(true), { round, overflow })).toMatchObject({ code: negative, flags: { invalid } });
    }
  });

  test("posits and fixed point", () => {
    expect(encode(posit(8, 0), infinity(true), nearest)).toMatchObject({ code: 0x80n, flags: { invalid: true } });
    expect(encode(fixed(4, 4), infinity(true), nearest)).toMatchObject({ code: 0x80n, flags: { invalid: true } });
    expect(encode(fixed(4, 4, false), infinity(true), nearest)).toMatchObject({ code: 0n, flags: { invalid: true } });
  });

  test("special is refused where nothing special exists", () => {
    expect(() => encode(minifloats.e2m1!, infinity(false), { round: "rne", overflow: "special" })).toThrow(
      "overflow special needs infinity or NaN, e2m1 has neither",
    );
  });
});
