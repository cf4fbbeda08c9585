/**
 * Yosys `write_cxxrtl` -> C++ -> WebAssembly in this process: the same runner as Verilator's with nothing but npm
 * packages. It shares Yosys's front end with synthesis, so it does not judge that front end.
 */
import { type Design, type Port, totalWidth } from "../generators/design.js";
import { cached, contentHash } from "../tools/cache.js";
import { clangVersion, type Tree } from "../tools/clang.js";
import { ToolError } from "../tools/errors.js";
import { runYosys, yosysVersion } from "../tools/yosys.js";
import { compileModel, type Runtime } from "./cpp.js";
import { type SimulatingEngine, validateDesign } from "./engine.js";
import { type Dialect, harness, harnessSimulator } from "./harness.js";
import { readDesign } from "./read-design.js";

/** The name that write_cxxrtl gives: a prefix, and underscores doubled. */
function mangle(name: string): string {
  return `p_${name.replaceAll("_", "__")}`;
}

function cxxrtlDialect(design: Design): Dialect {
  const field = (port: Port): string => `model.${mangle(port.name)}.data`;
  return {
    prologue: `#include "design.cc"\nstatic cxxrtl_design::${mangle(design.top)} model;`,
    set: (port, expression) =>
      totalWidth(port) <= 32
        ? `${field(port)}[0] = ${expression};`
        : `{ const uint64_t v = ${expression}; ${field(port)}[0] = (uint32_t)v; ${field(port)}[1] = (uint32_t)(v >> 32); }`,
    get: (port) =>
      totalWidth(port) <= 32 ? `${field(port)}[0]` : `(uint64_t)${field(port)}[1] << 32 | (uint64_t)${field(port)}[0]`,
    word: (port, index) => `${field(port)}[${index}]`,
    // Registers take their new values at the end of a step; what hangs on them follows in one more.
    settle: "model.step();",
    afterEdge: "model.step();",
  };
}

/** A folder of the files that the Yosys package keeps inside one module. */
function folder(tree: Tree, path: readonly string[]): Tree {
  let here: Tree = tree;
  for (const name of path) {
    const next = here[name];
    if (next === undefined || typeof next === "string" || next instanceof Uint8Array) {
      throw new ToolError(`@yowasp/yosys has no folder share/${path.join("/")}`);
    }
    here = next;
  }
  return here;
}

let runtime: Promise<Runtime> | undefined;

async function loadRuntime(): Promise<Runtime> {
  const resources = (await import(new URL("./resources-yosys.js", import.meta.resolve("@yowasp/yosys")).href)) as {
    filesystem: { share: Tree };
  };
  const include = folder(resources.filesystem.share, ["include", "backends", "cxxrtl", "runtime"]);
  return {
    name: "cxxrtl",
    include,
    hash: contentHash(JSON.stringify(include)),
    header: "cxxrtl/cxxrtl.h",
    flags: [],
  };
}

export const cxxrtl: SimulatingEngine = {
  kind: "simulate",
  name: "cxxrtl",
  path: "yosys write_cxxrtl -> C++ -> clang -> WebAssembly",
  async available() {
    return { ok: true, version: `${await yosysVersion()}, clang ${await clangVersion()}` };
  },
  async compile(design) {
    validateDesign(design);
    const script = [...readDesign(design), "write_cxxrtl -O6 -g0 design.cc"].join("\n");
    const files = Object.fromEntries(design.files.map((file) => [file.name, file.text]));
    const text = await cached("cxxrtl", [await yosysVersion(), script, ...Object.entries(files).flat()], async () => {
      const made = await runYosys({ files, script });
      return new TextEncoder().encode(made.files["design.cc"] ?? "");
    });
    runtime ??= loadRuntime();
    const unit = harness(design, cxxrtlDialect(design));
    const code = await compileModel(await runtime, unit, { "design.cc": new TextDecoder().decode(text) });
    return harnessSimulator("cxxrtl", design, code);
  },
};
