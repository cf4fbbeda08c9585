import { beforeEach, expect, test, vi } from "vitest";
import type { Outcome } from "../cosim/run.js";
import { cosimOne } from "./cosim-one.js";
import { halfulp } from "./fixtures.js";

vi.mock("./cosim-one.js", { spy: true });
const engines = vi.mocked(cosimOne);
beforeEach(() => void engines.mockReset());

const subject = { module: "lzc", unit: "lzc", options: "", parameters: {} };
const held = { ...subject, version: "1", checked: 256, mismatches: 0, exhaustive: true };
const lint: Outcome = { ...held, engine: "lint yosys", checked: 1 };

async function ended(outcomes: Outcome[]) {
  engines.mockResolvedValue(outcomes);
  return halfulp(["cosim", "lzc", "--json"]);
}

test("all held: 0", async () => {
  const outcomes: Outcome[] = [lint, { ...held, engine: "bitslice" }];
  const { code, out, err } = await ended(outcomes);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(out)).toEqual([
    { kind: "lint", ...lint },
    { kind: "engine", ...outcomes[1] },
  ]);
});

test("a mismatch: 1, with the case", async () => {
  const failure = "in_i=00\ngot 1 want 0\nhalfulp cosim lzc";
  const { code, err } = await ended([lint, { ...held, engine: "bitslice", mismatches: 1, failure }]);
  expect({ code, err }).toEqual({ code: 1, err: `${failure}\n` });
});

test("a linter that has something to say: 1", async () => {
  const spoken: Outcome = { ...lint, mismatches: 1, failure: "yosys says of lzc:\nwarning" };
  expect(await ended([spoken, { ...held, engine: "bitslice" }])).toMatchObject({ code: 1, err: `${spoken.failure}\n` });
});

test("clean Verilog that nothing simulated is no success", async () => {
  expect(await ended([lint])).toMatchObject({ code: 1, err: "nothing was checked\n" });
  const skipped: Outcome = { ...subject, engine: "iverilog", skipped: "skipped, not installed (apt-get install x)" };
  expect(await ended([lint, skipped])).toMatchObject({
    code: 3,
    err: "no engine ran: iverilog skipped, not installed (apt-get install x)\n",
  });
});

test("what was asked for is what the engines are given", async () => {
  await ended([{ ...held, engine: "bitslice" }]);
  engines.mockClear();
  await halfulp(["cosim", "lfsr", "--width", "8", "-P", "OutW=3", "--rows", "77", "--engine", "iverilog,bitslice"]);
  expect(engines.mock.calls).toEqual([
    [
      {
        unit: "lfsr",
        options: { width: "8" },
        engines: ["iverilog", "bitslice"],
        rows: 77,
        parameters: expect.objectContaining({ OutW: 3 }),
      },
    ],
  ]);
});

test("a planted fault is caught", async () => {
  const { code, out } = await halfulp(["cosim", "lzc", "--faults", "--engine", "bitslice", "--json"]);
  expect(JSON.parse(out)).toMatchObject([{ unit: "lzc", engine: "bitslice", caughtAtRow: expect.any(Number) }]);
  expect(code).toBe(0);
});
