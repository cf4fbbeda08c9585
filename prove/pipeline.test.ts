import { expect, test } from "vitest";
import { sliceNetlist } from "../cosim/bitslice.js";
import { emitInstance } from "../generators/emit.js";
import { designOf } from "../generators/instance.js";
import { units } from "../generators/units.js";
import { exhausted, instance } from "./fixtures.js";
import { passedThrough } from "./pipeline.js";

const pipelined = {
  fp_mul: { a: "e2m1" },
  fp_add: { a: "e2m1", flags: true },
  fp_fma: { a: "e2m1", acc: "e3m1", round: "sra", rndBits: 2 },
  fp_convert: { src: "e4m3", dst: "posit(6,1)" },
  posit_decode: { n: 6, es: 1 },
  posit_encode: { n: 5, es: 1 },
  posit_mul: { n: 5, es: 1 },
  posit_add: { n: 5, es: 0 },
  requantize: { dst: "uint(3)", accBits: 5, multBits: 2, shiftBits: 2 },
  fixed_quantize: { src: "fixed(2,2)", maxWl: 4, maxFl: 2, round: "rne" },
  mx_quantize: { src: "e2m1", dst: "e2m1", lanes: 2 },
};
const withStages = units.filter((unit) => "stages" in unit.params).map(({ name }) => name);

test.each(withStages)("every pipeline of %s is passed through, with and without enable", async (unit) => {
  const options = pipelined[unit as keyof typeof pipelined];
  const rows = (await exhausted(instance(unit, options)))[0]!.cases;
  expect(rows).toBeGreaterThanOrEqual(64);
  for (const stages of [1, 2, 3, 4])
    for (const enable of [false, true])
      expect(await exhausted(instance(unit, { ...options, stages, enable }))).toEqual([{ cases: rows }]);
});

test.each([
  ["the enable does not hold a register", "if (en_i || rst_i) begin", "if (1'b1) begin"],
  ["valid takes a short cut", "<= s1_valid;", "<= valid_i;"],
  ["the enable gates an output", "assign valid_o = s2_valid;", "assign valid_o = s2_valid & en_i;"],
  ["reset clears data", "s1_valid <= 1'b0;\n", "s1_valid <= 1'b1;\n"],
])("no pipeline: %s", async (_, find, replace) => {
  const one = instance("fp_mul", { a: "e4m3", b: "e5m2", dst: "fp16", stages: 2, enable: true });
  const files = emitInstance(one).files.map((file) =>
    file.name === `${one.module}.v` ? { ...file, text: file.text.replace(find, replace) } : file,
  );
  expect(files.at(-1)!.text).not.toBe(emitInstance(one).files.at(-1)!.text);
  const netlist = await sliceNetlist(designOf(one, files, {}));
  expect(() => passedThrough(netlist, one.ports, one.settleRows)).toThrow(/no pipeline of 2 cycles/);
});

test("a pipeline of another length is none", async () => {
  const one = instance("fp_mul", { a: "e4m3", stages: 3 });
  const netlist = await sliceNetlist(designOf(one, emitInstance(one).files, {}));
  expect(() => passedThrough(netlist, one.ports, 2)).toThrow(/valid_o is not valid_i 2 cycles ago/);
});
