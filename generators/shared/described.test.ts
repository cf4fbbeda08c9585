import { expect, test } from "vitest";
import { bitslice } from "../../cosim/bitslice.js";
import { checkWith } from "../../cosim/compare.js";
import { plainOptions } from "../../cosim/job.js";
import { linters } from "../../cosim/lint.js";
import { expectedOutputs } from "../../cosim/model.js";
import { Prng } from "../../testbench/prng.js";
import { stimulus } from "../../testbench/stimulus.js";
import { emitInstance } from "../emit.js";
import { anyInstance } from "../fixtures.js";
import { designOf, type Instance, instantiate, optionFlag } from "../instance.js";
import { findUnit } from "../units.js";

/** The strictest reader, where it is installed: it names every bit that nothing reads. */
const strict = linters.find((linter) => linter.name === "verilator")!;
const isThere = (await strict.available()).ok;

/** Rows compared of an instance, none of which may differ; nor may the text give cause for a remark. */
async function checkedRows(instance: Instance): Promise<number> {
  const { module } = instance;
  const design = designOf(instance, emitInstance(instance).files);
  const inputs = stimulus(instance, { rows: 4096 });
  const { checked, mismatches } = await checkWith(bitslice, design, inputs, expectedOutputs(instance, inputs));
  expect({ module, mismatches }).toEqual({ module, mismatches: 0 });
  if (isThere) expect({ module, said: await strict.lint(design) }).toEqual({ module, said: "" });
  return checked;
}

const drawn = Number(process.env.HALFULP_DRAWN ?? 8);

const described = [
  "fp_mul",
  "fp_add",
  "fp_fma",
  "fp_convert",
  "fp_mac",
  "posit_mul",
  "posit_add",
  "posit_decode",
  "posit_emac",
];

test.each(described)(
  "%s is right, and gives no cause for a remark, for options that nobody has chosen",
  async (unit) => {
    const prng = new Prng(process.env.HALFULP_SEED ?? `described ${unit}`);
    let checked = 0;
    for (let i = 0; i < drawn; i++) checked += await checkedRows(anyInstance(unit, prng));
    expect(checked).toBeGreaterThan(20 * drawn);
  },
);

/** The words of the header's command behind the unit, as a shell hands them on, read as the command line does. */
function rebuilt({ unit, module }: Instance, text: string): Instance {
  const command = new RegExp(`^//   halfulp gen ${unit.name}(.*)$`, "m").exec(text);
  if (!command) throw new Error(`no rebuild command in ${module}`);
  const words = command[1]!.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", "")) ?? [];
  const options: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(unit.params)) {
    const at = words.indexOf(optionFlag(name));
    if (at >= 0) options[name] = kind === "switch" ? true : words[at + 1];
  }
  return instantiate(unit, options);
}

test.each(described)("%s: the rebuild command in the header, and all options printed, give the same bytes", (unit) => {
  const prng = new Prng(process.env.HALFULP_SEED ?? `rebuilt ${unit}`);
  const flush = "{expBits:4,fracBits:3,bias:7,lowest:flush,hasInf:true,highNans:7}";
  const fixed = unit === "fp_fma" ? [instantiate(findUnit(unit), { a: flush, round: "rto" })] : [];
  for (const one of [...fixed, ...Array.from({ length: 10 * drawn }, () => anyInstance(unit, prng))]) {
    const { files, verilog } = emitInstance(one);
    expect(emitInstance(rebuilt(one, verilog)).files).toEqual(files);
    expect(emitInstance(instantiate(one.unit, plainOptions(one))).files).toEqual(files);
  }
});

test("operands of one binade each need no distance", async () => {
  const binade = "{expBits:1,fracBits:2,bias:0,hasInf:true,highNans:1}";
  expect(await checkedRows(instantiate(findUnit("fp_add"), { a: binade }))).toBe(256);
});

test("a sum far below a format without subnormals vanishes", async () => {
  const narrow = "{expBits:1,fracBits:1,bias:1,lowest:normal}";
  const rounding = { round: "sra", rndBits: 4 };
  const add = { a: narrow, b: "{expBits:3,fracBits:2,bias:10}", dst: narrow, ...rounding };
  const fma = { a: "{expBits:3,fracBits:0,bias:10}", acc: narrow, ...rounding };
  expect(await checkedRows(instantiate(findUnit("fp_add"), add))).toBe(4096);
  // The same into subnormals: the zero of b stands above all numbers of a.
  const wide = { a: "{expBits:3,fracBits:0,bias:4,lowest:normal}", b: "{expBits:1,fracBits:0,bias:-2,lowest:flush}" };
  const sunk = { ...wide, dst: "{expBits:3,fracBits:2,bias:-5,hasInf:true,highNans:3}", round: "srb", rndBits: 2 };
  expect(await checkedRows(instantiate(findUnit("fp_add"), sunk))).toBe(256);
  expect(await checkedRows(instantiate(findUnit("fp_fma"), fma))).toBe(4096);
});
