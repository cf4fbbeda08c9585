import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../tools/cache.js";

/** The modules that are loaded with one, from the project's root: static imports of values, and theirs. */
function loadedWith(entry: string): string[] {
  const found = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const path = join(projectRoot(), file);
    if (!existsSync(path)) continue; // a package
    for (const [, types, from] of readFileSync(path, "utf8").matchAll(/^(?:import|export)( type)? [^;]*?"([^"]+)";/gm))
      if (!types) waiting.push(from!.startsWith(".") ? join(file, "..", from!).replace(/\.js$/, ".ts") : from!);
  }
  return [...found];
}

test("there is something to look at", () => {
  expect(loadedWith("cli/gen.ts")).toEqual(
    expect.arrayContaining(["generators/fp_mul/unit.ts", "testbench/bench.ts", "nunjucks", "node:fs"]),
  );
});

test("halfulp --help loads no unit and no package", () => {
  const loaded = loadedWith("cli/main.ts");
  expect(loaded).toContain("cli/commands.ts");
  expect(loaded.filter((file) => !/^(cli|tools|formats)\/(\w|-)+\.ts$|^node:/.test(file))).toEqual([]);
  expect(loaded.length).toBeLessThan(10);
});

test.each(["cli/options.ts", "cli/list.ts", "cli/gen.ts", "cli/model.ts"])("%s loads no engine and no tool", (file) => {
  expect(
    loadedWith(file).filter((loaded) =>
      /^synth\/|^tools\/(yosys|clang|pool|native)|^@yowasp|engines\.ts$/.test(loaded),
    ),
  ).toEqual([]);
});

test.each(["cli/options.ts", "cli/list.ts", "cli/model.ts"])("%s loads no templates", (file) => {
  expect(loadedWith(file)).not.toContain("nunjucks");
});
