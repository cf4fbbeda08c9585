import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { halfulp } from "../cli/fixtures.js";
import { emitInstance } from "../generators/emit.js";
import { instantiate } from "../generators/instance.js";
import type { Unit } from "../generators/unit.js";
import { findUnit, units } from "../generators/units.js";
import { projectRoot } from "../tools/cache.js";
import { blockKind, namesOf, pictureOf, pictureSvg } from "./picture.js";
import { codeBlocks, commandLines } from "./readme.js";
import { pageOf, staleFiles, unitFiles } from "./units.js";

const folder = join(projectRoot(), "docs/units");
const variantsOf = (unit: Unit) => unit.variants.map((variant) => instantiate(unit, variant));
const namesIn = (unit: Unit) => [...new Set((unit.page?.picture ?? []).flatMap(namesOf))];

describe("the committed pages (mend with: npx tsx docs/tables.ts)", () => {
  const files = unitFiles();

  test.each(files)("$name is up to date", ({ name, text }) => {
    expect(readFileSync(join(folder, name), "utf8")).toBe(text);
  });

  test("there is none of a unit that is gone", () => expect(staleFiles(folder, files)).toEqual([]));

  test("every file that a page links to is there", () => {
    const linked = files.flatMap(({ text }) => [...text.matchAll(/\]\(([^)#:]+)[^)]*\)/g)].map((match) => match[1]!));
    expect(linked.length).toBeGreaterThan(100);
    expect(linked.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  });
});

test.each(units)("$name has a page with everything on it", (unit) => {
  expect(unit.page).toBeDefined();
  const text = pageOf(unit);
  for (const { module, ports, verilogParameters } of variantsOf(unit)) {
    for (const { name } of [...ports, ...verilogParameters]) expect(text).toContain(`| \`${name}\` `);
    expect(text).toContain(`(../../rtl-out/${module}.v)`);
  }
});

test.each(units)("the picture of $name has ports that there are, and registers of its Verilog", (unit) => {
  const ports = new Set(variantsOf(unit).flatMap((instance) => instance.ports.map(({ name }) => name)));
  const verilog = variantsOf(unit).flatMap((instance) => emitInstance(instance).files.map(({ text }) => text));
  for (const name of namesIn(unit)) {
    const kind = blockKind(name);
    if (kind === "port") expect([...ports]).toContain(name);
    if (kind === "register") {
      const declared = new RegExp(`\\breg\\b[^;]*\\b${name}\\b`);
      expect({ name, declared: verilog.some((text) => declared.test(text)) }).toEqual({ name, declared: true });
    }
  }
  // At least something of what it computes.
  const outputs = variantsOf(unit)[0]!.ports.filter(({ dir, role }) => dir === "out" && role === "data");
  expect(outputs.some(({ name }) => namesIn(unit).includes(name))).toBe(true);
});

describe("the examples", () => {
  const out = mkdtempSync(join(tmpdir(), "halfulp-units-"));
  afterAll(() => rmSync(out, { recursive: true }));

  test.each(units)("of $name", async (unit) => {
    const lines = commandLines(codeBlocks(pageOf(unit), "sh").join("\n"));
    expect(lines.length).toBe(1);
    const [{ argv, input }] = lines as [(typeof lines)[number]];
    expect(argv).toContain(unit.name);
    const { code, out: printed } = await halfulp(
      argv.map((word) => (word === "out" ? join(out, unit.name) : word)),
      input,
    );
    expect(code).toBe(0);
    expect(printed).not.toBe("");
  });
});

test("a unit without a page of its own has what its declaration gives", () => {
  const { page, ...bare } = findUnit("lzc");
  expect(page).toBeDefined();
  const text = pageOf(bare as Unit);
  expect(text).toContain("## Ports");
  expect(text).not.toMatch(/What it computes|Example|Sources|\.svg/);
  expect(unitFiles([bare as Unit]).map(({ name }) => name)).toEqual(["lzc.md", "README.md"]);
});

describe("pictures", () => {
  test.each(units)("blocks of $name do not overlap, and every text fits", (unit) => {
    const { blocks, width, height } = pictureOf(unit.page!.picture);
    for (const [i, a] of blocks.entries()) {
      expect(a.width).toBeGreaterThanOrEqual(8 * a.name.length);
      expect(Math.min(a.x - a.width / 2, a.y - a.height / 2)).toBeGreaterThan(0);
      expect([a.x + a.width / 2 < width, a.y + a.height / 2 < height]).toEqual([true, true]);
      for (const b of blocks.slice(i + 1)) {
        const apart = Math.max(
          Math.abs(a.x - b.x) - (a.width + b.width) / 2,
          Math.abs(a.y - b.y) - (a.height + b.height) / 2,
        );
        expect({ a: a.name, b: b.name, apart: apart > 4 }).toEqual({ a: a.name, b: b.name, apart: true });
      }
    }
  });

  test("a wire that closes a loop comes back to the left side of its block", () => {
    const { blocks, wires } = pictureOf(["a_i -> add -> sum_q -> sum_o", "sum_q -> add"]);
    const [add, sum] = ["add", "sum_q"].map((name) => blocks.find((b) => b.name === name)!) as [never, never];
    const { x, width } = add as { x: number; width: number };
    expect((sum as { x: number }).x).toBeGreaterThan(x);
    expect(wires.length).toBe(4);
    expect(wires[3]!.head.x).toBeCloseTo(x - width / 2, 5);
  });

  test("a port is text, a register has a notch, and the same paths give the same bytes", () => {
    const svg = pictureSvg(["a_i -> sum_q -> a < b"], "x & y");
    expect(svg).toBe(pictureSvg(["a_i -> sum_q -> a < b"], "x & y"));
    expect(svg.match(/<rect/g)?.length).toBe(2);
    expect(svg.match(/class="register"/g)?.length).toBe(1);
    expect(svg).toContain(">a &lt; b<");
    expect(svg).toContain("<title>x &amp; y</title>");
    expect(svg).toContain("prefers-color-scheme: dark");
  });

  test.each(["a_i", "a_i -> ", 'a -> "b"'])("%s is no path", (path) => {
    expect(() => pictureOf([path])).toThrow(/not a path of a block picture/);
  });
});
