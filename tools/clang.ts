/** `@yowasp/clang`: C++ to WebAssembly inside this process. An optional package, loaded when it is first needed. */
import { readFile } from "node:fs/promises";
import type { Tree } from "@yowasp/clang";
import { ToolError, ToolFailed, ToolMissing } from "./errors.js";

export type { Tree };

const PACKAGE = "@yowasp/clang";

async function load(): Promise<typeof import("@yowasp/clang")> {
  try {
    return await import("@yowasp/clang");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ERR_MODULE_NOT_FOUND") throw new ToolMissing(PACKAGE, `npm install ${PACKAGE}`, { cause: error });
    throw new ToolError(`${PACKAGE} cannot be loaded: ${(error as Error).message.split("\n")[0]}`, { cause: error });
  }
}

/** The version of the package that is installed; throws `ToolMissing` when none is. */
export async function clangVersion(): Promise<string> {
  await load();
  const manifest = await readFile(new URL("../package.json", import.meta.resolve(PACKAGE)), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/**
 * Runs `clang++ args` over `files`, a tree of names to contents, and returns the file `output`. Throws `ToolFailed`
 * with the compiler's log when it fails or traps.
 */
export async function runClang(args: readonly string[], files: Tree, output: string): Promise<Uint8Array> {
  const { commands } = await load();
  const decoder = new TextDecoder();
  let log = "";
  const collect = (bytes: Uint8Array | null): void => {
    if (bytes !== null) log += decoder.decode(bytes, { stream: true });
  };
  let tree: Tree | undefined;
  try {
    tree = await commands["clang++"]([...args], files, { stdout: collect, stderr: collect, fetchProgress: () => {} });
  } catch (error) {
    throw new ToolFailed("clang++", (error as Error).message.split("\n")[0] ?? "trap", log, { cause: error });
  }
  const made = tree?.[output];
  if (!(made instanceof Uint8Array)) throw new ToolFailed("clang++", `no file ${output}`, log);
  return made;
}
