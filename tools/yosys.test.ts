import { expect, test } from "vitest";
import { ToolFailed, ToolMissing, UsageError } from "./errors.js";
import { Pool, taskOf } from "./pool.js";
import { runYosys, yosysVersion } from "./yosys.js";

const AND4 = "module and4(input [3:0] a_i, b_i, output [3:0] y_o); assign y_o = a_i & b_i; endmodule\n";
const STAT = "read_verilog and4.v\nsynth -top and4\ntee -q -o stat.json stat -json\n";

test("a script reads the files given and returns only those it wrote", async () => {
  const { files, log } = await runYosys({ files: { "and4.v": AND4 }, script: STAT });
  expect(Object.keys(files)).toEqual(["stat.json"]);
  expect(JSON.parse(files["stat.json"] ?? "").design.num_cells_by_type).toEqual({ $_AND_: 4 });
  expect(log).toContain("Executing SYNTH pass");
});

test("what yosys refuses is a tool error with its own line, and the next run works", async () => {
  const bad = runYosys({ files: { "bad.v": "module bad(input a; endmodule\n" }, script: "read_verilog bad.v\n" });
  await expect(bad).rejects.toBeInstanceOf(ToolFailed);
  await expect(bad).rejects.toThrow(/^yosys failed \(exit code 1\): bad\.v:1: ERROR: syntax error/);
  expect(Object.keys((await runYosys({ files: { "and4.v": AND4 }, script: STAT })).files)).toEqual(["stat.json"]);
});

test("a trap inside the WebAssembly is a tool error, and the process goes on", async () => {
  const deep = `module deep(input a, output y); assign y = a${" ^ a".repeat(100_000)}; endmodule\n`;
  const crash = runYosys({ files: { "deep.v": deep }, script: "read_verilog deep.v\n" });
  await expect(crash).rejects.toBeInstanceOf(ToolFailed);
  await expect(crash).rejects.toThrow(/^yosys failed \(crashed: [^\n]+$/);
  expect(Object.keys((await runYosys({ files: { "and4.v": AND4 }, script: STAT })).files)).toEqual(["stat.json"]);
});

test("an error under tee is told as well", async () => {
  const hidden = runYosys({ files: {}, script: "tee -q -o out.txt nonsense\n" });
  await expect(hidden).rejects.toThrow(/ERROR: No such command: nonsense/);
});

test("the native backend is a missing tool where there is none", async () => {
  const before = process.env.PATH;
  process.env.PATH = "/nowhere";
  try {
    await expect(yosysVersion("native")).rejects.toThrow(
      "yosys is not installed (install with: apt-get install yosys)",
    );
    await expect(runYosys({ files: {}, script: "" }, { backend: "native" })).rejects.toBeInstanceOf(ToolMissing);
  } finally {
    process.env.PATH = before;
  }
});

test("file names with folders or spaces are refused", async () => {
  for (const name of ["../x.v", "a b.v", "-p", "halfulp_run.ys", ""]) {
    await expect(runYosys({ files: { [name]: "" }, script: "" })).rejects.toBeInstanceOf(UsageError);
  }
});

test("the version names the package as well", async () => {
  expect(await yosysVersion()).toBe("yosys 0.55 (@yowasp/yosys 0.55.944)");
});

test("workers give what this process gives", async () => {
  const pool = new Pool({ workers: 1 });
  try {
    const task = taskOf(new URL("./yosys.ts", import.meta.url).href, runYosys);
    const there = await pool.run(task, { files: { "and4.v": AND4 }, script: STAT });
    const here = await runYosys({ files: { "and4.v": AND4 }, script: STAT });
    expect(there.files).toEqual(here.files);
  } finally {
    await pool.close();
  }
});
