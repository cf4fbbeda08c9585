import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CheckFailed, UsageError } from "../tools/errors.js";
import { type CatalogueDesign, type CatalogueOptions, type Progress, synthCatalogue } from "./catalogue.js";

const scratch = mkdtempSync(join(tmpdir(), "halfulp-catalogue-test-"));
const cacheBefore = process.env.HALFULP_CACHE;
beforeAll(() => {
  process.env.HALFULP_CACHE = join(scratch, "cache");
});
afterAll(() => {
  if (cacheBefore === undefined) delete process.env.HALFULP_CACHE;
  else process.env.HALFULP_CACHE = cacheBefore;
  rmSync(scratch, { recursive: true });
});

const OPERATORS = { and: "&", or: "|", xor: "^" } as const;

function gate(name: keyof typeof OPERATORS, width: number, comment = ""): CatalogueDesign {
  const text = `// ${comment}
module gate_${name} #(parameter integer W = 2)(input [W-1:0] a_i, b_i, output [W-1:0] y_o);
assign y_o = a_i ${OPERATORS[name]} b_i; endmodule\n`;
  const design = { top: `gate_${name}`, files: [{ name: `gate_${name}.v`, text }], parameters: { W: width } };
  return { unit: "gate", config: `--op ${name}`, design, formats: ["bits", `f(${name})`] };
}

const all = [gate("and", 2), gate("and", 3), gate("or", 2), gate("xor", 5)];
let folders = 0;

function options(given: Partial<CatalogueOptions> = {}): CatalogueOptions & { out: string } {
  const out = join(scratch, `out${folders++}`);
  return { designs: all, targets: ["gates"], keep: true, seed: "s", workers: 1, ...given, out: given.out ?? out };
}

function bytesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, "utf8")]));
}

test("everything is measured once; then kept, but for a rotating tenth; the bytes stay the same", async () => {
  const seen: Progress[] = [];
  const first = options({ onProgress: (progress) => seen.push(progress) });
  const rows = await synthCatalogue(first);
  expect(rows.map((row) => [row.module, row.parameters.W, row.row?.gates, row.measured])).toEqual([
    ["gate_and", 2, 2, "now"],
    ["gate_and", 3, 3, "now"],
    ["gate_or", 2, 2, "now"],
    ["gate_xor", 5, 5, "now"],
  ]);
  expect(seen.map((progress) => progress.done)).toEqual([1, 2, 3, 4]);
  expect(new Set(seen.map((progress) => progress.total))).toEqual(new Set([4]));
  const bytes = bytesOf(first.out);
  expect(Object.keys(bytes).map((path) => path.slice(first.out.length + 1))).toEqual([
    "formats/bits.csv",
    "formats/bits.md",
    "formats/f_and.csv",
    "formats/f_and.md",
    "formats/f_or.csv",
    "formats/f_or.md",
    "formats/f_xor.csv",
    "formats/f_xor.md",
    "index.md",
    "scripts.json",
    "synth/gate_and.json",
    "synth/gate_or.json",
    "synth/gate_xor.json",
  ]);

  const again = await synthCatalogue(options({ out: first.out }));
  expect(again.filter((row) => row.measured === "now")).toHaveLength(1);
  expect(bytesOf(first.out)).toEqual(bytes);
  const fresh = await synthCatalogue(options({ out: first.out, keep: false }));
  expect(fresh.every((row) => row.measured === "now")).toBe(true);
  expect(bytesOf(first.out)).toEqual(bytes);
});

test("a changed source, a damaged report and a missing one are measured again", async () => {
  const { out } = options();
  await synthCatalogue(options({ out }));
  const designs = [gate("and", 2, "changed"), gate("and", 3, "changed"), ...all.slice(2)];
  const changed = await synthCatalogue(options({ out, designs }));
  expect(changed.slice(0, 2).map((row) => row.measured)).toEqual(["now", "now"]);
  const path = join(out, "synth", "gate_and.json");
  const good = readFileSync(path, "utf8");
  writeFileSync(path, good.slice(0, 100));
  await synthCatalogue(options({ out, designs }));
  expect(readFileSync(path, "utf8")).toBe(good);
  rmSync(path);
  await synthCatalogue(options({ out, designs }));
  expect(readFileSync(path, "utf8")).toBe(good);
});

test("a committed number that cannot be reproduced fails the run and changes nothing", async () => {
  const { out } = options();
  const designs = [gate("xor", 5)];
  await synthCatalogue(options({ out, designs }));
  const path = join(out, "synth", "gate_xor.json");
  const doctored = readFileSync(path, "utf8").replace('"gates":5', '"gates":4');
  writeFileSync(path, doctored);
  const before = bytesOf(out);
  const failure = synthCatalogue(options({ out, designs }));
  await expect(failure).rejects.toThrow(
    new CheckFailed("gate_xor W=5 gates: differs from the committed report: gates 5, not 4"),
  );
  expect(bytesOf(out)).toEqual(before);
});

test("reports of modules and formats that are gone are removed, strange files stay", async () => {
  const { out } = options();
  await synthCatalogue(options({ out }));
  writeFileSync(join(out, "synth", "notes.json"), '{"mine":true}');
  writeFileSync(join(out, "formats", "notes.md"), "# mine\n");
  await synthCatalogue(options({ out, designs: [gate("or", 2)] }));
  expect(readdirSync(join(out, "synth")).sort()).toEqual(["gate_or.json", "notes.json"]);
  expect(readdirSync(join(out, "formats")).sort()).toEqual(["bits.csv", "bits.md", "f_or.csv", "f_or.md", "notes.md"]);
});

test("one refused design fails the run with its name, and no report is written", async () => {
  const text = "module loop(input a_i, output y_o); assign y_o = a_i ^ y_o; endmodule\n";
  const design = { top: "loop", files: [{ name: "loop.v", text }], parameters: {} };
  const bad: CatalogueDesign = { unit: "gate", config: "", design, formats: ["bits"] };
  const run = options({ designs: [gate("or", 2), bad], targets: ["gates", "ice40"] });
  const failure = synthCatalogue(run);
  await expect(failure).rejects.toBeInstanceOf(CheckFailed);
  await expect(failure).rejects.toThrow(/^loop: yosys check: found logic loop in module loop.* \(and 1 more\)$/);
  expect(() => readdirSync(run.out)).toThrow("ENOENT");
});

test("nothing to do is a failure, the same design twice a mistake", async () => {
  await expect(synthCatalogue(options({ designs: [] }))).rejects.toThrow(CheckFailed);
  await expect(synthCatalogue(options({ targets: [] }))).rejects.toThrow(CheckFailed);
  await expect(synthCatalogue(options({ designs: [all[0]!, all[0]!] }))).rejects.toThrow(
    new UsageError("the same design twice: gate_and W=2 gates"),
  );
});
