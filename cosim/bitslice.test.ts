import { expect, test } from "vitest";
import { batchInputs, type Design } from "../generators/design.js";
import { bitslice, SlicedNetlist, sliceNetlist } from "./bitslice.js";
import { accumulator, adder, stimulus, toBatch, vectors, wide } from "./fixtures.js";
import { readNetlist } from "./netlist.js";

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
  ["an undriven bit", "wire t; assign y_o = a_i ^ t;", /refused: .*t is used but has no driver/],
  ["a bit driven twice", "assign y_o = a_i; assign y_o = b_i;", /refused: multiple conflicting drivers/],
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

test.each([wide, accumulator(3, 0)])("a netlist cut into many functions is still right", async (fixture) => {
  const { design } = fixture;
  const netlist = await sliceNetlist(design);
  expect(netlist.gates).toBeGreaterThan(200);
  const { inputs, expected } = vectors(fixture, 300);
  for (const segmentGates of [1, 7, 100]) {
    expect(new SlicedNetlist(design, netlist, { segmentGates }).run(inputs).columns).toEqual(expected.columns);
  }
});

test("rows that do not fill a pass are right", async () => {
  const sliced = await bitslice.compile(wide.design);
  for (const rows of [1, 127, 129, 128 * 256 + 1]) {
    const { inputs, expected } = vectors(wide, rows);
    expect((await sliced.run(inputs)).columns).toEqual(expected.columns);
  }
});
