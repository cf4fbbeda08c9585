import fc from "fast-check";
import { expect, test } from "vitest";
import { disagreement, findRow, isCurrent, parametersText, rotating } from "./keep.js";
import { parseReport, type ReportRow, reportText } from "./report.js";

const row = { lut: 3, ff: 0, latches: 0, cells: { SB_LUT4: 3 } } as const;
const kept: ReportRow = { parameters: { W: 4, B: 1 }, target: "ice40", script: "s", yosys: "y", hash: "h1", row };
const report = { module: "m", unit: "u", config: "--w 4", formats: ["e4m3"], rows: [kept] };

test("an assignment is the same in any order", () => {
  expect(parametersText({ W: 4, B: 1 })).toBe("B=1 W=4");
  expect(parametersText({})).toBe("");
  expect(findRow(report, { B: 1, W: 4 }, "ice40")).toBe(kept);
  expect(findRow(report, { B: 1, W: 5 }, "ice40")).toBeUndefined();
  expect(findRow(report, { B: 1, W: 4 }, "gates")).toBeUndefined();
  expect(findRow(undefined, {}, "gates")).toBeUndefined();
});

test("a row is current only with the same hash", () => {
  expect(isCurrent(kept, "h1")).toBe(true);
  expect(isCurrent(kept, "h2")).toBe(false);
  expect(isCurrent(undefined, "h1")).toBe(false);
});

test("the tenth: a tenth rounded up, of the keys, the same for the same seed, and in time every key", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), fc.string(), (keys, seed) => {
      const picked = rotating(keys, seed);
      expect(picked.size).toBe(Math.ceil(keys.length / 10));
      for (const key of picked) expect(keys).toContain(key);
      expect(rotating([...keys].reverse(), seed)).toEqual(picked);
    }),
  );
  const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
  const seen = new Set(Array.from({ length: 200 }, (_, seed) => [...rotating(keys, `${seed}`)]).flat());
  expect(seen.size).toBe(40);
});

test("a disagreement names every count that differs", () => {
  expect(disagreement({ row }, { row: { ...row } })).toBe("");
  expect(disagreement({ row: null }, { row: null })).toBe("");
  const other = { ...row, lut: 4, cells: { SB_LUT4: 4, SB_CARRY: 1 } };
  expect(disagreement({ row }, { row: other })).toBe("SB_CARRY 1, not absent; SB_LUT4 4, not 3; lut 4, not 3");
  expect(disagreement({ row: null }, { row })).toContain("row absent, not none");
});

test("a report reads back as it was written, and nothing else reads", () => {
  const text = reportText(report);
  expect(text.split("\n")).toHaveLength(10);
  expect(parseReport(text)).toEqual({ ...report, rows: [{ ...kept, parameters: { B: 1, W: 4 } }] });
  expect(reportText(parseReport(text) ?? report)).toBe(text);
  const bad = [
    "",
    "{",
    "[]",
    text.slice(0, -20),
    text.replace('"ice40"', '"ice41"'),
    text.replace('"latches":0', '"latches":1'),
    text.replace('"ff":0', '"ff":"0"'),
    text.replace('"W":4', '"W":"4"'),
    text.replace('"hash"', '"hsah"'),
  ];
  for (const each of bad) expect(parseReport(each)).toBeUndefined();
});
