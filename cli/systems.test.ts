import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { commandLines } from "../docs/readme.js";
import { instantiate } from "../generators/instance.js";
import { type System, systems } from "../generators/systems.js";
import { units } from "../generators/units.js";
import { projectRoot } from "../tools/cache.js";
import { halfulp } from "./fixtures.js";
import { type PartState, systemPartsTable, systemStates, systemsTable } from "./systems.js";

const scratch = mkdtempSync(join(tmpdir(), "halfulp-systems-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const system = (parts: System["parts"], more: Partial<System> = {}): System => ({
  name: "s",
  paper: "p",
  needs: "n",
  parts,
  published: { text: "none" },
  ...more,
});
const stateOf = (one: System, root?: string) => systemStates([one], root === undefined ? {} : { root })[0]!;

/** What is committed of one module, in a folder of its own. */
function rootOf(module: string): string {
  const root = mkdtempSync(join(scratch, "root-"));
  for (const folder of ["cosim", "proofs", "synth"]) {
    const path = join("synth-reports", folder, `${module}.json`);
    mkdirSync(join(root, "synth-reports", folder), { recursive: true });
    cpSync(join(projectRoot(), path), join(root, path));
  }
  cpSync(join(projectRoot(), "synth-reports/faults.md"), join(root, "synth-reports/faults.md"));
  mkdirSync(join(root, "rtl-out"));
  cpSync(join(projectRoot(), `rtl-out/${module}.v`), join(root, `rtl-out/${module}.v`));
  return root;
}

describe("the systems", () => {
  test("options and values of units that exist are theirs", () => {
    for (const { unit: name, where = {} } of systems.flatMap(({ parts }) => parts)) {
      const unit = units.find((one) => one.name === name);
      if (!unit) continue;
      for (const [option, value] of Object.entries(where)) {
        expect(Object.keys(unit.params)).toContain(option);
        expect(() => unit.params[option]!.parse(value, option)).not.toThrow();
      }
    }
  });

  test("no two have one name, and each tells of a published number", () => {
    expect(new Set(systems.map(({ name }) => name)).size).toBe(systems.length);
    for (const { published } of systems) expect(published.test === undefined).toBe(published.text.startsWith("none"));
  });

  test.each(systems.flatMap(({ commands = [] }) => commands))("%s", async (command) => {
    const [line] = commandLines(`npx ${command}`);
    const { code } = await halfulp(line!.argv.map((word) => (word === "out" ? join(scratch, "out") : word)));
    expect(code).toBe(0);
  });
});

describe("the state of a part", () => {
  test("is what is committed of its configurations", () => {
    const { parts, open } = stateOf(system([{ unit: "hfp8_widen" }]));
    const { fault, ...widen } = parts[0]!;
    expect(widen).toMatchObject({ part: "hfp8_widen", unit: "there", configurations: 1, emitted: 1, simulated: 1 });
    // Three biases, two formats, every code of each.
    expect(widen.rows).toBe(3 * 2 * 256);
    expect(widen.proven).toEqual({ exhaustive: 3 });
    expect(widen.engines).toEqual(["bitslice", "verilator", "cxxrtl", "iverilog"]);
    expect(fault).toEqual({ caught: [...widen.engines], missed: [] });
    const synth = readFileSync(join(projectRoot(), "synth-reports/synth/hfp8_widen.json"), "utf8");
    expect(synth).toMatch(new RegExp(`"target":"ice40".*"lut":${widen.lut4[0]}\\b`));
    expect(open).toEqual([]);
  });

  test("counts the configurations with the values that it names, in any writing of them", () => {
    const [all, some, none] = stateOf(
      system([
        { unit: "posit_emac" },
        { unit: "posit_emac", where: { n: "8" } },
        { unit: "posit_emac", where: { n: 31 } },
      ]),
    ).parts as [PartState, PartState, PartState];
    const count = units.find(({ name }) => name === "posit_emac")!.variants.filter((v) => v.n === 8).length;
    expect(some.configurations).toBe(count);
    expect(all.configurations).toBeGreaterThan(count);
    expect(none).toMatchObject({ part: "posit_emac --n 31", configurations: 0 });
  });

  test("without reports nothing of it works", () => {
    const { open } = stateOf(system([{ unit: "lzc" }]), join(scratch, "nothing"));
    expect(open).toEqual([
      "not emitted: lzc",
      "not simulated: lzc",
      "not proven: lzc",
      "fault not caught: lzc",
      "not measured: lzc",
    ]);
  });

  test("a proof of other Verilog, a missed fault and a lost file show", () => {
    const part = { unit: "hfp8_widen" };
    const changed = (file: string, from: string | RegExp, to: string): string[] => {
      const root = rootOf("hfp8_widen");
      const text = readFileSync(join(root, file), "utf8");
      const made = text.replace(from, to);
      expect(made).not.toBe(text);
      writeFileSync(join(root, file), made);
      return [...stateOf(system([part]), root).open];
    };
    expect(stateOf(system([part]), rootOf("hfp8_widen")).open).toEqual([]);
    expect(changed("synth-reports/cosim/hfp8_widen.json", /"rtl": "\w+"/, '"rtl": "0"')).toEqual([
      "not proven: hfp8_widen",
    ]);
    const caught = /(\| `hfp8_widen` \|[^|]*\|) row[^|]*\|/;
    expect(changed("synth-reports/faults.md", caught, "$1 **missed** |")).toEqual(["fault not caught: hfp8_widen"]);
    const root = rootOf("hfp8_widen");
    rmSync(join(root, "rtl-out/hfp8_widen.v"));
    expect(stateOf(system([part]), root).open).toEqual(["not emitted: hfp8_widen"]);
  });

  test("what is missing is named: units, configurations, the test of a number, files", () => {
    const { open } = stateOf(
      system([{ unit: "not_yet" }], {
        published: { text: "1", test: "no.test.ts" },
        exhibits: [{ what: "w", file: "no.md" }],
      }),
    );
    expect(open).toEqual(["missing: not_yet", "no no.md", "no no.test.ts"]);
    const states = systemStates([system([{ unit: "not_yet" }, { unit: "lzc", where: { width: 63 } }])]);
    expect(systemPartsTable(states)).toMatch(/\| not_yet +\| missing +\|/);
    expect(systemPartsTable(states)).toMatch(/\| lzc --width 63 +\| not in the catalogue +\|/);
    expect(systemsTable(states)).toContain("missing: not_yet; not in the catalogue: lzc --width 63");
  });
});

test("list --systems shows both tables, with --json all of it, and without it nothing of them", async () => {
  const { code, out } = await halfulp(["list", "--systems"]);
  expect(code).toBe(0);
  for (const { name } of systems)
    expect(out.split("\n").filter((line) => line.startsWith(`| ${name} `)).length).toBeGreaterThan(1);
  const json = JSON.parse((await halfulp(["list", "--systems", "--json"])).out) as Record<string, unknown>;
  expect(Object.keys(json)).toEqual(["systems"]);
  expect(json.systems).toEqual(JSON.parse(JSON.stringify(systemStates())));
  expect((await halfulp(["list"])).out).not.toContain("Deep Positron");
});

test("the first variant is what faults are planted in", () => {
  const { fault } = stateOf(system([{ unit: "lzc" }])).parts[0]!;
  const lzc = units.find(({ name }) => name === "lzc")!;
  const table = readFileSync(join(projectRoot(), "synth-reports/faults.md"), "utf8");
  expect(table).toContain(`| \`${instantiate(lzc, lzc.variants[0]!).module}\` |`);
  expect(fault.caught.length).toBeGreaterThan(0);
});
