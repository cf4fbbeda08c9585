import { expect, test } from "vitest";
import { units } from "../generators/units.js";
import { halfulp } from "./fixtures.js";
import { isReportRun } from "./synth.js";

test("only what everybody measures alike is written into the committed reports", () => {
  const usual = { unit: undefined, flags: { all: true }, backend: "wasm" } as const;
  expect(isReportRun(usual)).toBe(true);
  expect(isReportRun({ ...usual, flags: { all: true, fresh: true, json: true } })).toBe(true);
  expect(isReportRun({ ...usual, unit: units[0] })).toBe(false);
  expect(isReportRun({ ...usual, flags: { all: true, target: "gates" } })).toBe(false);
  expect(isReportRun({ ...usual, flags: { all: true, liberty: "cells.lib" } })).toBe(false);
  expect(isReportRun({ ...usual, backend: "native" })).toBe(false);
});

test("one configuration: a row a target, with tool and script", async () => {
  const words = ["synth", "lzc", "--width", "3", "--target", "ice40,gates,ice40"];
  const { code, out } = await halfulp(words);
  expect(code).toBe(0);
  expect(out).toMatch(/^\| lzc_w3 \| ice40 +\|/m);
  expect(out.match(/\| ice40 /gm)).toHaveLength(1);
  expect(out).toMatch(/^yosys 0\.\d+ .*; scripts: \S+, \S+ \(synth-reports\/index\.md\)$/m);
  const rows = JSON.parse((await halfulp([...words, "--json"])).out);
  expect(rows).toMatchObject([{ target: "ice40", row: { latches: 0 } }, { target: "gates" }]);
  expect(rows[0].row.lut).toBeGreaterThan(0);
});

test("a Verilog parameter is synthesised as it is assigned", async () => {
  const words = ["synth", "lfsr", "--width", "8", "--target", "gates", "--json"];
  const at = async (outW: string) => JSON.parse((await halfulp([...words, "-P", `OutW=${outW}`])).out)[0];
  const [narrow, wide] = [await at("1"), await at("8")];
  expect(narrow.parameters.OutW).toBe(1);
  expect(wide.row.gates).toBeGreaterThan(narrow.row.gates);
});

test("module by module: a row for each and their sum, and what the unit does in a cycle", async () => {
  const unit = ["fixed_systolic", "--a", "int(2)", "--round", "rdn", "--acc-bits", "6", "-P", "Cols=1"];
  const { code, out } = await halfulp(["synth", ...unit, "--target", "gates", "--hierarchical"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^\| fixed_acc_int2_int2_acc6 +\| gates +\| +2 \|/m);
  expect(out).toMatch(/^\| sum +\| gates +\| +\|/m);
  expect(out).toContain("4 operations a cycle: 0.004 GOPS per MHz");
  const { code: refused, err } = await halfulp(["synth", "--all", "--hierarchical"]);
  expect([refused, err]).toEqual([2, expect.stringContaining("--hierarchical counts one unit")]);
});
