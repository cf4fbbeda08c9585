import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { minifloats } from "../formats/index.js";
import { projectRoot } from "../tools/cache.js";

const packageRoot = projectRoot();

/** What each folder may import besides itself. Files directly under docs and bench are programs and stand above all. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  formats: [],
  golden: ["formats"],
  tools: [],
  generators: ["formats", "golden", "tools"],
  testbench: ["formats", "golden", "tools", "generators"],
  cosim: ["formats", "golden", "tools", "generators", "testbench"],
  prove: ["formats", "golden", "tools", "generators", "testbench", "cosim"],
  coverage: ["formats", "golden", "tools", "generators", "testbench", "cosim"],
  synth: ["formats", "golden", "tools", "generators", "testbench"],
  software: ["formats", "golden", "tools", "generators", "testbench", "cosim"],
  examples: ["formats", "golden", "tools", "generators", "testbench", "cosim", "software", "synth"],
  cli: ["formats", "golden", "tools", "generators", "testbench", "cosim", "prove", "coverage", "synth", "software"],
};

/** Facts and exact arithmetic run anywhere, a browser included. */
const pure = ["formats", "golden"];

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(join(packageRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(packageRoot, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => !file.includes("node_modules/"))
    .sort();
}

const read = (file: string): string => readFileSync(join(packageRoot, file), "utf8");
const folderOf = (file: string): string => file.split("/")[0]!;
const folders = Object.keys(mayImport).filter((folder) => readdirSync(packageRoot).includes(folder));
const files = folders.flatMap((folder) => filesUnder(folder, ".ts"));
/** What serves tests alone and is not built; it may look at everything. */
const forTests = /\.test\.ts$|(^|\/)fixtures\.ts$|^testbench\/oracles\//;
const sources = files.filter((file) => !forTests.test(file));
const templates = ["generators", "testbench", "software"].flatMap((folder) => filesUnder(folder, ".njk"));

/** Import texts, static and dynamic, types included. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);
}

/** Project files that a file imports, from the project's root. */
function projectImports(file: string): string[] {
  return importsOf(read(file))
    .filter((path) => path.startsWith("."))
    .map((path) => join(dirname(file), path).split(sep).join("/"));
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");

test("there is something to look at", () => {
  expect(folders).toEqual(expect.arrayContaining(["formats", "golden", "generators", "tools"]));
  expect(sources.length).toBeGreaterThan(40);
  expect(templates.length).toBeGreaterThan(2);
  expect(importsOf('import a from "./a.js";\nexport * from "./b.js";\nawait import("./c.js");\nimport "d";')).toEqual([
    "./a.js",
    "./b.js",
    "./c.js",
    "d",
  ]);
});

test("a unit is a folder with a declaration, a template and a test of its own", () => {
  const units = files.filter((file) => /^generators\/\w+\/unit\.ts$/.test(file)).map((file) => file.split("/")[1]!);
  expect(units.length).toBeGreaterThan(20);
  const inFolders = ["test.ts", "v.njk"].flatMap((ending) =>
    units.map((unit) => `generators/${unit}/${unit}.${ending}`),
  );
  expect(inFolders.filter((file) => !files.includes(file) && !templates.includes(file))).toEqual([]);
});

describe("imports follow the direction formats, golden, generators, cosim, synth and software, cli", () => {
  test.each(folders)("%s", (folder) => {
    const allowed = [folder, ...mayImport[folder]!];
    const wrong = sources
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) => projectImports(file).map((imported) => `${file} -> ${imported}`))
      .filter((edge) => !allowed.includes(folderOf(edge.split(" -> ")[1]!)));
    expect(wrong).toEqual([]);
  });

  test("nothing that is built imports what serves tests", () => {
    const wrong = sources.flatMap((file) =>
      projectImports(file)
        .map((imported) => imported.replace(/\.js$/, ".ts"))
        .filter((imported) => forTests.test(imported))
        .map((imported) => `${file} -> ${imported}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each(pure)("%s needs nothing but itself and what is below it: no package, no file system", (folder) => {
    const wrong = sources
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) => importsOf(read(file)).map((path) => `${file} -> ${path}`))
      .filter((edge) => !edge.includes(" -> ."));
    expect(wrong).toEqual([]);
  });

  test("a model knows nothing of the Verilog it judges", () => {
    const models = sources.filter((file) => /^generators\/\w+\/model\.ts$/.test(file));
    expect(models.length).toBeGreaterThan(0);
    const wrong = models
      .flatMap((file) => projectImports(file).map((imported) => `${file} -> ${imported}`))
      .filter((edge) => /\/(view|render|emit|literals)\.js$/.test(edge));
    expect(wrong).toEqual([]);
  });
});

describe("formats are facts, not names", () => {
  const aware = sources.filter((file) => ["formats", "golden", "generators", "testbench"].includes(folderOf(file)));

  test("no code compares a format's name", () => {
    const comparison =
      /\.name\s*[!=]==?\s*["'`]|["'`]\s*[!=]==?\s*\w+(\.\w+)*\.name\b|switch\s*\([^)]*\.name\)|\.includes\([\w.]+\.name\)|\.name\.(startsWith|endsWith|includes|match)/;
    expect(comparison.test('if (format.name === "x") return;')).toBe(true);
    expect(comparison.test("switch (f.name) {")).toBe(true);
    expect(aware.filter((file) => comparison.test(withoutComments(read(file))))).toEqual([]);
  });

  test("named formats stand in the catalogue, in the declarations of units and their pages, and in the table of systems", () => {
    const names = Object.keys(minifloats).join("|");
    const literal = new RegExp(`["'\`](${names})["'\`]`);
    const places = /^formats\/catalogue\.ts$|^generators\/\w+\/(unit|page)\.ts$|^generators\/systems\.ts$/;
    const others = aware.filter((file) => !places.test(file));
    expect(others.filter((file) => literal.test(withoutComments(read(file))))).toEqual([]);
  });
});

describe("templates place, they do not compute", () => {
  // A field, also one that a loop variable names.
  const path = "[A-Za-z_]\\w*(?:\\.\\w+)*(?:\\[[A-Za-z_]\\w*\\])?";
  const words = '\\["\\w+"(?:, "\\w+")*\\]';
  const condition = `(?:not\\s+)?${path}(?:\\s+(?:and|or)\\s+(?:not\\s+)?${path})*`;
  const tag = new RegExp(
    `^(?:(?:if|elif)\\s+${condition}|else|endif|for\\s+\\w+\\s+in\\s+(?:${path}|${words})|endfor|include\\s+"[\\w./]+"|filter indent\\(\\d+, true\\)|endfilter|raw|endraw)$`,
  );

  test.each(templates)("%s", (file) => {
    const text = read(file);
    const prints = [...text.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1]!.trim());
    const tags = [...text.matchAll(/\{%-?\s*([\s\S]*?)\s*-?%\}/g)].map((match) => match[1]!);
    expect(prints.length).toBeGreaterThan(0);
    expect(prints.filter((print) => !new RegExp(`^${path}$`).test(print))).toEqual([]);
    expect(tags.filter((text) => !tag.test(text))).toEqual([]);
  });
});
