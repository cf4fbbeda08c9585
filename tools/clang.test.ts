import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clangVersion, runClang } from "./clang.js";
import { ToolFailed } from "./errors.js";
import { runNative, withTempDir } from "./native.js";

test("compiles to WebAssembly", async () => {
  const files = { "a.cc": 'extern "C" __attribute__((export_name("f"))) int f(int x) { return 3 * x; }' };
  const code = await runClang(["-nostdlib", "-Wl,--no-entry", "a.cc", "-o", "a.wasm"], files, "a.wasm");
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(code));
  expect((instance.exports.f as (x: number) => number)(5)).toBe(15);
  expect(await clangVersion()).toMatch(/^\d+\.\d+/);
});

test("a program with an error fails with the compiler's words", async () => {
  const error = await runClang(["-c", "a.cc", "-o", "a.o"], { "a.cc": "int f() { return g(); }" }, "a.o").catch(
    (e) => e,
  );
  expect(error).toBeInstanceOf(ToolFailed);
  expect(error).toMatchObject({ exitCode: 3, log: expect.stringContaining("undeclared identifier 'g'") });
  expect(error.message).not.toContain("\n");
});

test("a missing package is exit 3 with the install line", () =>
  withTempDir(async (directory) => {
    // Outside the project no package is found.
    for (const name of ["clang.ts", "errors.ts"])
      await copyFile(join(import.meta.dirname, name), join(directory, name));
    await writeFile(join(directory, "package.json"), '{ "type": "module" }');
    const program = join(directory, "program.ts");
    await writeFile(
      program,
      `import { clangVersion, runClang } from "./clang.js";
      for (const ask of [clangVersion, () => runClang([], {}, "")]) await ask().catch((e) => console.log(e.exitCode, e.message));`,
    );
    const node = { command: process.execPath, install: "" };
    const project = join(import.meta.dirname, "..");
    const { log } = await runNative(node, ["--import", "tsx", program], { cwd: project });
    const line = "3 @yowasp/clang is not installed (install with: npm install @yowasp/clang)\n";
    expect(log).toBe(line + line);
  }));
