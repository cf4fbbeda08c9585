/**
 * Verilator -> C++ -> WebAssembly in this process: the front end that shares nothing with Yosys. Verilator itself is a
 * program of the machine; its C++ is compiled by `@yowasp/clang`, so no C++ compiler is needed.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Design } from "../generators/design.js";
import { parameterLiteral } from "../generators/shared/literals.js";
import { cached, contentHash } from "../tools/cache.js";
import { clangVersion, type Tree } from "../tools/clang.js";
import { runNative, VERILATOR, withTempDir } from "../tools/native.js";
import { compileModel, type Runtime } from "./cpp.js";
import { type Availability, type SimulatingEngine, skipped, validateDesign } from "./engine.js";
import { type Dialect, type HarnessSimulator, harness, harnessSimulator } from "./harness.js";

const PREFIX = "Vdut";

/** How the model is spoken to, in WebAssembly and natively. */
export const verilatorDialect: Dialect = {
  prologue: [
    `#include "${PREFIX}.h"`,
    `#include "${PREFIX}_all.h"`,
    `static VerilatedContext context;`,
    `static ${PREFIX} model(&context);`,
  ].join("\n"),
  set: (port, expression) => `model.${port.name} = ${expression};`,
  get: (port) => `model.${port.name}`,
  word: (port, index) => `model.${port.name}[${index}]`,
  settle: "model.eval();",
};

async function verilatorVersion(): Promise<string> {
  const { log } = await runNative(VERILATOR, ["--version"]);
  return /^Verilator (\S+)/m.exec(log)?.[1] ?? "unknown";
}

/** Directory of the runtime's sources on this machine. */
export async function verilatorInclude(): Promise<string> {
  const { log } = await runNative(VERILATOR, ["--getenv", "VERILATOR_ROOT"]);
  return join(log.trim(), "include");
}

/**
 * The C++ of a design, and `Vdut_all.h` which includes all of its sources. A warning is an error, as it is for the
 * emitted Verilog: 5.006 gives wrong answers where it warns of unoptimisable loops.
 */
export async function verilate(design: Design): Promise<Record<string, string>> {
  validateDesign(design);
  const parameters = Object.entries(design.parameters).map(([name, value]) => `-G${name}=${parameterLiteral(value)}`);
  const names = design.files.map((file) => file.name);
  const args = ["--cc", "-O3", "--no-timing", "--prefix", PREFIX, "--Mdir", "obj", "--top-module", design.top];
  args.push(...parameters, ...names);
  const key = [await verilatorVersion(), ...args, ...design.files.map((file) => file.text)];
  const made = await cached("verilated", key, () =>
    withTempDir(async (directory) => {
      for (const file of design.files) await writeFile(join(directory, file.name), file.text);
      await runNative(VERILATOR, args, { cwd: directory });
      return new TextEncoder().encode(JSON.stringify(await cxxFiles(join(directory, "obj"))));
    }),
  );
  return JSON.parse(new TextDecoder().decode(made)) as Record<string, string>;
}

async function cxxFiles(directory: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(directory)).sort()) {
    if (/\.(cpp|h)$/.test(name)) files[name] = await readFile(join(directory, name), "utf8");
  }
  const sources = Object.keys(files).filter((name) => name.endsWith(".cpp"));
  files[`${PREFIX}_all.h`] = sources.map((name) => `#include "${name}"\n`).join("");
  return files;
}

let runtime: Promise<Runtime> | undefined;

async function loadRuntime(): Promise<Runtime> {
  const directory = await verilatorInclude();
  const include: Tree = {};
  const texts: string[] = [];
  for (const sub of ["", "vltstd"]) {
    const tree: Tree = {};
    for (const name of (await readdir(join(directory, sub))).sort()) {
      if (!/\.(cpp|h)$/.test(name)) continue;
      const text = await readFile(join(directory, sub, name), "utf8");
      tree[name] = text;
      texts.push(name, text);
    }
    if (sub === "") Object.assign(include, tree);
    else include[sub] = tree;
  }
  return {
    name: "verilator",
    include,
    hash: contentHash(...texts),
    header: "verilated.h",
    source: [
      `#include "verilated.cpp"`,
      // 5.006 refers to it from verilated.cpp even where no model has threads.
      `#include "verilated_threads.cpp"`,
      // The libc has no threads and so no thread-local destructors; a model is dropped with its whole memory.
      `extern "C" int __cxa_thread_atexit(void (*)(void *), void *, void *) { return 0; }`,
      "",
    ].join("\n"),
    // verilated.h refuses processors that it does not know, unless told not to.
    flags: ["-DVL_IGNORE_UNKNOWN_ARCH", "-Iinc/vltstd"],
  };
}

async function available(): Promise<Availability> {
  const compiler = await clangVersion();
  try {
    return { ok: true, version: `verilator ${await verilatorVersion()}, clang ${compiler}` };
  } catch (error) {
    return skipped(error);
  }
}

/** What the engine compiles, with the raw loop that a benchmark needs. */
export async function compileVerilator(design: Design): Promise<HarnessSimulator> {
  const files = await verilate(design);
  runtime ??= loadRuntime();
  const code = await compileModel(await runtime, harness(design, verilatorDialect), files);
  return harnessSimulator("verilator", design, code);
}

export const verilator: SimulatingEngine = {
  kind: "simulate",
  name: "verilator",
  path: "verilator -> C++ -> clang -> WebAssembly",
  available,
  compile: compileVerilator,
};
