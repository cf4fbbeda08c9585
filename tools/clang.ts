/** `@yowasp/clang`: C++ to WebAssembly inside this process. An optional package, loaded when it is first needed. */
import { readFile } from "node:fs/promises";
import type { Tree } from "@yowasp/clang";
import { ToolError, ToolFailed, ToolMissing } from "./errors.js";

export type { Tree };

const PACKAGE = "@yowasp/clang";

async function load(): Promise<typeof import("@yowasp/clang")> {
  try {
    const clang = await import("@yowasp/clang");
    // Without arguments it only loads its own parts; left to the first real call it would report progress on stdout.
    await clang.runLLVM(undefined, {}, { fetchProgress: () => undefined });
    return clang;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ERR_MODULE_NOT_FOUND") throw missing(error);
    throw new ToolError(`${PACKAGE} cannot be loaded: ${(error as Error).message.split("\n")[0]}`, { cause: error });
  }
}

const missing = (cause: unknown): ToolMissing => new ToolMissing(PACKAGE, `npm install ${PACKAGE}`, { cause });

/** The version of the package that is installed, without loading it; throws `ToolMissing` when none is. */
export async function clangVersion(): Promise<string> {
  try {
    const manifest = await readFile(new URL("../package.json", import.meta.resolve(PACKAGE)), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
  } catch (error) {
    throw missing(error);
  }
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs `clang++ args` over `files`, a tree of names to contents, and returns the file `output`. Throws `ToolFailed`
 * with the compiler's log when it fails or traps.
 */
export function runClang(args: readonly string[], files: Tree, output: string): Promise<Uint8Array> {
  // One at a time: a compiler instance takes some 300 MB, and two of them are no faster on one thread.
  const result = last.then(() => compile(args, files, output));
  last = result.catch(() => undefined);
  return result;
}

async function compile(args: readonly string[], files: Tree, output: string): Promise<Uint8Array> {
  const { commands } = await load();
  const decoder = new TextDecoder();
  let log = "";
  const collect = (bytes: Uint8Array | null): void => {
    if (bytes !== null) log += decoder.decode(bytes, { stream: true });
  };
  let tree: Tree | undefined;
  try {
    tree = await commands["clang++"]([...args], files, { stdout: collect, stderr: collect });
  } catch (error) {
    throw new ToolFailed("clang++", (error as Error).message.split("\n")[0] ?? "trap", log, { cause: error });
  }
  const made = tree?.[output];
  if (!(made instanceof Uint8Array)) throw new ToolFailed("clang++", `no file ${output}`, log);
  return made;
}
