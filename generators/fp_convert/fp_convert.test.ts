import { describe, expect, test } from "vitest";
import { parseFormat } from "../../formats/index.js";
import {
  encode,
  finite,
  fromNumber,
  infinity,
  isStochastic,
  type Overflow,
  roundModes,
  zero,
} from "../../golden/index.js";
import { emit } from "../emit.js";
import { instanceModel, instantiate } from "../instance.js";
import type { Options } from "../unit.js";
import { codedExp } from "./middle.js";
import { type ConvertConfig, convertPlan, limitsOf } from "./plan.js";
import { fpConvert } from "./unit.js";

const configOf = (options: Options) => instantiate(fpConvert, options).config as unknown as ConvertConfig;

function convert(options: Options): (code: bigint) => bigint {
  const model = instanceModel(instantiate(fpConvert, options));
  if (model.kind !== "combinational") throw new Error("not combinational");
  return (code_i) => model.model({ code_i }).code_o!;
}

const targets = ["e4m3", "e5m2", "e2m1", "binary8p1", "hfp8_bwd", "dlf16", "posit(8,1)", "fixed(4,4)", "ufixed(2,-1)"];
const flushing = '{"expBits":4,"fracBits":3,"lowest":"flush","hasInf":true,"highNans":7}';

describe("numbers that the clamped exponent no longer tells apart round alike", () => {
  const cases = [...targets, flushing].flatMap((dst) =>
    roundModes.filter((round) => round === "rne" || parseFormat(dst).kind !== "posit").map((round) => ({ dst, round })),
  );

  /** Code and flags for both signs and some random words. */
  function outcome(c: ConvertConfig, sig: bigint, exp: number): string {
    const words = isStochastic(c.round) ? [0n, 5n, 7n] : [0n];
    const all = words.flatMap((word) =>
      [false, true].map((negative) =>
        encode(c.dst, finite(negative, sig, exp), { round: c.round, overflow: c.overflow, random: { bits: 3, word } }),
      ),
    );
    return all.map(({ code, flags }) => `${code} ${Object.values(flags)}`).join("; ");
  }

  test.each(cases)("$dst $round", ({ dst, round }) => {
    const c = configOf({ src: "fp32", dst, round, ...(isStochastic(round) && { rndBits: 3 }) });
    const { floor, ceil } = limitsOf(c);
    // All fractions of one binade in sixteenths, the last one just below the next binade.
    const sigs = [...Array.from({ length: 16 }, (_, i) => BigInt(16 + i) << 20n), (1n << 25n) - 1n];
    for (const [from, step] of [
      [floor, -1],
      [ceil, 1],
    ] as const) {
      const want = outcome(c, 1n, from);
      for (const far of [0, 1, 2, 30])
        for (const sig of sigs) expect(outcome(c, sig, from + step * far - 24)).toBe(want);
    }
    // One binade further in there is something to tell.
    const inside = (exp: number) =>
      sigs.some((sig) => outcome(c, sig, exp - 24) !== outcome(c, 1n, exp < 0 ? floor : ceil));
    if (ceil - 1 >= 0) expect(inside(ceil - 1)).toBe(true);
    if (["rne", "sra", "srb", "src"].includes(round) && c.dst.kind === "minifloat" && c.dst.lowest === "subnormal")
      expect(inside(floor + 2)).toBe(true);
  });
});

describe("zero and infinity without a test of their own", () => {
  const options = [...targets, flushing].flatMap((dst) =>
    roundModes.flatMap((round) =>
      (["saturate", "special"] as const).map((overflow) => ({ src: "fp32", dst, round, overflow })),
    ),
  );
  const legal = options.flatMap((given) => {
    try {
      return [configOf(given)];
    } catch {
      return []; // refused, e.g. overflow special without a special value
    }
  });

  test("give the code that a tiny and a huge number give", () => {
    let zeros = 0;
    let infs = 0;
    for (const c of legal) {
      const { floor, ceil } = limitsOf(c);
      const plan = convertPlan(c);
      const rounding = (word: bigint) => ({
        round: c.round,
        overflow: c.overflow as Overflow,
        random: { bits: c.rndBits, word },
      });
      for (const negative of [false, true])
        for (const word of [0n, 255n]) {
          const code = (x: Parameters<typeof encode>[1]) => encode(c.dst, x, rounding(word)).code;
          if (plan.zeroIsTiny) expect(code(zero(negative))).toBe(code(finite(negative, 1n, floor)));
          if (plan.infOverflows) expect(code(infinity(negative))).toBe(code(finite(negative, 1n, ceil)));
        }
      zeros += Number(plan.zeroIsTiny);
      infs += Number(plan.infOverflows);
    }
    expect(zeros).toBeGreaterThan(40);
    expect(infs).toBeGreaterThan(40);
  });

  test("are told apart where the flags or a directed rounding need it", () => {
    expect(convertPlan(configOf({ src: "fp32", dst: "e5m2", flags: true }))).toMatchObject({
      zeroIsTiny: false,
      infOverflows: false,
    });
    expect(convertPlan(configOf({ src: "fp32", dst: "e5m2", round: "rup" }))).toMatchObject({
      zeroIsTiny: false,
      infOverflows: false,
    });
  });
});

describe("conversions that must come back", () => {
  const pairs = [
    ["e4m3", "fp16"],
    ["e5m2", "fp16"],
    ["hfp8_fwd", "fp9"],
    ["hfp8_bwd", "dlf16"],
    ["posit(8,2)", "bf16"],
    ["posit(8,1)", "fp32"],
    ["int(8)", "fp16"],
    ["fixed(3,5)", "bf16"],
    ["e2m1", "fixed(4,1)"],
    ["e3m2", "posit(16,1)"],
  ] as const;
  test.each(pairs)("%s to %s and back", (src, dst) => {
    const there = convert({ src, dst });
    const back = convert({ src: dst, dst: src });
    const format = parseFormat(src);
    const wrong: bigint[] = [];
    for (let code = 0n; code < 1n << BigInt(format.width); code++) {
      const again = back(there(code));
      // IBM's formats ignore two signs; fixed point and posits have one zero.
      const canonical = encodeAgain(src, code);
      if (again !== canonical && !(isZero(code, format.width) && again === 0n)) wrong.push(code);
    }
    expect(wrong).toEqual([]);
  });

  const isZero = (code: bigint, width: number) => code << 1n === 1n << BigInt(width);
  /** The canonical NaN for a NaN. */
  function encodeAgain(text: string, code: bigint): bigint {
    const format = parseFormat(text);
    if (format.kind !== "minifloat" || format.nanCode === undefined) return code;
    const magnitude = code & ((1n << BigInt(format.width - 1)) - 1n);
    return magnitude > (format.infCode ?? format.maxFiniteCode) ? format.nanCode : code;
  }
});

test("integers as the language converts them", () => {
  const toFp32 = convert({ src: "int(16)", dst: "fp32" });
  const view = new DataView(new ArrayBuffer(4));
  for (let i = -32768; i < 32768; i += 7) {
    view.setFloat32(0, i);
    expect(toFp32(BigInt.asUintN(16, BigInt(i)))).toBe(BigInt(view.getUint32(0)));
  }
  const toInt8 = convert({ src: "fp16", dst: "int(8)", round: "rtz" });
  const toFp16 = convert({ src: "fp32", dst: "fp16" });
  for (const x of [0, 0.99, -0.99, 1, -1.5, 127.9, 128, -128.9, -129, 65504, Infinity, -Infinity]) {
    view.setFloat32(0, x);
    const code = toFp16(BigInt(view.getUint32(0)));
    const want = Math.min(127, Math.max(-128, Math.trunc(x)));
    expect(BigInt.asIntN(8, toInt8(code))).toBe(BigInt(want));
  }
});

describe("hardware that a source cannot need is not there", () => {
  const modules = (options: Options) => emit(fpConvert, options).files.map((file) => file.name);
  test("a wide float into a narrow one has no leading zero count", () => {
    expect(modules({ src: "fp32", dst: "e4m3" }).some((name) => name.startsWith("lzc"))).toBe(false);
    expect(modules({ src: "fp32", dst: "posit(8,1)" }).some((name) => name.startsWith("lzc"))).toBe(false);
  });
  test("a format with subnormals into a wider one has one", () => {
    expect(modules({ src: "e4m3", dst: "posit(8,2)" }).some((name) => name.startsWith("lzc"))).toBe(true);
  });
  test("an exact conversion has no clamp", () => {
    for (const [src, dst] of [
      ["e4m3", "fp16"],
      ["hfp8_fwd", "fp9"],
      ["posit(8,1)", "e5m2"],
    ] as const)
      expect(convertPlan(configOf({ src, dst }))).toMatchObject({ clampsLow: false, clampsHigh: false });
  });
});

test("an exponent field without a bias still reaches a posit as a signed scale", () => {
  const c = configOf({ src: "{expBits:3,fracBits:2,bias:0}", dst: "posit(8,0)" });
  // Subnormals down to 2^-1 after normalisation; from 2^7 on everything is maxpos.
  expect(codedExp(c, convertPlan(c))).toMatchObject({ offset: 0, signed: true, width: 4 });
});

describe("refused", () => {
  test.each([
    [{ src: "e4m3", dst: "posit(8,1)", round: "rtz" }, "round must be rne for a posit result, got rtz"],
    [
      { src: "e4m3", dst: "int(8)", overflow: "special" },
      "overflow special needs a format with infinity or NaN, got int8",
    ],
    [{ src: "e4m3" }, /^fp_convert needs dst/],
  ])("%j", (options, message) => {
    expect(() => instantiate(fpConvert, options)).toThrow(message);
  });
});

test("a number is what fromNumber says: 3 into posit(8,0) is 0x68", () => {
  const code = encode(parseFormat("fp32"), fromNumber(3), { round: "rne", overflow: "special" }).code;
  // 3 = 2 * 1.5: regime 110, then the fraction's first bit: 0 110 1000.
  expect(convert({ src: "fp32", dst: "posit(8,0)" })(code)).toBe(0b0110_1000n);
});
