import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defineUnit } from "../generators/unit.js";
import { findUnit, units } from "../generators/units.js";
import { projectRoot } from "../tools/cache.js";
import { UsageError } from "../tools/errors.js";
import { engines } from "./engines.js";
import { type FaultRow, faultJob, faultsMarkdown, isMissed, plant } from "./faults.js";

const names = engines.map(({ name }) => name);
const all: FaultRow[] = [];

test.each(units.map((unit) => [unit.name, unit] as const))("every engine catches the fault of %s", async (_, unit) => {
  const rows = await faultJob({ unit: unit.name, engines: names, rows: undefined });
  all.push(...rows);
  expect(rows.map(({ engine }) => engine)).toEqual(names);
  // Bit slicing needs nothing but npm packages, so that no fault is ever left to engines that are not there.
  expect(rows[0]).toMatchObject({ engine: "bitslice", fault: unit.fault.name });
  expect(rows[0]!.skipped).toBeUndefined();
  expect(rows.filter(isMissed)).toEqual([]);
});

test("the committed table is what these runs found, where every engine is installed", () => {
  expect(new Set(all.map(({ unit }) => unit)).size).toBe(units.length);
  if (all.some((row) => row.skipped !== undefined)) return;
  expect(readFileSync(join(projectRoot(), "synth-reports", "faults.md"), "utf8")).toBe(faultsMarkdown(all));
});

test("a fault whose text is not there exactly once is refused", () => {
  const unit = findUnit("lzc");
  const broken = (find: string) => defineUnit({ ...unit, fault: { name: "x", find, replace: "" } } as never);
  expect(() => plant(broken("no such text"))).toThrow(UsageError);
  expect(() => plant(broken("no such text"))).toThrow(
    'fault of lzc: "no such text" must stand once in lzc, found 0 times',
  );
  expect(() => plant(broken("in_i"))).toThrow(/must stand once in lzc, found \d+ times/);
  expect(() => plant(broken(""))).toThrow("must stand once");
});

test("the table tells what was caught, missed and not run", () => {
  const subject = { unit: "u", module: "u_x", fault: "sign lost" };
  const rows: FaultRow[] = [
    { ...subject, engine: "p", checked: 10, mismatches: 4, caughtAtRow: 3 },
    { ...subject, engine: "q", checked: 10, mismatches: 0 },
    { ...subject, engine: "r", skipped: "skipped, not installed (apt-get install r)" },
  ];
  expect(rows.map(isMissed)).toEqual([false, true, false]);
  expect(faultsMarkdown(rows)).toContain("| `u_x` | sign lost | row 3, 4 of 10 | **missed** | not run |");
});
