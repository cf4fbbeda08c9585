import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { CheckFailed, UsageError } from "../tools/errors.js";
import { cosimCatalogue } from "./catalogue.js";
import { type CosimJob, cosimJob } from "./job.js";
import { type ModuleReport, pruneReports, readReport } from "./report.js";

const job: CosimJob = {
  unit: "lzc",
  options: { width: "3" },
  engines: ["bitslice"],
  rows: undefined,
  report: undefined,
  again: false,
};
const first = cosimJob(job);
const committed = async (): Promise<ModuleReport> => (await first).report!;
/** What became of the engine's row in another run. */
const engineRow = async (change: Partial<CosimJob>) => (await cosimJob({ ...job, ...change })).outcomes.at(-1);

test("a report holds facts that another run gives again", async () => {
  const report = await committed();
  expect(report).toMatchObject({ module: "lzc_w3", unit: "lzc", options: "--width 3" });
  expect(report.assignments.length).toBe(1);
  expect(report.assignments[0]).toMatchObject({ parameters: {}, exhaustive: true });
  expect(report.assignments[0]!.engines.at(-1)).toMatchObject({ engine: "bitslice", checked: 8, mismatches: 0 });
  expect((await cosimJob(job)).report).toEqual(report);
});

test("what is committed is kept while Verilog, words and versions are the same", async () => {
  const report = await committed();
  const [assignment] = report.assignments;
  expect((await first).outcomes.at(-1)).toMatchObject({ engine: "bitslice", measured: "now" });
  expect(await engineRow({ report })).toMatchObject({ engine: "bitslice", measured: "kept", checked: 8 });
  expect((await cosimJob({ ...job, report })).report).toEqual(report);
  const other = (engines = assignment!.engines, vectors = assignment!.vectors): ModuleReport => ({
    ...report,
    assignments: [{ ...assignment!, vectors, engines }],
  });
  expect(await engineRow({ report: { ...report, rtl: "other" } })).toMatchObject({ measured: "now" });
  expect(await engineRow({ report: other(undefined, "other") })).toMatchObject({ measured: "now" });
  const older = assignment!.engines.map((result) => ({ ...result, version: "older" }));
  expect(await engineRow({ report: other(older) })).toMatchObject({ measured: "now" });
});

test("a second measurement must agree", async () => {
  const report = await committed();
  expect(await engineRow({ report, again: true })).toMatchObject({ measured: "now", checked: 8 });
  const [assignment] = report.assignments;
  const engines = assignment!.engines.map((result) => ({ ...result, checked: 7 }));
  const tampered = { ...report, assignments: [{ ...assignment!, engines }] };
  await expect(cosimJob({ ...job, report: tampered, again: true })).rejects.toThrow(CheckFailed);
});

test("results of engines that were not asked for stay in the report", async () => {
  const report = await committed();
  const { outcomes, report: made } = await cosimJob({ ...job, engines: [], report });
  expect(outcomes.filter(({ engine }) => engine === "bitslice")).toEqual([]);
  expect(made).toEqual(report);
});

const folder = mkdtempSync(join(tmpdir(), "halfulp-cosim-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the catalogue: measured, written, then kept but for one in ten", async () => {
  const instances = [2, 3, 4].map((width) => instantiate(findUnit("lzc"), { width }));
  const seen: string[] = [];
  const run = () =>
    cosimCatalogue({
      instances,
      engines: ["bitslice"],
      folder,
      keep: true,
      seed: "a",
      onProgress: ({ done, total, module, measured }) => seen.push(`${done}/${total} ${module} ${measured}`),
    });
  const before = await run();
  expect(before.failures).toEqual([]);
  expect(before.outcomes.filter(({ measured }) => measured === "kept")).toEqual([]);
  expect(seen.map((line) => line.replace(/lzc_w\d/, "X"))).toEqual(["1/3 X now", "2/3 X now", "3/3 X now"]);
  expect(readdirSync(folder).sort()).toEqual(["lzc_w2.json", "lzc_w3.json", "lzc_w4.json"]);
  const bytes = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const written = bytes();
  const after = await run();
  const engine = after.outcomes.filter((outcome) => outcome.engine === "bitslice");
  expect(engine.map(({ measured }) => measured).sort()).toEqual(["kept", "kept", "now"]);
  expect(bytes()).toEqual(written);
});

test("reports of modules that are gone are removed, other files are not", () => {
  writeFileSync(join(folder, "notes.json"), "{}");
  pruneReports(folder, new Set(["lzc_w2", "lzc_w4"]));
  expect(readdirSync(folder).sort()).toEqual(["lzc_w2.json", "lzc_w4.json", "notes.json"]);
  pruneReports(join(folder, "absent"), new Set());
});

test("a file that is no report is refused by name", () => {
  writeFileSync(join(folder, "broken.json"), "{");
  expect(() => readReport(folder, "broken")).toThrow(UsageError);
  expect(() => readReport(folder, "broken")).toThrow(/^not a co-simulation report: .*broken\.json/);
  expect(readReport(folder, "absent")).toBeUndefined();
});
