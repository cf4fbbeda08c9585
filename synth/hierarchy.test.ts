import { expect, test } from "vitest";
import { emitInstance } from "../generators/emit.js";
import { fixedAcc } from "../generators/fixed_acc/unit.js";
import { fixedSystolic } from "../generators/fixed_systolic/unit.js";
import { designOf, type Instance, instantiate } from "../generators/instance.js";
import { UsageError } from "../tools/errors.js";
import { type Counts, countHierarchy } from "./hierarchy.js";
import { synthesise } from "./run.js";

const text = (files: Record<string, string>) => Object.entries(files).map(([name, text]) => ({ name, text }));

const LEAF = `module leaf #(parameter integer W = 2)(input wire [W-1:0] a_i, b_i, output wire [W-1:0] y_o);
assign y_o = a_i & b_i; endmodule\n`;
const PAIR = `module pair (input wire clk_i, input wire [1:0] a_i, b_i, output reg [1:0] q_o);
wire [1:0] x; wire [1:0] y; leaf u_one (.a_i(a_i), .b_i(b_i), .y_o(x)); leaf u_two (.a_i(b_i), .b_i(x), .y_o(y));
always @(posedge clk_i) q_o <= x ^ y; endmodule\n`;
const TOP = `module top #(parameter integer N = 1)(input wire clk_i, input wire [4:0] a_i, b_i, output wire [2*N-1:0] q_o,
output wire [4:0] y_o); genvar i; generate for (i = 0; i < N; i = i + 1) begin : g_pair
pair u_pair (.clk_i(clk_i), .a_i(a_i[1:0]), .b_i(b_i[1:0]), .q_o(q_o[2*i +: 2])); end endgenerate
leaf #(.W(5)) u_wide (.a_i(a_i), .b_i(b_i), .y_o(y_o)); endmodule\n`;

test("every module once, times its instances, whatever their parameters", async () => {
  const files = text({ "leaf.v": LEAF, "pair.v": PAIR, "top.v": TOP });
  const { modules, sum } = await countHierarchy({ top: "top", files, parameters: { N: 3 } }, "gates");
  const found = [...modules].sort((a, b) => (a.module < b.module ? -1 : 1));
  expect(found).toEqual([
    // Six of two gates and one of five.
    { module: "leaf", instances: 7, counts: { gates: 17, ff: 0 } },
    { module: "pair", instances: 3, counts: { gates: 6, ff: 6 } },
    { module: "top", instances: 1, counts: { gates: 0, ff: 0 } },
  ]);
  expect(sum).toEqual({ gates: 23, ff: 6 });
});

test("a target whose cells are a library's is refused", async () => {
  const design = { top: "leaf", files: text({ "leaf.v": LEAF }), parameters: {} };
  await expect(countHierarchy(design, "liberty")).rejects.toThrow(UsageError);
});

const small = { a: "fixed(2,2)", rndBits: 3, accBits: 10, width: 12 };
const flat = async (instance: Instance, parameters: Record<string, number>) => {
  const { row } = await synthesise(designOf(instance, emitInstance(instance).files, parameters), "gates");
  if (row === null) throw new Error("no row");
  return row;
};

test("a 4 x 4 array: its element counts as in the element's own report, and the sum is near the flat count", async () => {
  const array = instantiate(fixedSystolic, small);
  const parameters = { Rows: 4, Cols: 4 };
  const design = designOf(array, emitInstance(array).files, parameters);
  const { modules, sum } = await countHierarchy(design, "gates");
  const byName = (stem: string): { instances: number; counts: Counts } =>
    modules.find(({ module }) => module.startsWith(stem))!;
  const one = await flat(instantiate(fixedAcc, { a: "fixed(2,2)", accBits: 10 }), {});
  expect(byName("fixed_acc")).toMatchObject({ instances: 16, counts: { gates: 16 * one.gates!, ff: 16 * one.ff } });
  expect(byName("fixed_round")).toMatchObject({ instances: 4 });
  expect(byName("lfsr")).toMatchObject({ instances: 4, counts: { ff: 4 * 12 } });
  const whole = await flat(array, parameters);
  const share = (counted: number, wanted: number): number => (counted - wanted) / wanted;
  expect(Math.abs(share(sum.gates!, whole.gates!))).toBeLessThan(0.03);
  // Flat, what an element and the array around it both keep of valid and last is one register.
  expect(share(sum.ff!, whole.ff)).toBeGreaterThanOrEqual(0);
  expect(share(sum.ff!, whole.ff)).toBeLessThan(0.06);
}, 120_000);
