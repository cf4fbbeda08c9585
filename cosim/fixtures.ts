/**
 * Small designs for the tests of the engines, each with a plain function that says what it does. They are written by
 * hand so that the engines are tested without the generator.
 */
import { type Batch, batchInputs, batchOutputs, type Design, newColumn, type Port } from "../generators/design.js";

/** Row in, row out; a clocked model keeps its state between calls. */
export type RowModel = (inputs: readonly bigint[]) => bigint[];

export interface Fixture {
  readonly design: Design;
  readonly model: () => RowModel;
}

function port(dir: "in" | "out", name: string, width: number, role: Port["role"] = "data"): Port {
  return { dir, name, width, role, doc: `the ${name}` };
}

const wrap = (width: number, value: bigint): bigint => BigInt.asUintN(width, value);

/** 8-bit sum with carry; `text` replaces the sum, to plant a fault. */
export function adder(sum = "a_i + b_i"): Fixture {
  const text = `module adder (input wire [7:0] a_i, input wire [7:0] b_i, output wire [8:0] sum_o);
  wire [8:0] a = {1'b0, a_i};
  wire [8:0] b = {1'b0, b_i};
  assign sum_o = ${sum.replaceAll("_i", "")};
endmodule
`;
  return {
    design: {
      top: "adder",
      files: [{ name: "adder.v", text }],
      ports: [port("in", "a_i", 8), port("in", "b_i", 8), port("out", "sum_o", 9)],
      parameters: {},
      clocked: false,
      settleRows: 0,
    },
    model: () => (row) => [row[0]! + row[1]!],
  };
}

/** Two modules, one-bit ports and ports of 33, 40 and 64 bits. */
export const wide: Fixture = {
  design: {
    top: "wide",
    files: [
      {
        name: "choose.v",
        text: `module choose (input wire sel_i, input wire [39:0] a_i, input wire [39:0] b_i, output wire [39:0] y_o);
  assign y_o = sel_i ? b_i : a_i;
endmodule
`,
      },
      {
        name: "wide.v",
        text: `module wide (input wire sel_i, input wire [39:0] a_i, input wire [32:0] b_i,
  output wire parity_o, output wire [39:0] y_o, output wire [63:0] product_o, output wire [31:0] low_o);
  choose u_choose (.sel_i(sel_i), .a_i(a_i), .b_i({7'd0, b_i}), .y_o(y_o));
  assign parity_o = ^a_i ^ sel_i;
  assign product_o = {24'd0, a_i} + {31'd0, b_i} * 64'd2147483648;
  assign low_o = ~a_i[31:0];
endmodule
`,
      },
    ],
    ports: [
      port("in", "sel_i", 1, "select"),
      port("in", "a_i", 40),
      port("in", "b_i", 33),
      port("out", "parity_o", 1),
      port("out", "y_o", 40),
      port("out", "product_o", 64),
      port("out", "low_o", 32),
    ],
    parameters: {},
    clocked: false,
    settleRows: 0,
  },
  model: () => (row) => {
    const [sel, a, b] = row as [bigint, bigint, bigint];
    const ones = [...a.toString(2)].filter((digit) => digit === "1").length + Number(sel);
    return [BigInt(ones % 2), sel === 1n ? b : a, wrap(64, a + b * 2147483648n), wrap(32, ~a)];
  },
};

/** Elements side by side: narrow vectors, one of more than 64 bits, elements across word boundaries, one element. */
export const lanes: Fixture = {
  design: {
    top: "lanes",
    files: [
      {
        name: "lanes.v",
        text: `module lanes (input wire [8:0] few_i, input wire [359:0] many_i, input wire [54:0] some_i, input wire one_i,
  output wire [8:0] few_o, output wire [359:0] many_o, output wire [54:0] some_o, output wire one_o);
  assign few_o = {few_i[2:0], few_i[8:3]};
  assign many_o = {many_i[319:0], ~many_i[359:320]};
  assign some_o = {some_i[10:0], some_i[54:11]};
  assign one_o = ~one_i;
endmodule
`,
      },
    ],
    ports: (["in", "out"] as const).flatMap((dir) => [
      { ...port(dir, `few_${dir[0]}`, 3), lanes: 3 },
      { ...port(dir, `many_${dir[0]}`, 40), lanes: 9 },
      { ...port(dir, `some_${dir[0]}`, 11), lanes: 5 },
      { ...port(dir, `one_${dir[0]}`, 1), lanes: 1 },
    ]),
    parameters: {},
    clocked: false,
    settleRows: 0,
  },
  model: () => (row) => {
    const [few, many, some] = [row.slice(0, 3), row.slice(3, 12), row.slice(12, 17)];
    const down = (list: bigint[]): bigint[] => [...list.slice(1), list[0]!];
    return [...down(few), wrap(40, ~many[8]!), ...many.slice(0, 8), ...down(some), wrap(1, ~row[17]!)];
  },
};

/** Accumulator with synchronous reset, enable, a narrow and a wide parameter and an inverted output. */
export function accumulator(step: number, seed: number): Fixture {
  const text = `module accumulator #(parameter Step = 1, parameter [31:0] Seed = 32'd5) (
  input wire clk_i, input wire rst_i, input wire en_i, input wire [7:0] a_i, output wire [31:0] acc_o, output wire [31:0] not_o);
  localparam [31:0] STEP = Step;
  reg [31:0] acc_q;
  always @(posedge clk_i) begin
    if (rst_i) acc_q <= Seed;
    else if (en_i) acc_q <= acc_q + {24'd0, a_i} * STEP;
  end
  assign acc_o = acc_q;
  assign not_o = ~acc_q;
endmodule
`;
  return {
    design: {
      top: "accumulator",
      files: [{ name: "accumulator.v", text }],
      ports: [
        port("in", "clk_i", 1, "clock"),
        port("in", "rst_i", 1, "reset"),
        port("in", "en_i", 1, "enable"),
        port("in", "a_i", 8),
        port("out", "acc_o", 32),
        port("out", "not_o", 32),
      ],
      parameters: { Step: step, Seed: seed },
      clocked: true,
      settleRows: 1,
    },
    model: () => {
      let acc = 0n;
      return (row) => {
        const [rst, en, a] = row as [bigint, bigint, bigint];
        if (rst === 1n) acc = BigInt(seed);
        else if (en === 1n) acc = wrap(32, acc + a * BigInt(step));
        return [acc, wrap(32, ~acc)];
      };
    },
  };
}

/** A column batch from rows. */
export function toBatch(ports: readonly Port[], rows: readonly (readonly bigint[])[]): Batch {
  const columns = ports.map((p, i) => {
    const column = newColumn(p.width, rows.length);
    for (const [r, row] of rows.entries()) {
      if (column instanceof Uint32Array) column[r] = Number(row[i]);
      else column[r] = row[i]!;
    }
    return column;
  });
  return { rows: rows.length, columns };
}

/** Repeatable random input rows, with reset high in the settle rows and rarely after. */
export function stimulus(design: Design, rows: number): bigint[][] {
  let state = 0x9e3779b97f4a7c15n;
  const next = (): bigint => {
    state = wrap(64, state * 6364136223846793005n + 1442695040888963407n);
    return (state >> 29n) ^ wrap(64, state << 7n);
  };
  return Array.from({ length: rows }, (_, r) =>
    batchInputs(design).map((p) => {
      if (p.role === "reset") return r < design.settleRows || next() % 97n === 0n ? 1n : 0n;
      return wrap(p.width, next());
    }),
  );
}

/** Stimulus and what the model says to it. */
export function vectors(fixture: Fixture, rows: number): { inputs: Batch; expected: Batch } {
  const model = fixture.model();
  const given = stimulus(fixture.design, rows);
  return {
    inputs: toBatch(batchInputs(fixture.design), given),
    expected: toBatch(batchOutputs(fixture.design), given.map(model)),
  };
}
