import { expect, test } from "vitest";
import type { Design } from "../generators/design.js";
import { instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { CheckFailed } from "../tools/errors.js";
import { bitslice } from "./bitslice.js";
import { checkWith } from "./compare.js";
import type { Engine } from "./engine.js";
import { explain, reproduction, wordText } from "./explain.js";
import { iverilog } from "./iverilog.js";
import { cosimInstance, isMeasured } from "./run.js";
import { makeVectors } from "./vectors.js";

const lzc = instantiate(findUnit("lzc"), { width: 5 });

test("an instance that is right: every linter and engine has a row, none a mismatch", async () => {
  const outcomes = await cosimInstance(lzc, { engines: [bitslice] });
  expect(outcomes.map(({ engine }) => engine)).toEqual(["lint verilator", "lint iverilog", "lint yosys", "bitslice"]);
  const measured = outcomes.filter(isMeasured);
  expect(measured.at(-1)).toMatchObject({ checked: 32, mismatches: 0, exhaustive: true, options: "--width 5" });
  expect(measured.filter(({ mismatches }) => mismatches > 0)).toEqual([]);
});

test("a missing engine is skipped and says how to install it", async () => {
  const missing: Engine = {
    kind: "check",
    name: "missing",
    path: "nowhere",
    available: async () => ({ ok: false, reason: "skipped, not installed (apt-get install missing)" }),
    check: async () => ({ checked: 1, mismatches: 0 }),
  };
  const outcomes = await cosimInstance(lzc, { engines: [missing] });
  expect(outcomes.at(-1)).toEqual({
    module: "lzc_w5",
    unit: "lzc",
    options: "--width 5",
    parameters: {},
    engine: "missing",
    skipped: "skipped, not installed (apt-get install missing)",
  });
});

const found = { ok: true, version: "1" } as const;

test("an engine that compared nothing has failed", async () => {
  const idle: Engine = {
    kind: "check",
    name: "idle",
    path: "nowhere",
    available: async () => found,
    check: async () => ({ checked: 0, mismatches: 0 }),
  };
  await expect(cosimInstance(lzc, { engines: [idle] })).rejects.toThrow(
    new CheckFailed("idle checked no row of lzc_w5"),
  );
});

test("a mismatch is told with unit, options, words, values and the command that shows it again", async () => {
  const wrong: Engine = {
    kind: "check",
    name: "wrong",
    path: "nowhere",
    available: async () => found,
    check: async (_, { rows }) => ({
      checked: rows,
      mismatches: 1,
      first: { row: 9, inputs: [0x09n], got: ["3", "x"], want: [1n, 0n] },
    }),
  };
  const outcomes = await cosimInstance(lzc, { engines: [wrong] });
  expect(outcomes.filter(isMeasured).at(-1)).toMatchObject({ mismatches: 1 });
  expect(outcomes.filter(isMeasured).at(-1)!.failure).toBe(
    [
      "wrong disagrees with the model of lzc_w5",
      "  lzc --width 5, row 9",
      "  in_i = 0x09",
      "  count_o: got 0x3, want 0x1",
      "  none_o: got 0xx, want 0x0",
      "  again: halfulp cosim lzc --width 5 --engine wrong",
    ].join("\n"),
  );
});

test("codes are shown with their values, signed integers in decimal", () => {
  const convert = instantiate(findUnit("fp_unpack"), { src: "e5m2" });
  const mismatch = { row: 0, inputs: [0xc1n], got: ["0", "0", "0", "1", "1", "5"], want: [0n, 0n, 0n, 1n, 0x3fn, 5n] };
  const text = explain(convert, {}, "bitslice", mismatch);
  expect(text).toContain("code_i = 0xc1 (-2.5)");
  expect(text).toContain("sign_o: 0x1, right");
  expect(text).toContain("exp_o: got 0x01 (1), want 0x3f (-1)");
  const code = convert.ports[0]!;
  expect(["80", "7c", "7e"].map((hex) => wordText(code, BigInt(`0x${hex}`)))).toEqual([
    "0x80 (-0)",
    "0x7c (Infinity)",
    "0x7e (NaN)",
  ]);
  expect(reproduction(convert, { Bias: 4 }, "iverilog")).toBe(
    "halfulp cosim fp_unpack --src e5m2 -P Bias=4 --engine iverilog",
  );
});

/** A register that no reset reaches: two-valued engines see 0, which is what the expected words say. */
const unknown: Design = {
  top: "unknown",
  files: [
    {
      name: "unknown.v",
      text: `module unknown (input wire clk_i, input wire rst_i, input wire load_i, output wire y_o);
  reg y;
  always @(posedge clk_i) if (load_i && !rst_i) y <= 1'b0;
  assign y_o = y;
endmodule
`,
    },
  ],
  ports: [
    { dir: "in", name: "clk_i", width: 1, role: "clock", doc: "clock" },
    { dir: "in", name: "rst_i", width: 1, role: "reset", doc: "reset" },
    { dir: "in", name: "load_i", width: 1, role: "data", doc: "load" },
    { dir: "out", name: "y_o", width: 1, role: "data", doc: "out" },
  ],
  parameters: {},
  clocked: true,
  settleRows: 1,
};
const inputs = { rows: 6, columns: [Uint32Array.of(1, 1, 0, 0, 0, 0), Uint32Array.of(0, 0, 0, 0, 1, 0)] };
const expected = { rows: 6, columns: [new Uint32Array(6)] };

test("an output that is unknown behind reset is a mismatch in four-valued simulation", async () => {
  if (!(await iverilog.available()).ok) return;
  const { checked, mismatches, firstMismatch } = await checkWith(iverilog, unknown, inputs, expected);
  // Rows 1 to 3: from row 4 on the register has been loaded.
  expect({ checked, mismatches }).toEqual({ checked: 5, mismatches: 3 });
  expect(firstMismatch).toMatchObject({ row: 1, got: ["x"], want: [0n] });
});

test("the vectors are the same on every call", () => {
  const mac = instantiate(findUnit("fp_unpack"), { src: "fp32" });
  const first = makeVectors(mac, {}, 500);
  expect(makeVectors(mac, {}, 500)).toEqual(first);
  expect(makeVectors(mac, {}, 501).hash).not.toBe(first.hash);
  expect([first.inputs.rows, first.exhaustive]).toEqual([500, false]);
});
