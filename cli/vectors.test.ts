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

  test("of a clocked unit a row is an edge, and a further row begins with reset", async () => {
    const words = ["vectors", "fp_convert", "--src", "uint1", "--dst", "posit(3,0)", "--stages", "3", "--coverage"];
    const { code, out } = await halfulp(words);
    expect(code).toBe(0);
    expect(lines(out).slice(0, 4)).toEqual([
      "# fp_convert_uint1_posit3_0_p3: rst_i valid_i code_i # valid_o code_o",
      "# 10 rows catch 59 of 62 detectable faults: 95.16 %",
      "# 62 stuck-at and gate-substitution faults of 5 gates, 0 proven redundant",
      "# the last 24 rows, which the bench does not have, catch the other 3",
    ]);
    const rows = lines(out).filter((line) => !line.startsWith("#"));
    expect(rows).toHaveLength(10 + 24);
    expect(rows[10]).toMatch(/^1 0 0 # /);
  });

  test("--all is for the coverage of the catalogue", async () => {
    expect(await halfulp(["vectors", "--all"])).toMatchObject({
      code: 2,
      err: "vectors --all needs --coverage (vectors are printed for one unit)\n",
    });
  });
});
