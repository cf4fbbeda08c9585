import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type Format, fixed, type Minifloat, minifloats, posit } from "../formats/index.js";
import { decode } from "./decode.js";
import { encode, type Overflow, overflowPolicies } from "./encode.js";
import { type FastRounding, fastMultiplyAdd, hasFastMultiplyAdd, valueTable } from "./fast.js";
import { isStochastic, type RoundMode, roundModes } from "./round.js";
import { add, compare, fromNumber, multiply, type Value } from "./value.js";

const named = (name: string): Minifloat => minifloats[name]!;

/** A number that differs from commit to commit, so that every slice has its turn; 0 where there is no history. */
function rotation(): number {
  try {
    const root = fileURLToPath(new URL("..", import.meta.url));
    const hash = execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
    return Number.parseInt(hash.toString().slice(0, 8), 16);
  } catch {
    return 0;
  }
}

interface Product {
  readonly a: number;
  readonly b: number;
  readonly exact: Value;
}

/**
 * One pair of codes for each distinct product. The fast model sees a pair only as the double product of two table
 * entries; that this product is the exact one is checked here for every pair, so one pair stands for all with its value.
 */
function distinctProducts(a: Format, b: Format): Product[] {
  const [as, bs] = [valueTable(a), valueTable(b)];
  const [exactA, exactB] = [a, b].map((f) =>
    Array.from({ length: 2 ** f.width }, (_, code) => decode(f, BigInt(code))),
  );
  const found = new Map<string, Product>();
  for (const [i, x] of exactA!.entries())
    for (const [j, y] of exactB!.entries()) {
      const exact = multiply(x, y);
      const double = as[i]! * bs[j]!;
      if (!sameValue(fromNumber(double), exact)) throw new Error(`product of codes ${i} and ${j} is not exact`);
      const key = Object.is(double, -0) ? "-0" : String(double);
      if (!found.has(key)) found.set(key, { a: i, b: j, exact });
    }
  return [...found.values()];
}

function sameValue(x: Value, y: Value): boolean {
  if (x.kind === "nan" || y.kind === "nan") return x.kind === y.kind;
  if (x.kind === "inf" || y.kind === "inf") return x.kind === y.kind && x.negative === y.negative;
  return compare(x, y) === 0 && x.negative === y.negative;
}

interface Slice {
  readonly step: number;
  readonly first: number;
  readonly random: readonly number[];
}

/** Every distinct product with every `step`th accumulator code; returns the number of results compared. */
function compareSlice(
  products: readonly Product[],
  formats: [Format, Format, Minifloat],
  r: FastRounding & { readonly round: RoundMode },
  s: Slice,
) {
  const [a, b, acc] = formats;
  const fast = fastMultiplyAdd(a, b, acc, r);
  let checked = 0;
  for (let c = s.first % s.step; c < 2 ** acc.width; c += s.step) {
    const addend = decode(acc, BigInt(c));
    for (const product of products) {
      const sum = add(product.exact, addend, r.round === "rdn");
      for (const word of s.random) {
        const random = { bits: r.rndBits, word: BigInt(word) };
        const want = Number(encode(acc, sum, { round: r.round, overflow: r.overflow, random }).code);
        const got = fast(product.a, product.b, c, word);
        if (got !== want)
          throw new Error(
            `${acc.name} ${r.round} ${r.overflow}: ${product.a} * ${product.b} + ${c}: ${got}, not ${want}`,
          );
        checked += 1;
      }
    }
  }
  return checked;
}

/** Policies that the unit options allow. */
const policiesOf = (f: Minifloat): Overflow[] =>
  overflowPolicies.filter(
    (o) => o === "saturate" || (o === "special" ? f.hasInf || f.nanCode !== undefined : f.hasInf),
  );

// Every product, every accumulator code, every random word: nothing is left out.
test.each([
  [named("e3m2"), named("e3m2"), named("e5m2")],
  [named("e2m1"), named("e3m1"), named("e4m3fnuz")],
  [named("e2m3"), named("e2m1"), named("hfp8_fwd")],
  [named("e2m2"), posit(5, 1), named("binary8p1")],
  [fixed(2, 2), named("e3m1"), named("e2m1")],
])("%# equals the exact model on all inputs in all modes", (a, b, acc) => {
  const products = distinctProducts(a, b);
  let checked = 0;
  for (const round of roundModes)
    for (const overflow of policiesOf(acc)) {
      const random = isStochastic(round) ? [0, 1, 2, 3] : [0];
      checked += compareSlice(products, [a, b, acc], { round, overflow, rndBits: 2 }, { step: 1, first: 0, random });
    }
  expect(checked).toBeGreaterThanOrEqual(products.length * 2 ** acc.width * 18);
});

// Every product with one accumulator code in HALFULP_SLICES: by default a sample, another one at each commit; with 1
// every code. A stochastic mode has one of its 256 random words here, also at each commit another one.
const slices = Number(process.env.HALFULP_SLICES) || 256;
const share = slices === 1 ? "every accumulator code" : `one accumulator code in ${slices}`;
test.each([
  ["fp9", "fp9", "dlf16", "rna"],
  ["e5m2", "e5m2", "dlf16", "rna"],
  ["e4m3", "e5m2", "fp16", "rne"],
  ["e4m3", "e4m3", "bf16", "rne"],
  ["e5m2", "e5m2", "fp12", "sra"],
  ["e4m3", "e4m3", "bf16", "src"],
] as const)(`%s x %s + %s %s equals the exact model for every product and ${share}`, (a, b, acc, round) => {
  const formats: [Format, Format, Minifloat] = [named(a), named(b), named(acc)];
  const products = distinctProducts(formats[0], formats[1]);
  const turn = rotation();
  const random = isStochastic(round) ? [turn % 256] : [0];
  const slice = { step: slices, first: turn, random };
  const checked = compareSlice(products, formats, { round, overflow: "special", rndBits: 8 }, slice);
  expect(checked).toBe(products.length * (2 ** formats[2].width / slices));
});

test("sums that no double holds are rounded once, in every mode", () => {
  // Exponents from -133 to 254: most of these sums need far more than 53 bits.
  const bf16 = named("bf16");
  const corners = [
    0x0001, 0x0080, 0x3f80, 0x3f81, 0x7f7f, 0x8001, 0xbf80, 0xff7f, 0x4000, 0x1234, 0x7f80, 0x7fc0, 0x8000, 0,
  ];
  let checked = 0;
  for (const round of roundModes) {
    const fast = fastMultiplyAdd(bf16, bf16, bf16, { round, overflow: "special", rndBits: 8 });
    for (const a of corners)
      for (const b of corners)
        for (const c of corners) {
          const [x, y, z] = [a, b, c].map((code) => decode(bf16, BigInt(code)));
          const random = { bits: 8, word: 200n };
          const exact = add(multiply(x!, y!), z!, round === "rdn");
          const want = encode(bf16, exact, { round, overflow: "special", random }).code;
          if (fast(a, b, c, 200) !== Number(want)) throw new Error(`${round}: ${a} * ${b} + ${c} is not ${want}`);
          checked += 1;
        }
  }
  expect(checked).toBe(roundModes.length * corners.length ** 3);
});

test("it says where doubles do not reach", () => {
  const rounding: FastRounding = { round: "rne", overflow: "special", rndBits: 8 };
  const e5m2 = named("e5m2");
  expect(hasFastMultiplyAdd(e5m2, e5m2, named("dlf16"), rounding)).toBe(true);
  expect(hasFastMultiplyAdd(e5m2, e5m2, named("fp32"), rounding)).toBe(false);
  expect(hasFastMultiplyAdd(e5m2, e5m2, posit(16, 1), rounding)).toBe(true);
  expect(hasFastMultiplyAdd(e5m2, e5m2, posit(17, 1), rounding)).toBe(false);
  expect(hasFastMultiplyAdd(e5m2, e5m2, named("fp16"), { ...rounding, round: "sra", rndBits: 42 })).toBe(false);
  expect(() => fastMultiplyAdd(e5m2, e5m2, named("fp32"), rounding)).toThrow("no fast model: e5m2 e5m2 fp32");
});
