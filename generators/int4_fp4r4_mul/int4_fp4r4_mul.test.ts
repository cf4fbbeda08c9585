import { expect, test } from "vitest";
import { readDesign } from "../../cosim/read-design.js";
import { runYosys } from "../../tools/yosys.js";
import { emitInstance } from "../emit.js";
import { designOf, instantiate } from "../instance.js";
import { int4Fp4r4Mac } from "../int4_fp4r4_mac/unit.js";
import { equals, judged } from "../shared/fixtures.js";
import type { Options, Unit } from "../unit.js";
import { int4Fp4r4Mul } from "./unit.js";

/** The product as the paper has it, in doubles, in units of 4^-3. */
function units(q: bigint, code: bigint, phase: bigint): bigint {
  const magnitude = Number(code & 7n);
  const value = magnitude === 0 ? 0 : 4 ** (magnitude - 4) * 2 ** Number(phase) * (code > 7n ? -1 : 1);
  return BigInt(Number(BigInt.asIntN(4, q)) * value * 64);
}

test("all 512 operands, the phase among them", async () => {
  const oracle = equals(({ q_i, code_i, phase_i }) => ({
    product_o: BigInt.asUintN(18, units(q_i!, code_i!, phase_i!)),
  }));
  expect(await judged(int4Fp4r4Mul, {}, oracle)).toEqual({ rows: 512, wrong: [] });
});

test("split, the two outputs are the product", async () => {
  const verdict = await judged(
    int4Fp4r4Mul,
    { split: true },
    ({ q_i, code_i, phase_i }, { product_o, carry_o }) =>
      BigInt.asIntN(18, product_o! + carry_o!) === units(q_i!, code_i!, phase_i!),
  );
  expect(verdict).toEqual({ rows: 512, wrong: [] });
});

test("18 bits are needed and enough: 2^16 is the largest product, -2^16 the smallest", () => {
  const all = Array.from({ length: 512 }, (_, i) => units(BigInt(i >> 5), BigInt((i >> 1) & 15), BigInt(i & 1)));
  const sorted = all.sort((a, b) => Number(a - b));
  expect([sorted[0], sorted.at(-1)]).toEqual([-(2n ** 16n), 2n ** 16n]);
});

/** Kinds of word-level cells before anything is mapped to gates. */
async function cells(unit: Unit, options: Options): Promise<string[]> {
  const instance = instantiate(unit, options);
  const design = designOf(instance, emitInstance(instance).files);
  const files = Object.fromEntries(design.files.map(({ name, text }) => [name, text]));
  const script = [...readDesign(design), "proc", "flatten", "opt_expr", "tee -q -o stat.txt stat"];
  const made = await runYosys({ files, script: script.join("\n") });
  return [...new Set([...made.files["stat.txt"]!.matchAll(/\$[a-z]\w*/g)].map(([cell]) => cell))];
}

test.each([
  [int4Fp4r4Mul, {}],
  [int4Fp4r4Mul, { split: true }],
  [int4Fp4r4Mac, {}],
])("no multiplier is in the netlist, in $name %j", async (unit, options) => {
  const found = await cells(unit, options);
  expect(found).toContain("$mux");
  expect(found.filter((cell) => /mul|macc|div|mod|pow/.test(cell))).toEqual([]);
});
