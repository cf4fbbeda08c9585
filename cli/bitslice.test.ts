import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { halfulp } from "./fixtures.js";

const root = mkdtempSync(join(tmpdir(), "halfulp-bitslice-"));
afterAll(() => rmSync(root, { recursive: true }));
const folder = () => mkdtempSync(join(root, "out-"));

test("writes header, source, module and wrapper, and tells what they hold", async () => {
  const out = folder();
  const argv = ["bitslice", "fp_mul", "--a", "hobflops8", "-o", out, "--license", "MIT"];
  const { code, out: printed, err } = await halfulp([...argv, "--json"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const stem = "fp_mul_hobflops8_hobflops8_hobflops8";
  const files = [".h", ".c", ".wasm", ".ts"].map((ending) => stem + ending);
  expect(JSON.parse(printed)).toMatchObject({
    folder: out,
    files,
    gates: expect.any(Number),
    live: expect.any(Number),
  });
  expect(readdirSync(out).sort()).toEqual([...files].sort());
  expect(WebAssembly.validate(readFileSync(join(out, `${stem}.wasm`)))).toBe(true);
  const text = readFileSync(join(out, `${stem}.c`), "utf8");
  expect(text).toMatch(/^\/\/ SPDX-License-Identifier: MIT\n/);
  // The rebuild command gives the same bytes.
  const again = /halfulp (bitslice .*)/.exec(text)![1]!.split(" ");
  expect(await halfulp([...again, "-o", out])).toMatchObject({ code: 0 });
  expect(readFileSync(join(out, `${stem}.c`), "utf8")).toBe(text);
});

test("a clocked unit with a parameter", async () => {
  const out = folder();
  const argv = ["bitslice", "lfsr", "--width", "8", "-P", "Seed=3", "-o", out];
  expect(await halfulp(argv)).toMatchObject({ code: 0 });
  expect(readFileSync(join(out, "lfsr_w8.h"), "utf8")).toMatch(/^void lfsr_w8_reset\(lfsr_w8_state \*state\);$/m);
});

test.each([
  [["bitslice", "fp_mul", "--a", "e4m3"], "bitslice needs a folder to write to: -o DIR\n"],
  [["bitslice", "-o", "x"], /^bitslice needs a unit as its first word \(known: /],
  [["bitslice", "fp_mul", "--a", "e4m3", "-o", "x", "--license", "a b"], /^--license must be an SPDX identifier/],
])("%j is refused", async (argv, message) => {
  const { code, err } = await halfulp(argv);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
