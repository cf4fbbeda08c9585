import { expect, test } from "vitest";
import type { Design } from "../generators/design.js";
import { linters } from "./lint.js";

function design(body: string, parameters: Record<string, number> = {}): Design {
  const text = `\`default_nettype none
module dut #(parameter integer Shift = 1) (input wire [3:0] a_i, output wire [3:0] y_o);
${body}
endmodule
\`default_nettype wire
`;
  return {
    top: "dut",
    files: [{ name: "dut.v", text }],
    ports: [
      { dir: "in", name: "a_i", width: 4, role: "data", doc: "in" },
      { dir: "out", name: "y_o", width: 4, role: "data", doc: "out" },
    ],
    parameters,
    clocked: false,
    settleRows: 0,
  };
}
const clean = "  assign y_o = a_i >> Shift;";
const broken: Record<string, string> = {
  "a syntax error": "  assign y_o = ;",
  "an unknown name": "  assign y_o = b_i;",
};
/** What only some of them see, and who must. */
const subtle: [string, string, string[]][] = [
  ["a width that does not fit", "  assign y_o = a_i[2:0];", ["verilator"]],
  ["a latch", "  reg [3:0] y;\n  always @* if (a_i[0]) y = a_i;\n  assign y_o = y;", ["verilator", "yosys"]],
  ["a loop", "  wire [3:0] y = a_i ^ {y[2:0], y[3]};\n  assign y_o = y;", ["verilator", "yosys"]],
  ["two drivers", "  assign y_o = a_i;\n  assign y_o = ~a_i;", ["yosys"]],
];

test.each(linters.map((linter) => [linter.name, linter] as const))("%s", async (name, linter) => {
  const found = await linter.available();
  if (!found.ok) return expect(found.reason).toContain("not installed");
  expect(found.version).toMatch(new RegExp(`^${name} \\d`));
  expect(await linter.lint(design(clean))).toBe("");
  expect(await linter.lint(design(clean, { Shift: 2 }))).toBe("");
  for (const [what, body] of Object.entries(broken)) expect(await linter.lint(design(body)), what).not.toBe("");
  for (const [what, body, who] of subtle)
    if (who.includes(name)) expect(await linter.lint(design(body)), what).not.toBe("");
  // The assignment is in force: this text is wrong at 3 only.
  const guarded = `${clean}\n  generate if (Shift == 3) begin : g_bad\n    no_such_module u_x ();\n  end endgenerate`;
  expect(await linter.lint(design(guarded))).toBe("");
  expect(await linter.lint(design(guarded, { Shift: 3 }))).not.toBe("");
});
