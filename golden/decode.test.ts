import { describe, expect, test } from "vitest";
import { type Format, fixed, minifloats, parseFormat, posit } from "../formats/index.js";
import { positDecoder } from "../testbench/oracles/decoders.js";
import { decoders, publishedFixed, publishedPosits, publishedRanges } from "../testbench/oracles/ranges.js";
import { decode } from "./decode.js";
import { encode } from "./encode.js";
import { toNumber } from "./value.js";

const numberOf = (format: Format, code: number): number => toNumber(decode(format, BigInt(code)));
const codesOf = (format: Format): number[] => Array.from({ length: 2 ** format.width }, (_, code) => code);
const float = new DataView(new ArrayBuffer(4));
function binary32(bits: number): number {
  float.setUint32(0, bits);
  return float.getFloat32(0);
}

const named = Object.values(minifloats);
const small = named.filter((f) => f.width <= 16);

describe("minifloats", () => {
  test("every named format of up to 16 bits has a second derivation", () => {
    expect(small.map((f) => f.name).sort()).toEqual(Object.keys(decoders).sort());
    expect(small.length).toBeGreaterThan(20);
  });

  test.each(small.map((f) => [f.name, f] as const))("%s: every code as the standard's prose has it", (name, f) => {
    const wrong = codesOf(f).filter((code) => !Object.is(numberOf(f, code), decoders[name]!(code)));
    expect(wrong).toEqual([]);
  });

  test("every named format but binary32 has its published range", () => {
    expect(publishedRanges.map((r) => r.format).sort()).toEqual(small.map((f) => f.name).sort());
  });

  test.each(publishedRanges.map((r) => [r.format, r] as const))("%s: published range and special codes", (name, r) => {
    const f = minifloats[name]!;
    const values = codesOf(f).map((code) => numberOf(f, code));
    const finite = values.filter(Number.isFinite);
    expect(Math.max(...finite)).toBe(r.maxFinite);
    expect(Math.min(...finite)).toBe(-r.maxFinite);
    expect(Math.min(...finite.filter((v) => v > 0))).toBe(r.minPositive);
    if (r.minNormal !== undefined) expect(2 ** f.minExp).toBe(r.minNormal);
    const infs = codesOf(f).filter((code) => Math.abs(values[code]!) === Infinity);
    expect(infs).toEqual(r.infs);
    const nans = codesOf(f).filter((code) => Number.isNaN(values[code]));
    expect(nans).toEqual(expect.arrayContaining([...r.nans]));
    expect(nans.length).toBe(r.nanCount);
  });

  test("binary16: every code as binary32 hardware widens it", () => {
    // The fields moved into binary32, then the difference of the biases as a factor, which also normalises subnormals.
    const widen = (code: number) => binary32(((code & 0x8000) << 16) | ((code & 0x7fff) << 13)) * 2 ** 112;
    const numbers = codesOf(minifloats.fp16!).filter((code) => (code & 0x7c00) !== 0x7c00);
    expect(numbers.length).toBe(2 * 0x7c00);
    expect(numbers.filter((code) => !Object.is(numberOf(minifloats.fp16!, code), widen(code)))).toEqual([]);
  });

  test("bfloat16: every code as the upper half of a binary32", () => {
    const f = minifloats.bf16!;
    expect(codesOf(f).filter((code) => !Object.is(numberOf(f, code), binary32(code << 16)))).toEqual([]);
  });

  test("binary32: every exponent field, fractions that walk through all bits", () => {
    const f = minifloats.fp32!;
    const fracs = [0, 0x7fffff, ...Array.from({ length: 23 }, (_, i) => 1 << i), 0x2aaaaa, 0x555555];
    let count = 0;
    for (let top = 0; top < 512; top++)
      for (const frac of fracs) {
        const code = top * 2 ** 23 + frac;
        const value = numberOf(f, code);
        if (!Object.is(value, binary32(code))) throw new Error(`code ${code.toString(16)} gives ${value}`);
        count++;
      }
    expect(count).toBe(512 * 27);
  });

  test("a described binary64 keeps its 63-bit magnitude codes exact", () => {
    const f = parseFormat({ expBits: 11, fracBits: 52, hasInf: true, highNans: 2 ** 52 - 1 });
    expect(toNumber(decode(f, 0x7fef_ffff_ffff_ffffn))).toBe(Number.MAX_VALUE);
    expect(decode(f, 0x7ff0_0000_0000_0000n)).toEqual({ kind: "inf", negative: false });
    expect(toNumber(decode(f, 0x7ff0_0000_0000_0001n))).toBeNaN();
    expect(toNumber(decode(f, 0x400921fb54442d18n))).toBe(Math.PI);
  });
});

describe("posits", () => {
  const posits = [...[3, 4, 5, 6, 7, 8].flatMap((n) => [0, 1, 2, 3, 4].map((es) => posit(n, es))), posit(16, 1)];
  test.each(posits.map((f) => [f.name, f] as const))("%s: every code as section 3.3 of the standard", (_, f) => {
    const second = positDecoder(f.width, f.es);
    expect(codesOf(f).filter((code) => !Object.is(numberOf(f, code), second(code)))).toEqual([]);
  });

  test.each(publishedPosits)("posit($n,$es): maxpos and minpos", ({ n, es, maxpos }) => {
    const f = posit(n, es);
    expect(toNumber(decode(f, f.narCode - 1n))).toBe(maxpos);
    expect(toNumber(decode(f, 1n))).toBe(1 / maxpos);
    expect(toNumber(decode(f, f.narCode + 1n))).toBe(-maxpos);
    expect(decode(f, f.narCode).kind).toBe("nan");
  });
});

describe("fixed point", () => {
  test.each(publishedFixed)("$text: end values", ({ text, min, max }) => {
    const f = parseFormat(text);
    const values = codesOf(f).map((code) => numberOf(f, code));
    expect(Math.min(...values)).toBe(min);
    expect(Math.max(...values)).toBe(max);
  });

  test("every code as an Int8Array and a Uint8Array read it", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(codesOf(fixed(3, 5)).map((c) => numberOf(fixed(3, 5), c))).toEqual(
      Array.from(new Int8Array(bytes.buffer), (v) => v / 32),
    );
    expect(codesOf(fixed(9, -1, false)).map((c) => numberOf(fixed(9, -1, false), c))).toEqual(
      Array.from(bytes, (v) => v * 2),
    );
  });
});

describe("pack(unpack(c)) = c", () => {
  const all = [...small, posit(8, 0), posit(8, 1), posit(8, 2), posit(16, 2), fixed(4, 4), fixed(8, 8, false)];
  test.each(all.map((f) => [f.name, f] as const))("%s: every code, canonical where several mean one value", (_, f) => {
    const wrong = codesOf(f).filter((code) => {
      const value = decode(f, BigInt(code));
      const again = encode(f, value, { round: "rne", overflow: value.kind === "inf" ? "special" : "saturate" });
      if (again.flags.inexact || again.flags.overflow || again.flags.underflow || again.flags.invalid) return true;
      if (value.kind === "nan") return decode(f, again.code).kind !== "nan";
      const isZero = value.kind === "finite" && value.sig === 0n;
      const signBit = f.kind === "minifloat" && f.signedZero ? 2 ** (f.width - 1) : 0;
      return again.code !== BigInt(isZero ? code & signBit : code);
    });
    expect(wrong).toEqual([]);
  });
});
