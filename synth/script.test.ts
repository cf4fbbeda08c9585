import { expect, test } from "vitest";
import { UsageError } from "../tools/errors.js";
import { normaliseScript, scriptId, scriptText, targetScript } from "./script.js";
import { targetNames, targets } from "./targets.js";

const design = {
  top: "mac",
  files: [
    { name: "TOP.v", text: "" },
    { name: "mac.v", text: "" },
  ],
  parameters: {},
};

test("the flows are the published ones, to the letter", () => {
  const lines = (name: keyof typeof targets): string => targets[name].commands.join("; ");
  expect(lines("gates")).toBe("synth -flatten -top dut; abc -g AND,NAND,OR,NOR,XOR,XNOR,MUX");
  expect(lines("ice40")).toBe("synth_ice40 -top dut");
  expect(lines("xilinx")).toBe("synth_xilinx -top dut -flatten -nodsp -nobram -nolutram -noiopad -noclkbuf");
  expect(lines("ecp5")).toBe("synth_ecp5 -top dut -nodsp -nobram -nolutram");
});

test("a dsp row is its neighbour without -nodsp", () => {
  for (const name of ["xilinx", "ecp5"] as const) {
    const [plain, dsp] = [targets[name].commands.join("\n"), targets[`${name}_dsp`].commands.join("\n")];
    expect(dsp).toBe(plain.replace(" -nodsp", ""));
    expect(dsp).not.toBe(plain);
    expect(targets[`${name}_dsp`].cells).toBe(targets[name].cells);
  }
});

test("places are filled once, whatever the names are", () => {
  const [sources, hierarchy] = normaliseScript(design).split("\n");
  expect(sources).toBe("read_verilog TOP.v mac.v");
  expect(hierarchy).toBe("hierarchy -check -top mac");
  const filled = normaliseScript({ ...design, parameters: { Seed: 2 ** 32 - 1, Bias: -1, Wide: 2 ** 40 } });
  expect(filled.split("\n")[1]).toBe(
    "hierarchy -check -top mac -chparam Bias 32'hffffffff -chparam Seed 32'hffffffff -chparam Wide 41'h10000000000",
  );
});

test("no name or value reaches the script unchecked", () => {
  const bad = [
    { ...design, top: "mac; exec -- id" },
    { ...design, top: "" },
    { ...design, files: [{ name: "../mac.v", text: "" }] },
    { ...design, files: [{ name: "mac.v; shell", text: "" }] },
    { ...design, parameters: { "W 1 -chparam X": 1 } },
    { ...design, parameters: { W: -(2 ** 31) - 1 } },
    { ...design, parameters: { W: 1.5 } },
    { ...design, parameters: { W: Number.NaN } },
  ];
  for (const each of bad) expect(() => normaliseScript(each)).toThrow(UsageError);
});

test("every script has its own id, which follows its text", () => {
  const ids = targetNames.map((name) => scriptId(targets[name]));
  expect(new Set(ids).size).toBe(targetNames.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9_]+-[0-9a-f]{8}$/);
  const other = { ...targets.ice40, commands: ["synth_ice40 -top dut -abc9"] };
  expect(scriptId(other)).not.toBe(scriptId(targets.ice40));
  expect(scriptText(targets.ice40)).toContain("read_verilog SOURCES\nhierarchy -check -top TOP PARAMETERS\n");
  expect(scriptText(targets.ice40)).toContain(targetScript(targets.ice40));
});
