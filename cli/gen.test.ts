import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { iverilog } from "../cosim/iverilog.js";
import { verilator } from "../cosim/verilator.js";
import { IVERILOG, runNative, VERILATOR, VVP } from "../tools/native.js";
import { halfulp } from "./fixtures.js";

const root = mkdtempSync(join(tmpdir(), "halfulp-gen-"));
afterAll(() => rmSync(root, { recursive: true }));
const folder = () => mkdtempSync(join(root, "out-"));
const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const lines = (text: string) => text.trimEnd().split("\n");

async function gen(words: string, out = folder()): Promise<string> {
  expect(await halfulp(["gen", ...words.split(" "), "-o", out])).toMatchObject({ code: 0 });
  return out;
}

test("writes one file a module, the file list with the top last, the bench and its vectors", async () => {
  const out = await gen("fp_mul --a e5m2 --dst fp32");
  const top = "fp_mul_e5m2_e5m2_fp32";
  const listed = lines(read(out, `${top}.f`));
  expect(listed.at(-1)).toBe(`${top}.v`);
  expect(readdirSync(out).sort()).toEqual([...listed, `${top}.f`, `${top}_tb.v`, `${top}_vectors.hex`].sort());
  for (const file of listed) expect(read(out, file).match(/^module (\w+)/gm)).toEqual([`module ${file.slice(0, -2)}`]);
});

test("the same command line gives the same bytes", async () => {
  const [one, two] = [await gen("lfsr --width 8"), await gen("lfsr --width 8")];
  for (const file of readdirSync(one)) expect(read(one, file)).toBe(read(two, file));
});

test("a folder is a folder, whatever its name would mean to a shell", async () => {
  const out = await gen("lzc", join(folder(), "a b", "$(touch x);'\"`*"));
  expect(readdirSync(out)).toContain("lzc.v");
  expect(read(out, "lzc_tb.v")).not.toContain("touch");
});

test("--json tells what was written", async () => {
  const out = folder();
  const { folder: where, files } = JSON.parse((await halfulp(["gen", "lzc", "-o", out, "--json"])).out);
  expect(where).toBe(out);
  expect([...files].sort()).toEqual(readdirSync(out).sort());
});

describe("--vectors", () => {
  const count = async (words: string, top: string) => lines(read(await gen(words), `${top}_vectors.hex`)).length;

  test("every input where those are few, else a choice", async () => {
    expect(await count("lzc --width 13", "lzc_w13")).toBe(2 ** 13);
    expect(await count("fp_add --a e5m2", "fp_add_e5m2_e5m2_e5m2")).toBe(4096);
    // Those that catch what the chosen ones do not stand behind them, in the catalogue.
    expect(await count("fp_add --a e4m3", "fp_add_e4m3_e4m3_e4m3")).toBeGreaterThan(4096);
    expect(await count("lfsr --width 5", "lfsr_w5")).toBe(4096);
  });
  test("a number, or all", async () => {
    expect(await count("fp_add --a e5m2 --vectors 500", "fp_add_e5m2_e5m2_e5m2")).toBe(500);
    expect(await count("fp_add --a e5m2 --vectors all", "fp_add_e5m2_e5m2_e5m2")).toBe(2 ** 16);
  });
});

test("a format in a file is the format of its facts", async () => {
  const file = join(root, "mine.JSON");
  writeFileSync(file, '{\n  "expBits": 3,\n  "fracBits": 2,\n  "bias": -2,\n  "highNans": 1\n}\n');
  const out = await gen(`fp_unpack --src ${file}`);
  const top = read(out, "fp_unpack_f3m2bn2sn1.v");
  expect(top).toContain("1-3-2, bias -2");
  // The rebuild command does not need the file.
  const options = /halfulp gen fp_unpack --src '(.*)'/.exec(top)![1]!;
  expect(read(await gen(`fp_unpack --src ${options}`), "fp_unpack_f3m2bn2sn1.v")).toBe(top);
});

test("--license stands in every file", async () => {
  const out = await gen("fp_unpack --src e4m3 --license MIT");
  const verilog = readdirSync(out).filter((name) => name.endsWith(".v"));
  expect(verilog).toHaveLength(2);
  for (const name of verilog) expect(read(out, name)).toMatch(/^\/\/ SPDX-License-Identifier: MIT\n/);
});

test("--all removes what it no longer makes, and nothing of others", async () => {
  const out = folder();
  writeFileSync(join(out, "mine.v"), "module mine; endmodule\n");
  writeFileSync(join(out, "mine.f"), "mine.v\n");
  await gen("lzc --width 29", out);
  expect(existsSync(join(out, "lzc_w29.f"))).toBe(true);
  expect(await halfulp(["gen", "--all", "-o", out])).toMatchObject({ code: 0 });
  const names = readdirSync(out);
  expect(names).toEqual(expect.arrayContaining(["mine.v", "mine.f", "lzc.v", "lzc.f"]));
  expect(names.filter((name) => name.startsWith("lzc_w29") && !name.endsWith(".hex"))).toEqual([]);
});

const runs = [
  ["fp_mul --a e4m3 --flags --stages 2 --enable", "fp_mul_e4m3_e4m3_e4m3_fl_p2_en", 0],
  ["hfp8_mac -P Bias=4 -P ChunkLen=3", "hfp8_mac_dlf16", 1],
] as const;
const present = { iverilog: (await iverilog.available()).ok, verilator: (await verilator.available()).ok };

describe.each(runs)("the bench of %s", (words, top, parameters) => {
  const passed = (log: string) => {
    expect(log).toMatch(new RegExp(`^RESULT checked [1-9]\\d{3} mismatches 0\nPASS ${top}$`, "m"));
  };

  test.skipIf(!present.iverilog)("runs in iverilog as the README says, with its parameters", async () => {
    const out = await gen(words);
    if (parameters) expect(read(out, `${top}_tb.v`)).toContain("#(.Bias(4), .ChunkLen(3))");
    const { log } = await runNative(IVERILOG, ["-g2005", "-o", "tb", "-f", `${top}.f`, `${top}_tb.v`], { cwd: out });
    expect(log).toBe("");
    passed((await runNative(VVP, ["-n", "tb"], { cwd: out })).log);
  });

  test.skipIf(!present.verilator)("runs in verilator --binary --timing", async () => {
    const out = await gen(words);
    const flags = ["--binary", "--timing", "-CFLAGS", "-O0", "--top-module", `${top}_tb`];
    await runNative(VERILATOR, [...flags, "-f", `${top}.f`, `${top}_tb.v`], { cwd: out });
    passed((await runNative({ command: join(out, `obj_dir/V${top}_tb`), install: "" }, [], { cwd: out })).log);
  });
});
