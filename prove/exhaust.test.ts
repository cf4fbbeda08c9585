import { expect, test, vi } from "vitest";
import { sliceNetlist } from "../cosim/bitslice.js";
import { plant } from "../cosim/faults.js";
import { makeVectors } from "../cosim/vectors.js";
import { batchInputs } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { designOf, instanceModel } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { prepareFrom, sweepShard } from "./exhaust.js";
import { exhausted, instance } from "./fixtures.js";
import { outputsOf } from "./interpret.js";

test.each([
  ["fp_mul", { a: "e4m3" }, 2 ** 16],
  ["fp_mul", { a: "e3m2", round: "sra", rndBits: 4 }, 2 ** 16],
  ["fp_add", { a: "e3m2", flags: true }, 2 ** 12],
  ["fp_add", { a: "e5m2", round: "rdn" }, 2 ** 16],
  ["fp_fma", { a: "e2m1", acc: "e4m3", flags: true }, 2 ** 16],
  ["posit_add", { n: 8, es: 2, flags: true }, 2 ** 16],
  ["posit_mul", { n: 8, es: 0 }, 2 ** 16],
  ["fp_convert", { src: "posit(16,1)", dst: "posit(8,0)" }, 2 ** 16],
  ["fp_convert", { src: "fp16", dst: "e5m2", round: "src", rndBits: 4 }, 2 ** 20],
  ["fp_convert", { src: "e5m2", dst: "fixed(4,4)", flags: true }, 2 ** 8],
  ["posit_encode", { n: 5, es: 4, scaleBits: 5 }, 2 ** 10],
  ["posit_encode", { n: 8, es: 2, scaleBits: 7, fracBits: 3, flags: true }, 2 ** 14],
  ["lzc", { width: 1 }, 2],
  ["shift_sticky", { width: 1, amountBits: 1 }, 4],
] as const)("%s %j is proven on all of its rows, in any number of shards", async (unit, options, rows) => {
  const one = instance(unit, options);
  expect(await exhausted(one)).toEqual([{ cases: rows }]);
  const parts = await exhausted(one, 3);
  expect(parts.every(({ counterexample }) => counterexample === undefined)).toBe(true);
  expect(parts.reduce((sum, { cases }) => sum + cases, 0)).toBe(rows);
});

test("rows that the contract does not allow are neither compared nor counted", async () => {
  const one = instance("fp_pack", { dst: "e5m2", sigBits: 6, minExp: -13, maxExp: 17, offset: 13, round: "rup" });
  const { inputs, exhaustive } = makeVectors(one, {});
  expect(exhaustive).toBe(true);
  expect(inputs.rows).toBeLessThan(2 ** 16);
  expect(await exhausted(one)).toEqual([{ cases: inputs.rows }]);
});

test("outputs of more than 32 bits are compared whole", async () => {
  const one = instance("fp_convert", { src: "e4m3", dst: "fixed(24,16)" });
  expect(await exhausted(one)).toEqual([{ cases: 256 }]);
  const emitted = emitInstance(one);
  const pack = emitted.files.find(({ text }) => /assign code_o = /.test(text))!;
  const text = pack.text.replace(/assign code_o = (.*);/, "assign code_o = ($1) ^ 40'h8000000000;");
  const files = emitted.files.map((file) => (file === pack ? { ...file, text } : file));
  const prepared = prepareFrom(await sliceNetlist(designOf(one, files, {})), one, {});
  const { counterexample } = sweepShard(prepared, 0, 1);
  expect(counterexample).toMatchObject({ row: 0, got: [1n << 39n], want: [0n] });
});

/** The netlist of a unit's first variant with its fault. */
async function faulty(unit: string) {
  const planted = plant(findUnit(unit));
  return { one: planted.instance, netlist: await sliceNetlist(designOf(planted.instance, planted.files, {})) };
}

test.each(["fp_mul", "posit_mul", "fp_unpack", "shift_sticky", "round_away", "posit_decode", "fp_sum"])(
  "the planted fault of %s is refuted with its first row",
  async (unit) => {
    const { one, netlist } = await faulty(unit);
    const prepared = prepareFrom(netlist, one, {});
    const found = [0, 1, 2].flatMap((shard) => sweepShard(prepared, shard, 3).counterexample ?? []);
    const first = found.sort((a, b) => a.row - b.row)[0]!;
    // Row by row, gate by gate, against the exact model: the same first row.
    const { ports } = designOf(one, [], {});
    const [inputs, outputs] = [batchInputs({ ports }), ports.filter((port) => port.dir === "out")];
    const made = instanceModel(one, {});
    if (made.kind !== "combinational") throw new Error("not combinational");
    const wordsOf = (row: number): bigint[] => {
      let rest = BigInt(row);
      const words = [...inputs].reverse().map(({ width }) => {
        const word = BigInt.asUintN(width, rest);
        rest >>= BigInt(width);
        return word;
      });
      return words.reverse();
    };
    const differs = (row: number): boolean => {
      const words = wordsOf(row);
      const want = made.model(Object.fromEntries(inputs.map(({ name }, i) => [name, words[i]!])));
      return outputsOf(netlist, inputs, outputs, words).some((word, i) => word !== want[outputs[i]!.name]);
    };
    expect(differs(first.row)).toBe(true);
    for (let row = Math.max(0, first.row - 500); row < first.row; row++) expect(differs(row)).toBe(false);
    expect(first.inputs).toEqual(wordsOf(first.row));
    expect(first.got).not.toEqual(first.want);
  },
);

test("a host without SIMD is told so in one line", async () => {
  const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  try {
    await expect(exhausted(instance("lzc"))).rejects.toThrow(/^WebAssembly has no SIMD here \(.*\)$/);
  } finally {
    validate.mockRestore();
  }
});
