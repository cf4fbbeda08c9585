import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkWith } from "../cosim/compare.js";
import { accumulator, adder, type Fixture, vectors } from "../cosim/fixtures.js";
import { iverilog } from "../cosim/iverilog.js";
import { verilator } from "../cosim/verilator.js";
import { IVERILOG, runNative, VERILATOR, VVP, withTempDir } from "../tools/native.js";
import { emitBench } from "./bench.js";

interface Ran {
  readonly code: number;
  readonly log: string;
}

/** Writes the design and its bench, lets `change` spoil the vectors, builds with a simulator and runs in `away`. */
async function runBench(
  simulator: "iverilog" | "verilator",
  fixture: Fixture,
  rows: number,
  change: (vectors: string) => string | undefined = (text) => text,
): Promise<Ran> {
  const { inputs, expected } = vectors(fixture, rows);
  const { design } = fixture;
  return withTempDir(async (directory) =>
    withTempDir(async (away) => {
      const files = [...design.files, ...emitBench(design, inputs, expected).files];
      for (const { name, text } of files) {
        const written = name.endsWith(".hex") ? change(text) : text;
        if (written !== undefined) await writeFile(join(directory, name), written);
      }
      const sources = files.map(({ name }) => name).filter((name) => name.endsWith(".v"));
      const bench = `${design.top}_tb`;
      const plusarg = `+vectors=${join(directory, `${design.top}_vectors.hex`)}`;
      if (simulator === "iverilog") {
        const built = await runNative(IVERILOG, ["-g2005", "-Wall", "-o", "tb", ...sources], { cwd: directory });
        expect(built.log).toBe("");
        return runNative(VVP, ["-n", join(directory, "tb"), plusarg], { cwd: away, accept: [0, 1] });
      }
      const options = ["--binary", "--timing", "-Wall", "--top-module", bench, "--Mdir", "obj"];
      await runNative(VERILATOR, [...options, ...sources], { cwd: directory });
      // A binary of Verilator aborts on $fatal, which a shell reports as 134; here it is seen as a failed tool.
      const tool = { command: join(directory, "obj", `V${bench}`), install: "" };
      return runNative(tool, [plusarg], { cwd: away }).catch(({ log }: Ran) => ({ code: 134, log }));
    }),
  );
}

const present = { iverilog: (await iverilog.available()).ok, verilator: (await verilator.available()).ok };

for (const simulator of ["iverilog", "verilator"] as const) {
  describe.skipIf(!present[simulator])(`the emitted bench in ${simulator}`, () => {
    test("passes from another directory and exits with 0", async () => {
      const { code, log } = await runBench(simulator, accumulator(3, 4000000000), 100);
      expect(log).toContain("RESULT checked 99 mismatches 0\nPASS accumulator\n");
      expect(code).toBe(0);
    });

    test("shows the first ten mismatches and exits with an error", async () => {
      const { code, log } = await runBench(simulator, adder("a_i + b_i + 9'd1"), 50);
      expect(log.match(/^MISMATCH /gm)).toHaveLength(10);
      expect(log).toMatch(/^MISMATCH row 0 in a_i=[0-9a-f]{2} b_i=[0-9a-f]{2} got sum_o=[0-9a-f]{3} want sum_o=/m);
      expect(log).toContain("RESULT checked 50 mismatches 50\nFAIL adder\n");
      expect(code).not.toBe(0);
    });

    test.each([
      ["missing", () => undefined],
      ["empty", () => ""],
      ["cut short", (text: string) => text.split("\n").slice(0, 20).join("\n")],
    ])("fails on a vector file that is %s", async (_, change) => {
      const { code, log } = await runBench(simulator, adder(), 50, change);
      expect(log).toMatch(/^UNREAD rows \d+ of 50$/m);
      expect(log).toContain("FAIL adder\n");
      expect(code).not.toBe(0);
    });

    test("fails when there is no vector at all", async () => {
      const { code, log } = await runBench(simulator, adder(), 0);
      expect(log).toContain("RESULT checked 0 mismatches 0\nFAIL adder\n");
      expect(code).not.toBe(0);
    });
  });
}

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
