import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkWith } from "../cosim/compare.js";
import { accumulator, adder, type Fixture, vectors } from "../cosim/fixtures.js";
import { iverilog } from "../cosim/iverilog.js";
import { verilator } from "../cosim/verilator.js";
import { IVERILOG, runNative, VERILATOR, VVP, withTempDir } from "../tools/native.js";
import { emitBench, vectorText } from "./bench.js";

interface Ran {
  readonly code: number;
  readonly log: string;
}

type Run = (vectors: string | undefined) => Promise<Ran>;

/** Builds the bench of a design once; the result runs it on the vectors given, from another directory. */
async function buildBench(
  simulator: "iverilog" | "verilator",
  fixture: Fixture,
  rows: number,
  directory: string,
): Promise<Run> {
  const { inputs, expected } = vectors(fixture, rows);
  const { design } = fixture;
  const files = [...design.files, ...emitBench(design, inputs, expected).files];
  for (const { name, text } of files) await writeFile(join(directory, name), text);
  const sources = files.map(({ name }) => name).filter((name) => name.endsWith(".v"));
  const bench = `${design.top}_tb`;
  if (simulator === "iverilog") {
    const { log } = await runNative(IVERILOG, ["-g2005", "-Wall", "-o", "tb", ...sources], { cwd: directory });
    expect(log).toBe("");
  } else {
    const options = ["--binary", "--timing", "-Wall", "-CFLAGS", "-O0", "--top-module", bench, "--Mdir", "obj"];
    await runNative(VERILATOR, [...options, ...sources], { cwd: directory });
  }
  return (text) =>
    withTempDir(async (away) => {
      if (text !== undefined) await writeFile(join(away, "some.hex"), text);
      const plusarg = "+vectors=some.hex";
      if (simulator === "iverilog") {
        return runNative(VVP, ["-n", join(directory, "tb"), plusarg], { cwd: away, accept: [0, 1] });
      }
      // A binary of Verilator aborts on $fatal, which is a signal here and 134 in a shell.
      const binary = { command: join(directory, "obj", `V${bench}`), install: "" };
      return runNative(binary, [plusarg], { cwd: away }).catch(({ log }: Ran) => ({ code: 134, log }));
    });
}

const present = { iverilog: (await iverilog.available()).ok, verilator: (await verilator.available()).ok };
const ROWS = 50;

for (const simulator of ["iverilog", "verilator"] as const) {
  describe.skipIf(!present[simulator])(`the emitted bench in ${simulator}`, async () => {
    const fixture = accumulator(3, 4000000000);
    const { inputs, expected } = vectors(fixture, ROWS);
    const good = vectorText(fixture.design, inputs, expected);
    let directory: string;
    let run: Run;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), "halfulp-bench-"));
      run = await buildBench(simulator, fixture, ROWS, directory);
    });
    afterAll(() => rm(directory, { recursive: true, force: true }));

    test("passes and exits with 0", async () => {
      const { code, log } = await run(good);
      expect(log).toContain("RESULT checked 49 mismatches 0\nPASS accumulator\n");
      expect(code).toBe(0);
    });

    test("shows the first ten mismatches and exits with an error", async () => {
      const wrong = good.replaceAll(/.(?=\n)/g, (digit) => (Number.parseInt(digit, 16) ^ 1).toString(16));
      const { code, log } = await run(wrong);
      expect(log.match(/^MISMATCH /gm)).toHaveLength(10);
      expect(log).toMatch(/^MISMATCH row 1 in rst_i=\d en_i=\d a_i=[0-9a-f]{2} got acc_o=[0-9a-f]{8} not_o=/m);
      expect(log).toContain("RESULT checked 49 mismatches 49\nFAIL accumulator\n");
      expect(code).not.toBe(0);
    });

    test.each([
      ["missing", undefined],
      ["empty", ""],
      ["cut short", good.split("\n").slice(0, 20).join("\n")],
    ])("fails on a vector file that is %s", async (_, text) => {
      const { code, log } = await run(text);
      expect(log).toMatch(/^UNREAD rows \d+ of 50$/m);
      expect(log).toContain("FAIL accumulator\n");
      expect(code).not.toBe(0);
    });
  });
}

test.skipIf(!present.iverilog)("a bench without a vector fails", () =>
  withTempDir(async (directory) => {
    const run = await buildBench("iverilog", adder(), 0, directory);
    const { code, log } = await run("");
    expect(log).toContain("RESULT checked 0 mismatches 0\nFAIL adder\n");
    expect(code).not.toBe(0);
  }),
);

test.skipIf(!present.iverilog)("an X on an output is a mismatch", async () => {
  const { inputs, expected } = vectors(adder(), 3000);
  const unknown = adder("a_i + b_i + (a_i == 9'd200 ? 9'bx : 9'd0)");
  const result = await checkWith(iverilog, unknown.design, inputs, expected);
  const row = [...inputs.columns[0]!].indexOf(200);
  expect(result.firstMismatch).toMatchObject({ row, got: ["xxx"] });
});

test("the same design and vectors give the same bytes", () => {
  const { inputs, expected } = vectors(adder(), 20);
  const once = emitBench(adder().design, inputs, expected);
  expect(emitBench(adder().design, inputs, expected)).toEqual(once);
  expect(once.files.map((file) => file.name)).toEqual(["adder_tb.v", "adder_vectors.hex"]);
  expect(once.files[1]!.text.split("\n")[0]).toMatch(/^1_[0-9a-f]{2}_[0-9a-f]{2}_[0-9a-f]{3}$/);
});
