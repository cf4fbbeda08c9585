import { expect, test } from "vitest";
import type { CatalogueRow } from "./catalogue.js";
import { formatFile, moduleReports, reportFiles } from "./report-files.js";

const common = { script: "x", yosys: "yosys 0.55 (test)", hash: "h", measured: "now", latches: 0 } as const;
const mul = { unit: "fp_mul", config: '--a e4m3 --b "x|y"', module: "fp_mul_a", formats: ["e4m3", "fp16"] } as const;
const mac = { unit: "fp_mac", config: "", module: "fp_mac_b", formats: ["e4m3"] } as const;

const rows: CatalogueRow[] = [
  {
    ...mul,
    ...common,
    parameters: {},
    target: "gates",
    row: {
      gates: 113,
      andNodes: 175,
      depth: 16,
      cmosTransistors: 778,
      cmosPartial: false,
      ff: 0,
      latches: 0,
      cells: {},
    },
  },
  {
    ...mul,
    ...common,
    parameters: {},
    target: "xilinx",
    row: { lut: 50, srl: 0, carry: 4, mux: 4, ff: 0, latches: 0, cells: {} },
  },
  { ...mul, ...common, parameters: {}, target: "xilinx_dsp", row: null },
  {
    ...mac,
    ...common,
    parameters: { Len: 64 },
    target: "gates",
    row: { gates: 9, andNodes: 8, depth: 7, ff: 6, latches: 0, cells: {} },
  },
  {
    ...mac,
    ...common,
    parameters: { Len: 64 },
    target: "xilinx_dsp",
    row: { lut: 1, dsp: 2, carry: 3, ff: 4, latches: 0, cells: {} },
  },
  {
    ...mac,
    ...common,
    parameters: { Len: 128 },
    target: "gates",
    row: { gates: 10, andNodes: 8, depth: 7, ff: 6, latches: 0, cells: {} },
  },
];

function fileOf(name: string): string[] {
  const text = reportFiles(rows).find((file) => file.name === name)?.text;
  if (text === undefined) throw new Error(`no ${name}`);
  return text.split("\n");
}

test("one file for each module and format, and the way in", () => {
  expect(reportFiles(rows).map((file) => file.name)).toEqual([
    "synth/fp_mul_a.json",
    "synth/fp_mac_b.json",
    "formats/e4m3.md",
    "formats/e4m3.csv",
    "formats/fp16.md",
    "formats/fp16.csv",
    "scripts.json",
    "index.md",
  ]);
  expect(moduleReports(rows).map((report) => report.rows.length)).toEqual([3, 3]);
});

test("markdown: a line for each assignment, dsp apart, columns that say nothing left out", () => {
  const lines = fileOf("formats/e4m3.md").filter((line) => line.startsWith("|"));
  expect(lines).toEqual([
    "| unit | options | parameters | gates | AND nodes | depth | FF | Xilinx LUT | CARRY4 | MUXF |",
    "| --- | --- | --- | --: | --: | --: | --: | --: | --: | --: |",
    '| [fp_mul](../synth/fp_mul_a.json) | `--a e4m3 --b "x\\|y"` |  | 113 | 175 | 16 | 0 | 50 | 4 | 4 |',
    "| [fp_mac](../synth/fp_mac_b.json) |  | Len=64 | 9 | 8 | 7 | 6 |  |  |  |",
    "| [fp_mac](../synth/fp_mac_b.json) |  | Len=128 | 10 | 8 | 7 | 6 |  |  |  |",
    "| unit | options | parameters | Xilinx DSP48E1 | LUT | CARRY4 | FF |",
    "| --- | --- | --- | --: | --: | --: | --: |",
    "| [fp_mac](../synth/fp_mac_b.json) |  | Len=64 | 2 | 1 | 3 | 4 |",
  ]);
  expect(fileOf("formats/fp16.md").filter((line) => line.startsWith("|"))).toHaveLength(3);
});

test("csv: a line for each target, quoted where it must be", () => {
  const lines = fileOf("formats/e4m3.csv");
  expect(lines[1]).toBe('fp_mul_a,fp_mul,"--a e4m3 --b ""x|y""",,gates,,,,,,,0,113,175,16,778,,x,yosys 0.55 (test)');
  expect(lines).toHaveLength(1 + 5 + 1);
  const commas = (line: string): number => line.replace(/"[^"]*"/g, "").split(",").length;
  expect(new Set(lines.slice(0, -1).map(commas)).size).toBe(1);
});

test("every id beside a number has its script", () => {
  const scripts: Record<string, string[]> = JSON.parse(fileOf("scripts.json").join("\n"));
  expect(Object.keys(scripts)).toHaveLength(3);
  for (const [id, lines] of Object.entries(scripts)) {
    expect(lines[0]).toBe("read_verilog SOURCES");
    expect(fileOf("index.md").join("\n")).toContain(`### ${id}: `);
    expect(fileOf("index.md").join("\n")).toContain(lines.join("\n").trimEnd());
  }
});

test("format names make file names, and never the same one", () => {
  expect(["e4m3", "posit(8,1)", "fixed(4,4)", "../x", "1-4-3"].map(formatFile)).toEqual([
    "e4m3",
    "posit_8_1",
    "fixed_4_4",
    "x",
    "1-4-3",
  ]);
  const clash = rows.map((row) => ({ ...row, formats: ["p(8,1)", "p[8,1]"] }));
  expect(() => reportFiles(clash)).toThrow("formats that share a file name: p(8,1), p[8,1]");
});
