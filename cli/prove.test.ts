import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { halfulp, program } from "./fixtures.js";

test("a proof is a table with its degree and rows, and the time it took", async () => {
  const { code, out } = await halfulp(["prove", "fp_mul", "--a", "e2m1"]);
  expect(code).toBe(0);
  expect(out).toMatch(
    /\| fp_mul_e2m1_e2m1_e2m1 \| exhaustive \| +256 \| fast model \| verilator (256 rows|not run: .*) \|/,
  );
  expect(out).toMatch(/^\d+\.\d s$/m);
});

test("with --json it is the whole proof, and -P chooses the assignment", async () => {
  const { code, out } = await halfulp(["prove", "hfp8_widen", "-P", "Bias=11", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject([
    { module: "hfp8_widen", parameters: { Bias: 11 }, method: "exhaustive", cases: 512, model: "exact" },
  ]);
});

test.each([
  [["prove"], "prove needs a unit as its first word, or --all"],
  [["prove", "fp_mul", "--a", "e4m3", "--samples", "0"], "--samples must be a whole number from 1, got 0"],
  [
    ["prove", "fp_fma", "--a", "fp32", "--exhaustive"],
    "fp_fma_fp32_fp32_fp32 has 2^96 cases, more than 2^36: about 1.4e+16 hours",
  ],
  [["prove", "lzc", "-P", "N=1"], "unknown parameter of lzc: N"],
  [["prove", "--all", "--exhaustive"], "--exhaustive goes with a unit, not with --all"],
  [["prove", "lzc", "--rotate"], "--rotate goes with --all, not with a unit"],
])("%j is refused", async (argv, text) => {
  const { code, out, err } = await halfulp(argv);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(text);
  expect(err.trim().split("\n").length).toBe(1);
});

function workersOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=,args=", "--ppid", String(pid)], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => (line.includes("pool-worker") ? Number.parseInt(line, 10) : []));
}

test("a worker that is killed is replaced, its shard done again, and the proof whole", async () => {
  const cache = mkdtempSync(join(tmpdir(), "halfulp-killed-"));
  let killed = 0;
  const { code, out } = await program(["prove", "fp_fma", "--a", "e4m3", "--json"], {
    env: { HALFULP_CACHE: cache },
    meanwhile: async (child) => {
      while (killed === 0 && child.exitCode === null) {
        await sleep(50);
        for (const worker of workersOf(child.pid!).slice(0, 1)) {
          process.kill(worker, "SIGKILL");
          killed++;
        }
      }
    },
  });
  rmSync(cache, { recursive: true });
  expect(killed).toBe(1);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject([{ method: "exhaustive", cases: 2 ** 24 }]);
});
