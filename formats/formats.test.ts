import { describe, expect, test } from "vitest";
import { indexBits } from "./bits.js";
import { minifloats } from "./catalogue.js";
import { FormatError } from "./errors.js";
import { fixed } from "./fixed.js";
import { minifloat } from "./minifloat.js";
import { parseFormat } from "./parse.js";
import { posit } from "./posit.js";
import { lowestKinds, type MinifloatFacts, negZeroKinds } from "./types.js";

describe("what users write", () => {
  test.each([
    ["e4m3", minifloats.e4m3],
    [" dlf16 ", minifloats.dlf16],
    ["posit(8,1)", posit(8, 1)],
    ["posit( 16 , 2 )", posit(16, 2)],
    ["posit8_1", posit(8, 1)],
    ["fixed(4,4)", fixed(4, 4)],
    ["fixed(-1,8)", fixed(-1, 8)],
    ["fixedn1_8", fixed(-1, 8)],
    ["ufixed(10,-2)", fixed(10, -2, false)],
    ["ufixed10_n2", fixed(10, -2, false)],
    ["int(8)", fixed(8, 0)],
    ["int8", fixed(8, 0)],
    ["uint(1)", fixed(1, 0, false)],
  ])("%s", (text, format) => expect(parseFormat(text)).toEqual(format));

  test("every name and identifier form gives the format back", () => {
    const made = [...Object.values(minifloats), posit(7, 0), fixed(3, 5), fixed(9, -1, false), fixed(-2, 9)];
    for (const format of made) expect(parseFormat(format.name)).toEqual(format);
  });

  test("facts as an object, as JSON and as typed in a shell", () => {
    const wanted = parseFormat({ expBits: 3, fracBits: 2, bias: 4, hasInf: true, negZero: "nan" });
    expect(parseFormat('{"expBits":3,"fracBits":2,"bias":4,"hasInf":true,"negZero":"nan"}')).toEqual(wanted);
    expect(parseFormat("{expBits: 3, fracBits:2,bias:4, hasInf : true, negZero: nan }")).toEqual(wanted);
    expect(parseFormat("{\n  expBits: 3,\n  fracBits: 2, bias: 4, hasInf: true, negZero: nan\n}\n")).toEqual(wanted);
    expect(parseFormat('{"expBits":3,"fracBits":2,"spec":"a: b, c}"}')).toMatchObject({ spec: "a: b, c}" });
  });

  test("facts that are not given: IEEE's bias, gradual underflow, every code a number", () => {
    expect(parseFormat("{expBits:3,fracBits:2}")).toMatchObject({
      bias: 3,
      lowest: "subnormal",
      hasInf: false,
      highNans: 0,
      negZero: "zero",
    });
  });

  test("the same facts as a named format, but no privilege of its name", () => {
    const { expBits, fracBits, bias, lowest, hasInf, highNans, negZero, spec } = minifloats.e4m3!;
    const described = parseFormat({ expBits, fracBits, bias, lowest, hasInf, highNans, negZero, spec });
    expect(described).toEqual({ ...minifloats.e4m3, name: "f4m3b7sn1" });
  });
});

test("a described format's name says every fact, so that two never share one", () => {
  const names = new Map<string, string>();
  let count = 0;
  for (const expBits of [1, 2, 4, 11])
    for (const fracBits of [0, 1, 11])
      for (const bias of [-11, -1, 0, 1, 11])
        for (const lowest of lowestKinds)
          for (const hasInf of [false, true])
            for (const highNans of [0, 1, 11])
              for (const negZero of negZeroKinds) {
                const facts: MinifloatFacts = { expBits, fracBits, bias, lowest, hasInf, highNans, negZero, spec: "" };
                let name: string;
                try {
                  name = minifloat(facts).name;
                } catch {
                  continue; // contradictory
                }
                expect(name).toMatch(/^[a-z0-9]+$/);
                expect(names.get(name) ?? "new").toBe("new");
                names.set(name, JSON.stringify(facts));
                count++;
              }
  expect(count).toBeGreaterThan(700);
  for (const name of Object.keys(minifloats)) expect(names.has(name)).toBe(false);
});

test("bits of an index", () => {
  expect([1, 2, 3, 4, 5, 8, 9, 2 ** 31, 2 ** 31 + 1, 2 ** 32].map(indexBits)).toEqual([
    1, 1, 2, 2, 3, 3, 4, 31, 32, 32,
  ]);
});

const known = `${Object.keys(minifloats).join(", ")}, posit(n,es), fixed(il,fl), ufixed(il,fl), int(n), uint(n), {expBits:...}`;

describe("what is refused, in one line that names the value and what is allowed", () => {
  test.each([
    ["e4m5", `unknown format: e4m5 (known: ${known})`],
    ["", `unknown format: "" (known: ${known})`],
    ["E4M3", `unknown format: E4M3 (known: ${known})`],
    ["posit(8)", `unknown format: posit(8) (known: ${known})`],
    ["toString", `unknown format: toString (known: ${known})`],
    ["a\nb", `unknown format: "a\\nb" (known: ${known})`],
    ["posit(2,0)", "n must be 3..32, got 2"],
    ["posit(8,7)", "es must be 0..4, got 7"],
    ["fixed(0,0)", "width il + fl must be 1..64, got 0"],
    ["fixed(40,40)", "width il + fl must be 1..64, got 80"],
    ["ufixed(0,0)", "width il + fl must be 1..64, got 0"],
    ["fixed(200,0)", "il must be -64..128, got 200"],
    ["{fracBits:3}", "a format description needs expBits and fracBits, got fracBits"],
    ["{}", "a format description needs expBits and fracBits, got none"],
    ["{expBits:0,fracBits:3}", "expBits must be 1..11, got 0"],
    ["{expBits:12,fracBits:3}", "expBits must be 1..11, got 12"],
    ["{expBits:4,fracBits:53}", "fracBits must be 0..52, got 53"],
    ['{expBits:"4",fracBits:3}', 'expBits must be 1..11, got "4"'],
    ["{expBits:4,fracBits:3,bias:1.5}", "bias must be -4096..4096, got 1.5"],
    ["{expBits:4,fracBits:3,lowest:none}", "unknown lowest: none (known: subnormal, normal, flush)"],
    ["{expBits:4,fracBits:3,negZero:one}", "unknown negZero: one (known: zero, nan)"],
    ["{expBits:4,fracBits:3,hasInf:yes}", "hasInf must be true or false, got yes"],
    [
      "{expBits:4,fracBits:3,hasInf:true,lowest:normal}",
      "hasInf must be false with lowest normal, where infinity shares the NaN code, got true",
    ],
    ["{expBits:2,fracBits:1,highNans:7}", "highNans must be 0..6, got 7"],
    [
      "{expBits:2,fracBits:1,highNans:6,hasInf:true}",
      "highNans and hasInf take 7 of 8 codes per sign: no nonzero number is left",
    ],
    [
      "{expBits:1,fracBits:1,highNans:2,lowest:flush}",
      "highNans and hasInf take 2 of 4 codes per sign: no nonzero number is left",
    ],
    [
      "{expBits:4,mantissa:3}",
      "unknown format fact: mantissa (known: expBits, fracBits, bias, lowest, hasInf, highNans, negZero)",
    ],
    ["{expBits:4,fracBits:}", "malformed format description, line 1: {expBits:4,fracBits:}"],
    ["{expBits:4,\n fracBits 3}", "malformed format description, line 2: fracBits 3}"],
    ["{expBits:4", "malformed format description, line 1: {expBits:4"],
    ["\n\n{expBits:4,\nfracBits:3,}\n\n", "malformed format description, line 4: fracBits:3,}"],
    ["{expBits:4\n fracBits:3}", "malformed format description, line 2: fracBits:3}"],
    ["{expBits:4,fracBits:3}}", "malformed format description, line 1: {expBits:4,fracBits:3}}"],
    ["{expBits:[4],fracBits:3}", "malformed format description, line 1: {expBits:[4],fracBits:3}"],
    ["{expBits:4,fracBits:03}", "malformed format description, line 1: {expBits:4,fracBits:03}"],
    ["{expBits:4,\n'fracBits':3}", "malformed format description, line 2: 'fracBits':3}"],
    ["{expBits:4,fracBits:3,\n bias:1, expBits:5}", "format fact given twice: expBits, line 2: bias:1, expBits:5}"],
    ['{"bias":7,"bi\\u0061s":7}', 'format fact given twice: bias, line 1: {"bias":7,"bi\\u0061s":7}'],
    ["{expBits:null,fracBits:3}", "expBits must be 1..11, got null"],
    [
      "{__proto__:4}",
      "unknown format fact: __proto__ (known: expBits, fracBits, bias, lowest, hasInf, highNans, negZero)",
    ],
  ])("%j", (text, message) => {
    const attempt = () => parseFormat(text);
    expect(attempt).toThrow(FormatError);
    expect(attempt).toThrow(new FormatError(message));
    expect(message).not.toMatch(/\n/);
  });

  test("what is no text at all", () => {
    for (const value of [5, null, undefined, true])
      expect(() => parseFormat(value as never)).toThrow(`unknown format: ${String(value)} (known: ${known})`);
  });
});
