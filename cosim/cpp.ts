/**
 * C++ to a WebAssembly reactor, with the two slow halves kept: the simulator's headers, parsed once into a
 * precompiled header (3 s becomes 1 s per model), and the runtime object where there is one.
 */
import { cached } from "../tools/cache.js";
import { clangVersion, runClang, type Tree } from "../tools/clang.js";

/** What one simulator brings, the same for all models. */
export interface Runtime {
  readonly name: string;
  /** Header files, at `inc/` in the compiler's view. */
  readonly include: Tree;
  /** Hash of `include` and of whatever else the runtime is made of. */
  readonly hash: string;
  /** The header, below `inc/`, that every model includes first. */
  readonly header: string;
  /** A source text to compile once and link to every model. */
  readonly source?: string;
  readonly flags: readonly string[];
}

const OPTIMISE = "-O2";

function compileFlags(runtime: Runtime): string[] {
  return ["-std=c++17", OPTIMISE, "-fno-exceptions", "-Iinc", ...runtime.flags];
}

async function runtimeKey(runtime: Runtime, what: string): Promise<string[]> {
  return [what, await clangVersion(), runtime.hash, runtime.source ?? "", ...compileFlags(runtime)];
}

async function precompiledHeader(runtime: Runtime): Promise<Uint8Array> {
  const flags = compileFlags(runtime);
  return cached("cpp", await runtimeKey(runtime, "pch"), () =>
    runClang(
      [...flags, "-x", "c++-header", `inc/${runtime.header}`, "-o", "all.pch"],
      { inc: runtime.include },
      "all.pch",
    ),
  );
}

async function runtimeObject(runtime: Runtime, source: string): Promise<Uint8Array> {
  const flags = compileFlags(runtime);
  return cached("cpp", await runtimeKey(runtime, "object"), () =>
    runClang(
      [...flags, "-c", "runtime.cpp", "-o", "runtime.o"],
      { inc: runtime.include, "runtime.cpp": source },
      "runtime.o",
    ),
  );
}

/** Compiles and links one model, given as one translation unit and the files it includes. Cached by content. */
export async function compileModel(
  runtime: Runtime,
  unit: string,
  files: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const key = [...(await runtimeKey(runtime, "model")), unit, ...Object.entries(files).sort().flat()];
  return cached("cpp", key, async () => {
    const tree: Tree = {
      ...files,
      inc: runtime.include,
      "model.cpp": unit,
      "all.pch": await precompiledHeader(runtime),
    };
    const objects: string[] = [];
    if (runtime.source !== undefined) {
      tree["runtime.o"] = await runtimeObject(runtime, runtime.source);
      objects.push("runtime.o");
    }
    // The header's time stamps are those of a file system that exists only for one call.
    const pch = ["-Xclang", "-fno-validate-pch", "-include-pch", "all.pch"];
    const object = await runClang(
      [...compileFlags(runtime), ...pch, "-I.", "-c", "model.cpp", "-o", "model.o"],
      tree,
      "model.o",
    );
    return runClang(
      ["-mexec-model=reactor", OPTIMISE, "model.o", ...objects, "-o", "model.wasm"],
      { "model.o": object, ...(tree["runtime.o"] ? { "runtime.o": tree["runtime.o"] } : {}) },
      "model.wasm",
    );
  });
}
