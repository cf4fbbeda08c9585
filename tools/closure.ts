/** A hash of program text: what a result computed by this program depends on. */
import { readFile } from "node:fs/promises";
import { contentHash } from "./cache.js";

const IMPORT = /(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)\.js"/g;

/**
 * The hash of these modules and of every module of the project that they import, as they run now: sources under a
 * loader, built files otherwise. `here` is the caller's `import.meta.url`, `modules` are relative to it, without ending.
 */
export async function closureHash(here: string, modules: readonly string[]): Promise<string> {
  const ending = here.endsWith(".ts") ? ".ts" : ".js";
  const found = new Map<string, string>();
  const waiting = modules.map((module) => new URL(`${module}${ending}`, here).href);
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (found.has(url)) continue;
    const text = await readFile(new URL(url), "utf8");
    found.set(url, text);
    for (const [, path] of text.matchAll(IMPORT)) waiting.push(new URL(`${path}${ending}`, url).href);
  }
  // By content alone: the same program in another folder has the same hash.
  return contentHash(...[...found.values()].sort());
}
