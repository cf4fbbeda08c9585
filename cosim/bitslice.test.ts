import { expect, test } from "vitest";
import { batchInputs, type Design } from "../generators/design.js";
import { bitslice, SlicedNetlist, sliceNetlist } from "./bitslice.js";
import { accumulator, adder, stimulus, toBatch, vectors, wide } from "./fixtures.js";
import { readNetlist } from "./netlist.js";
import { SEGMENT_GATES } from "./slice-cone.js";

function combinational(text: string): Design {
  return {
    top: "dut",
    files: [
      { name: "dut.v", text: `module dut (input wire a_i, input wire b_i, output wire y_o);\n${text}\nendmodule\n` },
    ],
    ports: [
      { name: "a_i", dir: "in", width: 1, role: "data", doc: "a" },
      { name: "b_i", dir: "in", width: 1, role: "data", doc: "b" },
      { name: "y_o", dir: "out", width: 1, role: "data", doc: "y" },
    ],
    parameters: {},
    clocked: false,
    settleRows: 0,
  };
}

test.each([
  ["a latch", "reg q; always @* if (a_i) q = b_i; assign y_o = q;", /refused: latch \$_DLATCH_[PN]_$/],
  ["a loop", "wire t = ~(a_i & u); wire u = ~(b_i & t); assign y_o = u;", /refused: combinational loop through \$_/],
  ["an undriven bit", "wire t; assign y_o = a_i ^ t;", /refused: undriven bit/],
])("refuses %s", async (_, text, message) => {
  await expect(bitslice.compile(combinational(text))).rejects.toThrow(message);
  await expect(bitslice.compile(combinational(text))).rejects.toMatchObject({ exitCode: 1 });
});

test("refuses cells that it does not know", () => {
  const design = combinational("");
  const netlist = (type: string): string =>
    JSON.stringify({
      modules: {
        dut: {
          ports: { a_i: { bits: [2] }, b_i: { bits: [3] }, y_o: { bits: [4] } },
          cells: { c: { type, connections: { A: [2], B: [3], Y: [4] } } },
          netnames: {},
        },
      },
    });
  expect(readNetlist(design, netlist("$_AND_")).gates).toBe(1);
  expect(() => readNetlist(design, netlist("$add"))).toThrow("netlist of dut refused: unknown cell $add");
});

test("the counter gives every input once, in order", async () => {
  const { design } = adder();
  const sliced = new SlicedNetlist(design, await sliceNetlist(design));
  sliced.seed(0n);
  const [sums] = sliced.counted(65536).columns;
  const wrong = [...sums!].findIndex((sum, row) => sum !== (row & 0xff) + (row >> 8));
  expect(wrong).toBe(-1);
  sliced.seed(65536n - 256n);
  expect([...sliced.counted(256).columns[0]!].at(-1)).toBe(510);
});

test("128 streams of a clocked design are independent", async () => {
  const fixture = accumulator(3, 0);
  const { design } = fixture;
  const cycles = 60;
  const streams = Array.from({ length: 128 }, (_, s) => stimulus(design, cycles + s).slice(s));
  for (const stream of streams) stream[0]![0] = 1n;
  const rows = Array.from({ length: cycles }, (_, t) => streams.map((stream) => stream[t]!)).flat();
  const models = streams.map(() => fixture.model());
  const expected = rows.map((row, i) => models[i % 128]!(row));
  const sliced = new SlicedNetlist(design, await sliceNetlist(design), { streams: 128 });
  const got = sliced.run(toBatch(batchInputs(design), rows));
  expect([...got.columns[0]!].map(BigInt)).toEqual(expected.map(([acc]) => acc));
});

test("a netlist of more gates than one function holds is cut and still right", async () => {
  // A chain of xor and add rounds that no optimisation shortens.
  const rounds = Array.from(
    { length: 60 },
    (_, i) => `  wire [31:0] s${i + 1} = (s${i} ^ {s${i}[12:0], s${i}[31:13]}) + {s${i}[6:0], s${i}[31:7]};`,
  );
  const text = ["module mix (input wire [31:0] a_i, output wire [31:0] y_o);", "  wire [31:0] s0 = a_i;", ...rounds]
    .concat("  assign y_o = s60;", "endmodule", "")
    .join("\n");
  const design: Design = {
    top: "mix",
    files: [{ name: "mix.v", text }],
    ports: [
      { name: "a_i", dir: "in", width: 32, role: "data", doc: "a" },
      { name: "y_o", dir: "out", width: 32, role: "data", doc: "y" },
    ],
    parameters: {},
    clocked: false,
    settleRows: 0,
  };
  const netlist = await sliceNetlist(design);
  expect(netlist.gates).toBeGreaterThan(SEGMENT_GATES);
  const inputs = { rows: 300, columns: [Uint32Array.from({ length: 300 }, (_, i) => Math.imul(i, 0x9e3779b1))] };
  const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
  const expected = inputs.columns[0]!.map((a) => {
    let s = a | 0;
    for (let i = 0; i < 60; i++) s = ((s ^ rotate(s, 19)) + rotate(s, 25)) | 0;
    return s;
  });
  expect(new SlicedNetlist(design, netlist).run(inputs).columns[0]).toEqual(expected);
});

test("rows that do not fill a pass are right", async () => {
  const sliced = await bitslice.compile(wide.design);
  for (const rows of [1, 127, 129, 128 * 256 + 1]) {
    const { inputs, expected } = vectors(wide, rows);
    expect((await sliced.run(inputs)).columns).toEqual(expected.columns);
  }
});
