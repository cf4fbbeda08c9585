import { describe, expect, test } from "vitest";
import { sliceNetlist } from "../cosim/bitslice.js";
import { vectors, wide } from "../cosim/fixtures.js";
import { expectedOutputs } from "../cosim/model.js";
import type { GateOp, Netlist, Node } from "../cosim/netlist.js";
import type { Design } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { designOf } from "../generators/instance.js";
import { stimulus } from "../testbench/stimulus.js";
import { emitDesign, emitSoftware, type HeaderOf, printNetlist } from "./emit.js";
import {
  allLanes,
  hasCompiler,
  inStreams,
  type Made,
  made,
  runByClang,
  runByCompiler,
  runByWrapper,
  textOf,
  wrapped,
} from "./fixtures.js";

const byCompiler = `the C by the machine's compiler${hasCompiler ? "" : " (skipped: install with apt-get install gcc)"}`;

/** All 2^16 pairs of codes. */
const eightBits = [
  ["fp_mul", { a: "e4m3" }],
  ["fp_mul", { a: "hobflops8", round: "rne" }],
  ["fp_mul", { a: "hobflops8", round: "rtz" }],
  ["fp_add", { a: "e5m2", flags: true }],
  ["posit_mul", { n: 8, es: 1 }],
] as const;

describe.each(eightBits)("all inputs of %s %j", async (unit, options) => {
  const it = await made(unit, options);
  const inputs = stimulus(it.instance);
  const expected = expectedOutputs(it.instance, inputs);

  test("there are all", () => expect(inputs.rows).toBe(2 ** 16));
  test.skipIf(!hasCompiler)(byCompiler, async () => {
    expect((await runByCompiler(it, inputs, 256)).columns).toEqual(expected.columns);
  });
  test("the C by @yowasp/clang", async () => {
    expect((await runByClang(it, inputs, 128)).columns).toEqual(expected.columns);
  });
  test("the WebAssembly by its wrapper", async () => {
    expect((await runByWrapper(it, inputs)).columns).toEqual(expected.columns);
  });
});

const paper = [8, 9, 10, 11, 12, 13, 14, 15, 16].flatMap((n) => ["rne", "rtz"].map((round) => [n, round] as const));

test.each(paper)("the multiply-add of hobflops%i, %s, on chosen rows", async (n, round) => {
  const it = await made("fp_fma", { a: `hobflops${n}`, round });
  const inputs = stimulus(it.instance, { rows: 3000 });
  const { columns } = expectedOutputs(it.instance, inputs);
  expect((await runByWrapper(it, inputs)).columns).toEqual(columns);
  // Both roundings have the same printer, so the compiler need not see each.
  if (hasCompiler && round === "rtz") expect((await runByCompiler(it, inputs, 512)).columns).toEqual(columns);
});

describe("clocked units", () => {
  const units = [
    ["fp_mac", { a: "e5m2", acc: "dlf16" }],
    ["fp_mul", { a: "e4m3", stages: 2, enable: true }],
    ["lfsr", { width: 8 }],
  ] as const;

  test.each(units)("%s %j, every row a stream of its own", async (unit, options) => {
    const it = await made(unit, options);
    const { inputs, expected } = inStreams(it, 128, 50);
    expect((await runByWrapper(it, inputs)).columns).toEqual(expected.columns);
    expect((await runByClang(it, inputs, 128)).columns).toEqual(expected.columns);
    if (!hasCompiler) return;
    const { inputs: more, expected: wanted } = inStreams(it, 512, 20);
    expect((await runByCompiler(it, more, 512)).columns).toEqual(wanted.columns);
  });

  test("reset brings the wrapper back to where it began, and a broken stream is refused", async () => {
    const it = await made("fp_mac", { a: "e5m2", acc: "dlf16" });
    const { inputs } = inStreams(it, 128, 10);
    const unit = await wrapped(it.software);
    const first = unit.run(...inputs.columns);
    expect(unit.run(...inputs.columns)).not.toEqual(first);
    unit.reset!();
    expect(unit.run(...inputs.columns)).toEqual(first);
    expect(() => unit.run(...inputs.columns.map((c) => c.subarray(0, 100)))).toThrow(/must be a multiple of 128$/);
  });
});

const anyHeader =
  (design: Design): HeaderOf =>
  (rows) => ({
    license: "MIT",
    module: design.top,
    summary: "A design.",
    behaviour: rows.map(([left, right]) => `${left}  ${right}`),
    command: "none",
  });

async function ofFixture({ design }: { design: Design }): Promise<Made> {
  return { instance: undefined as never, design, software: await emitDesign(design, anyHeader(design)) };
}

test("ports of 1, 33, 40 and 64 bits, and rows that do not fill a pass", async () => {
  const it = await ofFixture(wide);
  for (const rows of [1, 127, 129, 9000]) {
    const { inputs, expected } = vectors(wide, rows);
    expect((await runByWrapper(it, inputs)).columns).toEqual(expected.columns);
  }
  const { inputs, expected } = vectors(wide, 700);
  expect((await runByClang(it, inputs, 64)).columns).toEqual(expected.columns);
  if (hasCompiler) expect((await runByCompiler(it, inputs, 512)).columns).toEqual(expected.columns);
});

test.skipIf(!hasCompiler)(
  "64, 128, 256 and 512 rows a pass and every level of optimisation give the same",
  async () => {
    const it = await made("fp_fma", { a: "fp9", acc: "dlf16", flags: true });
    const inputs = stimulus(it.instance, { rows: 2000 });
    const { columns } = expectedOutputs(it.instance, inputs);
    for (const lanes of allLanes) expect((await runByCompiler(it, inputs, lanes)).columns).toEqual(columns);
    for (const flags of [["-O0"], ["-O3"], ["-Os"]])
      expect((await runByCompiler(it, inputs, 256, flags)).columns).toEqual(columns);
    await expect(runByCompiler(it, inputs, 96 as never)).rejects.toMatchObject({ tool: "cc", exitCode: 3 });
  },
);

test("bits above a port's width are ignored, and arrays of unequal length refused", async () => {
  const it = await made("fp_mul", { a: "hobflops9" });
  const unit = await wrapped(it.software);
  const low = unit.run(Uint32Array.of(0x0f0, 3), Uint32Array.of(0x0e8, 9));
  expect(unit.run(Uint32Array.of(0xfffffcf0, 0x10003), Uint32Array.of(0x8e8, 0x209))).toEqual(low);
  expect(() => unit.run(Uint32Array.of(1), Uint32Array.of(1, 2))).toThrow("b_i has 2 codes, expected 1");
});

test("the same options give the same bytes, and the licence stands in every text", async () => {
  const { instance, software } = await made("fp_add", { a: "e4m3" });
  expect(await emitSoftware(instance)).toEqual(software);
  const mit = await emitSoftware(instance, { license: "MIT" });
  expect(software.files.map((file) => file.name.replace(software.name, ""))).toEqual([".h", ".c", ".wasm", ".ts"]);
  for (const ending of [".h", ".c", ".ts"]) {
    expect(textOf(mit, ending)).toMatch(/^\/\/ SPDX-License-Identifier: MIT\n/);
    expect(textOf(mit, ending)).toMatch(/^\/\/ {3}halfulp bitslice fp_add --a e4m3 --license MIT$/m);
    expect(textOf(software, ending)).toMatch(/^\/\/ {3}netlist .* at most \d+ values alive$/m);
  }
});

test("parameters are built in and told in the header", async () => {
  const { instance } = await made("fp_mac", { a: "e5m2" });
  const header = textOf(await emitSoftware(instance, { parameters: { ChunkLen: 5 } }), ".h");
  expect(header).toMatch(/^\/\/ {3}ChunkLen +5$/m);
  expect(header).toMatch(/^\/\/ {3}halfulp bitslice fp_mac --a e5m2 -P ChunkLen=5$/m);
});

/** The netlist with the first gate of a kind made another one. */
function mutated(netlist: Netlist, from: GateOp, to: GateOp): Netlist {
  let done = false;
  const nodes = netlist.nodes.map((node): Node => {
    if (done || node.kind !== "gate" || node.op !== from) return node;
    done = true;
    return { ...node, op: to };
  });
  expect(done).toBe(true);
  return { ...netlist, nodes };
}

test("a swapped gate is noticed in both languages", async () => {
  const { instance } = await made("fp_mul", { a: "e4m3" });
  const design = designOf(instance, emitInstance(instance).files);
  const inputs = stimulus(instance);
  const { columns } = expectedOutputs(instance, inputs);
  const software = printNetlist(design, mutated(await sliceNetlist(design), "AND", "OR"), anyHeader(design));
  const it = { instance, design, software };
  expect((await runByWrapper(it, inputs)).columns).not.toEqual(columns);
  expect((await runByClang(it, inputs, 128)).columns).not.toEqual(columns);
});

describe("what is refused", () => {
  const design = (body: string): Design => ({
    top: "dut",
    files: [
      { name: "dut.v", text: `module dut (input wire a_i, input wire b_i, output wire y_o);\n${body}\nendmodule\n` },
    ],
    ports: [
      { name: "a_i", dir: "in", width: 1, role: "data", doc: "a" },
      { name: "b_i", dir: "in", width: 1, role: "data", doc: "b" },
      { name: "y_o", dir: "out", width: 1, role: "data", doc: "y" },
    ],
    parameters: {},
    clocked: false,
    settleRows: 0,
  });

  test.each([
    ["a latch", "reg q; always @* if (a_i) q = b_i; assign y_o = q;", /^netlist of dut refused: latch \$_DLATCH/],
    [
      "a loop",
      "wire t = ~(a_i & u); wire u = ~(b_i & t); assign y_o = u;",
      /^netlist of dut refused: combinational loop/,
    ],
    ["a cell without a gate", "(* keep *) mystery m (.A(a_i), .Y(y_o));", /mystery/],
  ])("%s", async (_, body, message) => {
    const it = design(body);
    await expect(emitDesign(it, anyHeader(it))).rejects.toThrow(message);
  });

  test("a host without SIMD", async () => {
    const { software } = await made("lzc", {});
    const host = { ...WebAssembly, validate: () => false };
    await expect(wrapped(software, host)).rejects.toThrow(/^this host has no WebAssembly SIMD$/);
  });
});
