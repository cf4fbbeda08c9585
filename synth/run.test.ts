import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CheckFailed, ToolError, UsageError } from "../tools/errors.js";
import { Pool } from "../tools/pool.js";
import { inputHash, synthesise } from "./run.js";
import type { SynthDesign } from "./script.js";
import type { Row } from "./stat.js";
import type { TargetName } from "./targets.js";

const cache = mkdtempSync(join(tmpdir(), "halfulp-synth-test-"));
const cacheBefore = process.env.HALFULP_CACHE;
const pool = new Pool({ workers: 1 });

beforeAll(() => {
  process.env.HALFULP_CACHE = cache;
});
afterAll(async () => {
  await pool.close();
  if (cacheBefore === undefined) delete process.env.HALFULP_CACHE;
  else process.env.HALFULP_CACHE = cacheBefore;
  rmSync(cache, { recursive: true });
});

function design(text: string, parameters: Record<string, number> = {}): SynthDesign {
  return { top: "top", files: [{ name: "top.v", text }], parameters };
}

async function row(text: string, target: TargetName, parameters: Record<string, number> = {}): Promise<Row> {
  const result = await synthesise(design(text, parameters), target, { pool });
  if (result.row === null) throw new Error(`no row for ${target}`);
  return result.row;
}

const AND4 = "module top(input [3:0] a_i, b_i, output [3:0] y_o); assign y_o = a_i & b_i; endmodule\n";
const XOR4 = "module top(input [3:0] a_i, output y_o); assign y_o = ^a_i; endmodule\n";
const DFF = "module top(input clk_i, d_i, output reg q_o); always @(posedge clk_i) q_o <= d_i; endmodule\n";
const MIXED = `module top(input clk_i, input [3:0] a_i, b_i, output [3:0] y_o, output reg q_o,
  input [7:0] c_i, d_i, output [7:0] s_o, output e_o);
reg [15:0] x_q; assign y_o = a_i & b_i; assign s_o = c_i + d_i; assign e_o = x_q[15];
always @(posedge clk_i) begin q_o <= ^a_i; x_q <= {x_q[14:0], a_i[0]}; end endmodule\n`;
const NOT = "module top(input a_i, output y_o); assign y_o = ~a_i; endmodule\n";
const MUX = "module top(input s_i, a_i, b_i, output y_o); assign y_o = s_i ? a_i : b_i; endmodule\n";
const ANDW =
  "module top #(parameter integer W = 2)(input [W-1:0] a_i, b_i, output [W-1:0] y_o); assign y_o = a_i & b_i; endmodule\n";
const MUL = "module top(input [8:0] a_i, b_i, output [17:0] y_o); assign y_o = a_i * b_i; endmodule\n";
const ADD8 = "module top(input [7:0] a_i, b_i, output [7:0] y_o); assign y_o = a_i + b_i; endmodule\n";

test("gates: counted as written, flip-flops apart", async () => {
  // Four AND gates: 6 transistors and one node each.
  expect(await row(AND4, "gates")).toEqual({
    gates: 4,
    ff: 0,
    andNodes: 4,
    cmosTransistors: 24,
    cmosPartial: false,
    depth: 1,
    latches: 0,
    cells: { $_AND_: 4 },
  });
  // Three XORs in a tree or a chain; an XOR is three AND nodes.
  expect(await row(XOR4, "gates")).toMatchObject({ gates: 3, andNodes: 9, ff: 0, cmosTransistors: 36 });
  expect(await row(NOT, "gates")).toMatchObject({ gates: 1, andNodes: 0, depth: 1, cmosTransistors: 2 });
  expect(await row(MUX, "gates")).toMatchObject({ gates: 1, andNodes: 3, depth: 1 });
  expect(await row(DFF, "gates")).toMatchObject({ gates: 0, ff: 1, depth: 0, andNodes: 0 });
});

test("one lut where one is enough; carries in the unit of their cell; shift registers apart", async () => {
  // Four ANDs and an XOR of four are a LUT each; so is each sum bit, which ECP5 has inside its two-bit CCU2C. iCE40 has
  // one SB_CARRY between two sum bits, CARRY4 holds four. The chain is 16 flip-flops, or one LUT as a shift register.
  expect(await row(MIXED, "ice40")).toMatchObject({ lut: 5 + 8, carry: 7, ff: 1 + 16, latches: 0 });
  expect(await row(MIXED, "xilinx")).toMatchObject({ lut: 5 + 8, carry: 2, ff: 1, srl: 1, mux: 0, dsp: 0 });
  expect(await row(MIXED, "ecp5")).toMatchObject({ lut: 5, carry: 4, ff: 1 + 16, mux: 0, dsp: 0 });
});

test("a multiplier is a dsp block only in the dsp rows", async () => {
  for (const name of ["xilinx", "ecp5"] as const) {
    const plain = await row(MUL, name);
    expect(plain.dsp).toBe(0);
    expect(plain.lut).toBeGreaterThan(80);
    expect(await row(MUL, `${name}_dsp`)).toMatchObject({ dsp: 1, lut: 0 });
    expect((await synthesise(design(ADD8), `${name}_dsp`, { pool })).row).toBeNull();
  }
});

test("the parameter assignment is in force and in the hash", async () => {
  expect((await row(ANDW, "gates")).gates).toBe(2);
  expect((await row(ANDW, "gates", { W: 7 })).gates).toBe(7);
  await expect(row(ANDW, "gates", { V: 7 })).rejects.toThrow(/^yosys failed .*defparam `V`/);
});

test("latches, loops, undriven wires and conflicting drivers are refused in one line", async () => {
  const bad: readonly (readonly [string, RegExp])[] = [
    [
      "module top(input e_i, d_i, output reg q_o); always @* if (e_i) q_o = d_i; endmodule",
      /latch inferred: \$dlatch$/,
    ],
    ["module top(input a_i, b_i, output y_o); assign y_o = (a_i & y_o) | b_i; endmodule", /found logic loop/],
    ["module top(input a_i, output y_o); wire t; assign y_o = a_i & t; endmodule", /used but has no driver/],
    ["module top(input a_i, b_i, output y_o); assign y_o = a_i; assign y_o = b_i; endmodule", /multiple conflicting/],
  ];
  for (const [text, message] of bad) {
    const failure = row(text, "gates");
    await expect(failure).rejects.toBeInstanceOf(CheckFailed);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(/^top: [^\n]+$/);
  }
});

test("a memory that would become a ram block is refused, not left uncounted", async () => {
  const text = `module top(input clk_i, w_i, input [7:0] a_i, d_i, output reg [7:0] q_o); reg [7:0] m [0:255];
always @(posedge clk_i) begin if (w_i) m[a_i] <= d_i; q_o <= m[a_i]; end endmodule\n`;
  await expect(row(text, "ice40")).rejects.toThrow("top: cells that ice40 does not have: 1 SB_RAM40_4K");
});

test("what yosys cannot read is a tool error that names the line", async () => {
  await expect(row("module top(input a_i;\nendmodule", "ice40")).rejects.toThrow(/^yosys failed .*top\.v:1: ERROR/);
  await expect(row("module other; endmodule", "ice40")).rejects.toBeInstanceOf(ToolError);
});

const LIBRARY = `library(tiny) {
  cell(BUFX) { area : 4; pin(A) { direction : input; } pin(Y) { direction : output; function : "A"; } }
  cell(INVX) { area : 2; pin(A) { direction : input; } pin(Y) { direction : output; function : "!A"; } }
  cell(NANDX) { area : 3; pin(A) { direction : input; } pin(B) { direction : input; }
    pin(Y) { direction : output; function : "!(A*B)"; } }
  cell(DFFX) { area : 10; ff(IQ, IQN) { clocked_on : "C"; next_state : "D"; }
    pin(C) { direction : input; clock : true; } pin(D) { direction : input; }
    pin(Q) { direction : output; function : "IQ"; } }
}
`;

test("liberty: area in the library's units, flip-flops counted before mapping", async () => {
  const liberty = { name: "some/where/tiny.lib", text: LIBRARY };
  const text =
    "module top(input clk_i, a_i, b_i, output reg q_o); always @(posedge clk_i) q_o <= ~(a_i & b_i); endmodule\n";
  const got = await synthesise(design(text), "liberty", { pool, liberty });
  expect(got.row).toMatchObject({ area: 13, ff: 1, cells: { DFFX: 1, NANDX: 1 } });
  expect(got.library).toMatch(/^tiny\.lib [0-9a-f]{64}$/);
  await expect(synthesise(design(text), "liberty", { pool })).rejects.toThrow(UsageError);
  const other = inputHash(design(text), "liberty", got.yosys, `${LIBRARY}\n`);
  expect(other).not.toBe(got.hash);
});

test("a library that nothing can be mapped to is named, with what is wrong", async () => {
  const fault = (text: string, source: string) =>
    synthesise(design(source), "liberty", { pool, liberty: { name: "some/tiny.lib", text } });
  const refused: readonly (readonly [string, string])[] = [
    ["", "No entries found in liberty file"],
    ["nothing", "Syntax error in liberty file on line 1"],
    [LIBRARY.slice(0, LIBRARY.length / 2), "Syntax error in liberty file on line 4"],
    [LIBRARY.replace(/cell\(NANDX[\s\S]*?(?=cell)/, ""), "ABC cannot map with its gates"],
    [LIBRARY.replace(/ area : \d+;/g, ""), "its cells have no area"],
  ];
  for (const [text, reason] of refused) {
    const failure = fault(text, AND4);
    await expect(failure).rejects.toBeInstanceOf(UsageError);
    await expect(failure).rejects.toThrow(`cannot map to some/tiny.lib: ${reason} (needed: a liberty file of gates`);
  }
  const combinational = LIBRARY.replace(/cell\(DFFX[\s\S]*/, "}\n");
  expect((await fault(combinational, AND4)).row).toMatchObject({ area: 20 });
  await expect(fault(combinational, DFF)).rejects.toThrow(
    /^cannot map to some\/tiny\.lib: FF dut\..* not supported \(/,
  );
});

test("a kept result equals a fresh one; a damaged entry is made again; a failure is not kept", async () => {
  const folder = join(cache, "synth");
  const before = new Set(readdirSync(folder));
  const text = "module top(input a_i, b_i, c_i, output y_o); assign y_o = a_i & b_i & c_i; endmodule\n";
  const first = await synthesise(design(text), "gates", { pool });
  const added = readdirSync(folder).filter((name) => !before.has(name));
  expect(added).toHaveLength(1);
  const path = join(folder, added[0] ?? "");
  const bytes = readFileSync(path);
  expect(await synthesise(design(text), "gates", { pool })).toEqual(first);
  for (const damaged of [bytes.subarray(0, 20), Buffer.concat([bytes, Buffer.from("x")]), Buffer.alloc(0)]) {
    writeFileSync(path, damaged);
    expect(await synthesise(design(text), "gates", { pool })).toEqual(first);
    expect(readFileSync(path)).toEqual(bytes);
  }
  await expect(row("module top(input a_i;", "gates")).rejects.toThrow();
  expect(readdirSync(folder)).toHaveLength(before.size + 1);
});

test("the hash follows source, file name, parameters, target and version, and nothing else", () => {
  const base = inputHash(design(AND4), "gates", "v");
  expect(inputHash({ ...design(AND4) }, "gates", "v")).toBe(base);
  const others = [
    inputHash(design(`${AND4}\n`), "gates", "v"),
    inputHash(design(AND4, { W: 1 }), "gates", "v"),
    inputHash(design(AND4), "ice40", "v"),
    inputHash(design(AND4), "gates", "w"),
    inputHash({ ...design(AND4), files: [{ name: "t.v", text: AND4 }] }, "gates", "v"),
  ];
  expect(new Set([base, ...others]).size).toBe(6);
});

test("the normal form does not depend on the name of the module", async () => {
  const renamed = { top: "zz_9", files: [{ name: "a.v", text: MUL.replace("top", "zz_9") }], parameters: {} };
  expect((await synthesise(renamed, "ice40", { pool })).row).toEqual(await row(MUL, "ice40"));
});
