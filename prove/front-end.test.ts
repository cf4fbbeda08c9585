import { expect, test, vi } from "vitest";
import { plainOptions } from "../cosim/job.js";
import { verilator } from "../cosim/verilator.js";
import { instance } from "./fixtures.js";
import { readAgain } from "./front-end.js";

const one = instance("fp_mul", { a: "e2m1" });
const subject = { unit: "fp_mul", options: plainOptions(one), parameters: {} };
const there = await verilator.available();

test.skipIf(!there.ok)("the ordinary vectors go through Verilator", async () => {
  expect(await readAgain(subject)).toEqual({ engine: "verilator", version: expect.any(String), checked: 256 });
});

test("where it is not installed it says so, and makes no words", async () => {
  const available = vi.spyOn(verilator, "available").mockResolvedValue({ ok: false, reason: "skipped, not installed" });
  try {
    expect(await readAgain(subject)).toEqual({ engine: "verilator", skipped: "skipped, not installed" });
  } finally {
    available.mockRestore();
  }
});

test("another meaning of the Verilog is a failure, told with its first row", async () => {
  const available = vi.spyOn(verilator, "available").mockResolvedValue({ ok: true, version: "none" });
  const compile = vi.spyOn(verilator, "compile").mockResolvedValue({
    // The answer to every row is 0.
    run: ({ rows }) => ({ rows, columns: [new Uint32Array(rows)] }),
    close: () => undefined,
  });
  try {
    const reading = await readAgain(subject);
    expect(reading).toMatchObject({ engine: "verilator", checked: 256 });
    expect("failure" in reading && reading.failure).toMatch(/fp_mul_e2m1_e2m1_e2m1.*verilator/s);
  } finally {
    compile.mockRestore();
    available.mockRestore();
  }
});
