import { expect, test } from "vitest";
import { CheckFailed, ToolError } from "../tools/errors.js";
import { countCells, latchCells, parseCheck, parseDepth, parseStat, readNormal, readRow } from "./stat.js";
import { targets } from "./targets.js";

// Printed by Yosys 0.55 for one module of eight LUTs and four flip-flops.
const STAT = `{
   "creator": "Yosys 0.55 (git sha1 60f126cd0, ccache clang 18.1.3 -O3 -flto -flto)",
   "invocation": "stat -json ",
   "modules": {
      "\\\\top": {
         "num_wires":         7,
         "num_cells":         12,
         "num_cells_by_type": {
            "LUT4": 8,
            "TRELLIS_FF": 4
         }
      }
   },
      "design": {
         "num_wires":         7,
         "num_cells":         12,
         "num_cells_by_type": {
            "LUT4": 8,
            "TRELLIS_FF": 4
         },
         "estimated_num_transistors": "136+"
      }
}

`;

const LTP = `
4. Executing LTP pass (find longest path).

Longest topological path in top (length=12):
    0: \\a [0]
   12: $abc$103$0\\q[3:0][0] (via $abc$103$auto$blifparse.cc:396:parse_blif$111)
`;

const LTP_LOOP = `
9. Executing LTP pass (find longest path).
Warning: Detected loop at $abc$86$y in top

Longest topological path in top (length=2):
`;

const CHECK_LOOP = `
6. Executing CHECK pass (checking for obvious problems).
Checking module top...
Warning: found logic loop in module top:
    cell $and$t.v:1$1 ($and) source: t.v:1.53-1.58
      B[0] --> Y[0]
    wire \\y source: t.v:1.30-1.31
Warning: Wire top.\\z is used but has no driver.
Found and reported 2 problems.
`;

const CHECK = `
6. Executing CHECK pass (checking for obvious problems).
Checking module top...
Found and reported 0 problems.
`;

test("stat: cells and the transistor estimate", () => {
  expect(parseStat(STAT)).toEqual({ cells: { LUT4: 8, TRELLIS_FF: 4 }, transistors: "136+" });
});

test("stat: anything else is a tool error, not a zero", () => {
  expect(() => parseStat(`Warning: x\n${STAT}`)).toThrow(new ToolError("yosys stat is not json"));
  for (const text of ["{}", "[]", "null", '{"design":{}}', '{"design":{"num_cells_by_type":[]}}']) {
    expect(() => parseStat(text)).toThrow("yosys stat has no design.num_cells_by_type");
  }
  expect(() => parseStat('{"design":{"num_cells_by_type":{"A":"1"}}}')).toThrow("yosys stat counts no cells: A");
});

test("ltp: length, loop, nonsense", () => {
  expect(parseDepth(LTP)).toBe(12);
  expect(() => parseDepth(LTP_LOOP)).toThrow(new CheckFailed("combinational loop at $abc$86$y in top"));
  expect(() => parseDepth("")).toThrow(ToolError);
});

test("check: every problem is a line", () => {
  expect(parseCheck(CHECK)).toEqual([]);
  expect(parseCheck(CHECK_LOOP)).toEqual(["found logic loop in module top", "Wire top.\\z is used but has no driver."]);
  expect(() => parseCheck("Checking module top...")).toThrow(ToolError);
});

test("the normal form with a latch, or a problem, is refused", () => {
  const latch = '{"design":{"num_cells_by_type":{"$dlatch":1}}}';
  expect(() => readNormal({ "check.txt": CHECK, "rtl.json": latch })).toThrow(
    new CheckFailed("latch inferred: $dlatch"),
  );
  expect(() => readNormal({ "check.txt": CHECK_LOOP, "rtl.json": STAT })).toThrow(
    new CheckFailed("yosys check: found logic loop in module top; Wire top.\\z is used but has no driver."),
  );
});

test("latches of both levels are known, flip-flops are none", () => {
  const names = ["$dlatch", "$adlatch", "$dlatchsr", "$sr", "$_DLATCH_P_", "$_DLATCHSR_PNP_", "$_SR_NN_"];
  const others = ["$dff", "$sdffe", "$adff", "$_DFF_P_", "$_SDFFE_PP0P_", "$shr", "$sshr"];
  const cells = Object.fromEntries([...names, ...others].map((name) => [name, 1]));
  expect(latchCells({ cells })).toEqual(names);
});

test("each cell counts once, as its own kind", () => {
  const xilinx = { LUT1: 1, LUT6: 2, MUXF7: 4, MUXF8: 8, CARRY4: 16, INV: 32, FDRE: 64, FDSE: 128, SRL16E: 256 };
  expect(countCells({ cells: xilinx }, targets.xilinx)).toEqual({
    lut: 3,
    srl: 256,
    carry: 16,
    mux: 12,
    inv: 32,
    ff: 192,
    dsp: 0,
  });
  const gates = { $_AND_: 1, $_NAND_: 2, $_OR_: 4, $_NOR_: 8, $_XOR_: 16, $_XNOR_: 32, $_MUX_: 64, $_NOT_: 128 };
  expect(countCells({ cells: { ...gates, $_DFF_P_: 3, $_SDFFE_PP0P_: 5 } }, targets.gates)).toEqual({
    gates: 255,
    ff: 8,
  });
});

test("a cell that the target does not have fails the run", () => {
  const cells = { SB_LUT4: 3, $_XOR_: 1, SB_RAM40_4K: 2 };
  expect(() => countCells({ cells }, targets.ice40)).toThrow(
    new CheckFailed("cells that ice40 does not have: 1 $_XOR_, 2 SB_RAM40_4K"),
  );
  expect(() => countCells({ cells: { $_DLATCH_P_: 1 } }, targets.gates)).toThrow(CheckFailed);
});

test("a missing measurement is a tool error", () => {
  expect(() => readNormal({})).toThrow(new ToolError("yosys wrote no check.txt"));
  expect(() => readNormal({ "check.txt": CHECK })).toThrow(new ToolError("yosys wrote no rtl.json"));
  expect(() => readRow({}, targets.ecp5)).toThrow(new ToolError("yosys wrote no stat.json"));
  const row = readRow({ "stat.json": STAT }, targets.ecp5);
  expect(row).toEqual({
    lut: 8,
    carry: 0,
    mux: 0,
    ff: 4,
    dsp: 0,
    latches: 0,
    cells: { LUT4: 8, TRELLIS_FF: 4 },
  });
});
