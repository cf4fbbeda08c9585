import { describe, expect, test } from "vitest";
import { halfulp } from "./fixtures.js";

const lines = (text: string): string[] => text.trimEnd().split("\n");

describe("halfulp vectors", () => {
  test("prints rows that model reads, with what it answers", async () => {
    const { code, out } = await halfulp(["vectors", "fp_mul", "--a", "e2m1"]);
    expect(code).toBe(0);
    expect(lines(out)[0]).toBe("# fp_mul_e2m1_e2m1_e2m1: a_i b_i # result_o");
    const rows = lines(out).slice(1);
    expect(rows).toHaveLength(256);
    const answers = lines((await halfulp(["model", "fp_mul", "--a", "e2m1"], out)).out);
    expect(rows.map((row) => row.split(" # ")[1])).toEqual(answers);
  });

  test("--coverage says which share they catch", async () => {
    const { code, out } = await halfulp(["vectors", "fp_mul", "--a", "e2m1", "--coverage"]);
    expect(code).toBe(0);
    expect(lines(out).slice(1, 3)).toEqual([
      "# 256 rows catch 433 of 433 detectable faults: 100.00 %",
      "# 444 stuck-at and gate-substitution faults of 39 gates, 11 proven redundant",
    ]);
  });

  test("--coverage adds the rows that catch the rest, where the bench does not have them", async () => {
    const { out } = await halfulp([
      "vectors",
      "fp_convert",
      "--src",
      "dlf16",
      "--dst",
      "int(8)",
      "--coverage",
      "--json",
    ]);
    const { coverage, rows, inputs } = JSON.parse(out);
    expect(coverage.shippedRows).toBe(4096);
    expect(coverage.foundRows).toBeGreaterThan(0);
    expect(rows).toHaveLength(coverage.shippedRows + coverage.foundRows);
    expect(rows[0].in).toHaveLength(inputs.length);
    expect(coverage.unclassified).toBe(0);
    expect(coverage.caught + coverage.caughtByFound + coverage.redundant).toBe(coverage.faults);
    expect(coverage.share.percent).toBeLessThan(100);
  });

  test("of a clocked unit a row is an edge, and what is not proven is unclassified", async () => {
    const { code, out } = await halfulp(["vectors", "lfsr", "--width", "4", "--coverage"]);
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatch(/^# lfsr_w4: rst_i /);
    expect(lines(out)[1]).toMatch(/^# 4096 rows catch \d+ of 369 faults: 99\.\d\d %$/);
    expect(lines(out)[2]).toMatch(/ \d+ proven redundant, \d+ unclassified$/);
  });

  test("--all is for the coverage of the catalogue", async () => {
    expect(await halfulp(["vectors", "--all"])).toMatchObject({
      code: 2,
      err: "vectors --all needs --coverage (vectors are printed for one unit)\n",
    });
  });
});
