import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { commands } from "./commands.js";
import { halfulp } from "./fixtures.js";

const folder = mkdtempSync(join(tmpdir(), "halfulp-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const gen = (...words: string[]) => ["gen", ...words, "-o", join(folder, "none")];
const long = '{"expBits": 4,\n "fracBits": 3,\n "bias": 7,,\n "hasInf": false}';

/** What is typed, and how the one line begins or what it is. All of them are the user's fault. */
const mistakes: readonly (readonly [string[], string | RegExp])[] = [
  [
    [],
    /^halfulp needs a command \(known: list, gen, bitslice, model, vectors, cosim, prove, synth, report, doctor; see halfulp --help\)$/,
  ],
  [
    ["generate"],
    "unknown command: generate (known: list, gen, bitslice, model, vectors, cosim, prove, synth, report, doctor)",
  ],
  [["gen"], /^gen needs a unit as its first word, or --all \(known units: fp_unpack, fp_pack, .*posit_emac.*\)$/],
  [["model"], /^model needs a unit as its first word \(known: fp_unpack, .*\)$/],
  [["gen", "fp_mull"], /^unknown unit: fp_mull \(known: fp_unpack, fp_pack, .*\)$/],
  [["gen", "fp_mul", "--all"], "gen takes a unit or --all, got fp_mul and --all"],
  [["gen", "--all", "fp_mul"], "halfulp gen --all takes no further words, got fp_mul"],
  [["list", "units"], "halfulp list takes no further words, got units"],
  [["gen", "fp_mul", "e4m3"], "halfulp gen fp_mul takes no further words, got e4m3"],
  [
    ["list", "--format"],
    "unknown option of halfulp list: --format (known: --formats, --units, --catalogue, --systems, --json)",
  ],
  [gen("fp_mul", "--a", "e4m3", "--a", "e5m2"), "--a is given more than once"],
  [gen("fp_mul", "--a", "e4m3", "--round", "rtz", "--round=rtz"), "--round is given more than once"],
  [gen("fp_mul", "--a", "e4m3", "--flags", "--flags"), "--flags is given more than once"],
  [gen("fp_mul", "--a", "e4m3", "--out", "elsewhere"), "--out is given more than once"],
  [gen("lfsr", "-P", "Seed=1", "-P", "OutW=2", "-P", "Seed=2"), "-P Seed is given more than once"],
  [["gen", "fp_mul", "--a"], "--a needs a value: --a <format>"],
  [["gen", "fp_mul", "--a", "e4m3"], "gen needs a folder to write to: -o DIR"],
  [gen("fp_mul"), /^fp_mul needs --a: /],
  [gen("fp_mul", "--a", "e4m5"), /^unknown format: e4m5 \(known: e4m3, e5m2, .*posit\(n,es\).*\)$/],
  [gen("fp_mul", "--a", "posit(8,1)"), "--a must be a minifloat format, got posit8_1"],
  [gen("fp_mul", "--a", "e4m3", "--round", "up"), /^unknown --round: up \(known: .*rne, rna.*src.*\)$/],
  [gen("fp_mul", "--a", "e4m3", "--stages", "5"), "--stages must be 0..4, got 5"],
  [gen("fp_mul", "--a", "e4m3", "--rnd-bits", "4"), "--rnd-bits needs a stochastic --round (sra, srb, src), got rne"],
  [
    gen("stochastic_round", "--src", "fp16", "--dst", "e4m3", "--round", "rne"),
    "unknown --round: rne (known: sra, srb, src)",
  ],
  [
    gen("stochastic_round", "--src", "fp16", "--dst", "e4m3", "--rnd-bits", "24"),
    "--width must be at least --rnd-bits + 8 = 32, got 31",
  ],
  [
    gen("stochastic_round", "--src", "fp16", "--dst", "e4m3", "--rnd-bits", "25"),
    "--rnd-bits must be 1..24 from an LFSR, got 25",
  ],
  [
    gen("fp_pack", "--dst", "e4m3", "--sig-bits", "4", "--min-exp", "3", "--max-exp", "1"),
    "--max-exp must be at least --min-exp 3, got 1",
  ],
  [gen("fp_mul", "--a", "e4m3", "--enable"), "--enable needs --stages of at least 1"],
  [gen("posit_mul", "--n", "8", "--es", "7"), "--es must be 0..4, got 7"],
  [gen("posit_mul", "--n", "2", "--es", "0"), "--n must be 3..32, got 2"],
  [gen("posit_mul", "--n", "8", "--es", "1.5"), "--es must be 0..4, got 1.5"],
  [gen("fp_mul", "--a", "{expBits:0,fracBits:3,hasInf:true,highNans:1}"), "expBits must be 1..11, got 0"],
  [gen("fp_convert", "--src", "fixed(40,40)", "--dst", "e4m3"), "width il + fl must be 1..64, got 80"],
  [gen("fp_convert", "--src", "int(65)", "--dst", "e4m3"), "width il + fl must be 1..64, got 65"],
  [
    gen("fp_mul", "--a", "e2m1", "--overflow", "special"),
    "--overflow special needs a format with infinity or NaN, got e2m1",
  ],
  [gen("fp_mul", "--a", "{expBits:4,fracBits"), "malformed format description, line 1: {expBits:4,fracBits"],
  [gen("fp_mul", "--a", file("syntax.json", long)), /syntax\.json: malformed format description, line 3: "bias": 7,,$/],
  [
    gen("fp_mul", "--a", file("fact.json", '{"expBit": 4}')),
    /fact\.json: unknown format fact: expBit \(known: expBits, /,
  ],
  [
    gen("fp_mul", "--a", file("twice.json", '{"expBits": 4,\n"fracBits": 3,\n"expBits": 5}')),
    /twice\.json: format fact given twice: expBits, line 3: "expBits": 5}$/,
  ],
  [gen("fp_mul", "--a", file("list.json", "\n\n[4, 3]")), /list\.json, line 3: not a format description \(/],
  [gen("fp_mul", "--a", file("empty.json", "")), /empty\.json, line 1: not a format description \(/],
  [gen("fp_mul", "--a", "nowhere.json"), "cannot read nowhere.json: no such file"],
  [gen("fp_mul", "--a", "e4m3", "-P", "Bias"), "malformed parameter: Bias (write Name=integer)"],
  [gen("fp_mul", "--a", "e4m3", "-P", "Bias=1"), "unknown parameter of fp_mul_e4m3_e4m3_e4m3: Bias (known: none)"],
  [gen("lfsr", "--width", "8", "-P", "Sed=1"), "unknown parameter of lfsr_w8: Sed (known: Seed, OutW)"],
  [gen("lfsr", "--width", "8", "-P", "Seed=0"), "Seed must be 1..255, got 0"],
  [["gen", "--all", "-P", "Bias=4", "-o", folder], "-P goes with a unit, not with --all"],
  [gen("fp_mul", "--a", "e4m3", "--vectors", "0"), "--vectors must be all or a whole number from 1, got 0"],
  [
    gen("fp_mul", "--a", "e4m3", "--license", "MIT\nmodule"),
    '--license must be an SPDX identifier, got "MIT\\nmodule"',
  ],
  [["gen", "lzc", "-o", file("taken", "mine")], /^not a folder: .*taken is a file$/],
  [["gen", "lzc", "-o", join(file("taken", "mine"), "below")], /^cannot write to .*below: a file is in the way$/],
  [["gen", "lzc", "-o", "/proc/halfulp"], /^cannot write to \/proc\/halfulp: /],
  [["cosim", "lzc", "--engine", "modelsim"], "unknown engine: modelsim (known: bitslice, verilator, cxxrtl, iverilog)"],
  [["cosim", "lzc", "--rows", "many"], "--rows must be a whole number from 1, got many"],
  [["synth", "lzc", "--target", "asic"], /^unknown target: asic \(known: gates, ice40, /],
  [["synth", "lzc", "--target", "liberty"], "target liberty needs a library: --liberty FILE"],
  [["synth", "lzc", "--yosys", "other"], "unknown yosys: other (known: wasm, native)"],
  [["synth", "lzc", "--liberty", "no.lib"], "cannot read no.lib: no such file"],
  [["synth", "lzc", "--liberty", folder], /^cannot read .*: it is a folder$/],
];

describe("a mistake is one line and exit 2, and nothing is written", () => {
  test.each(mistakes)("%j", async (argv, expected) => {
    const { code, out, err } = await halfulp(argv);
    expect(err).toMatch(/^[^\n]+\n$/);
    if (typeof expected === "string") expect(err).toBe(`${expected}\n`);
    else expect(err.trimEnd()).toMatch(expected);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(readdirSync(folder)).not.toContain("none");
  });
});

test("line breaks in what was typed do not make more lines", async () => {
  const { code, err } = await halfulp(["gen", "fp_mul", "--a", "e4\nm3", "-o", folder]);
  expect(code).toBe(2);
  expect(err).toMatch(/^unknown format: [^\n]+\n$/);
});

test("a folder where a file should be: nothing is written at all", async () => {
  const out = mkdtempSync(join(folder, "out-"));
  mkdirSync(join(out, "lzc_vectors.hex"));
  const { code, err } = await halfulp(["gen", "lzc", "-o", out]);
  expect(err).toMatch(/^cannot write .*lzc_vectors\.hex: a folder is in the way\n$/);
  expect(code).toBe(2);
  expect(readdirSync(out)).toEqual(["lzc_vectors.hex"]);
});

test("a fault of the program itself is one line too, and not the code of a check that failed", async () => {
  const broken = vi.spyOn(commands[0]!, "run").mockRejectedValue(new TypeError("x is not a function\nat all"));
  const { code, err } = await halfulp([commands[0]!.name]);
  broken.mockRestore();
  expect(err).toBe("defect in halfulp: x is not a function at all (HALFULP_DEBUG=1 shows where)\n");
  expect(code).toBe(3);
});

test("--version", async () => {
  expect(await halfulp(["--version"])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test("every command takes --json", () => {
  expect(commands.map((c) => c.options.some((o) => o.flags === "--json"))).toEqual(commands.map(() => true));
});
