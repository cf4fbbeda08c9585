/** The array of Gupta et al.: 28 x 28 elements of 16 bits, accumulators of 48, a rounding unit for each column. */
import { expect, test } from "vitest";
import { iverilog } from "../../cosim/iverilog.js";
import { expectedOutputs } from "../../cosim/model.js";
import { Prng } from "../../testbench/prng.js";
import { batchInputs, batchOutputs, newColumn } from "../design.js";
import { emitInstance } from "../emit.js";
import { designOf, instantiate } from "../instance.js";
import type { Words } from "../unit.js";
import { cyclesOf, drawMatrix, productOf, roundedSum } from "./fixtures.js";
import { fixedSystolic } from "./unit.js";

const size = 28;
const parameters = { Rows: size, Cols: size };

test("260 GOPS at its 166 MHz", () => {
  const { unit, config } = instantiate(fixedSystolic, { a: "fixed(8,8)" });
  const perCycle = unit.operationsPerCycle!(config, parameters);
  expect(perCycle).toBe(2 * 784);
  expect(Math.round((perCycle * 166e6) / 1e9)).toBe(260);
});

test("its accumulator and its result", () => {
  const { config, ports } = instantiate(fixedSystolic, { a: "fixed(8,8)" });
  expect(config).toMatchObject({ accBits: 48, round: "srf" });
  expect(ports.find(({ name }) => name === "result_o")).toMatchObject({ width: 16 });
});

test.each(["srf", "rhu"] as const)("%s: a matrix product in Icarus Verilog, bit for bit", async (round) => {
  const instance = instantiate(fixedSystolic, { a: "fixed(8,8)", round });
  const design = designOf(instance, emitInstance(instance).files, parameters);
  const prng = new Prng(`28 x 28 ${round}`);
  // Wide enough that some results saturate.
  const [a, b] = [drawMatrix(prng, size, 5, [-6000, 6000]), drawMatrix(prng, 5, size, [-6000, 6000])];
  const reset: Words = { ...cyclesOf(a, b, [16, 16], 0)[0]!, rst_i: 1n };
  const cycles = [reset, ...cyclesOf(a, b, [16, 16], 4 + 3 * size)];
  const columns = batchInputs(design).map(({ name, width }) => {
    const column = newColumn(width, cycles.length) as Uint32Array;
    for (const [row, words] of cycles.entries()) column[row] = Number(words[name]!);
    return column;
  });
  const inputs = { rows: cycles.length, columns };
  const expected = expectedOutputs(instance, inputs, parameters);
  expect(await iverilog.check(design, inputs, expected)).toEqual({ checked: cycles.length, mismatches: 0 });

  const outputs = batchOutputs(design).map(({ name }) => name);
  const columnOf = (name: string) => expected.columns[outputs.indexOf(name)]!;
  const sums = productOf(a, b, 48);
  let saturated = 0;
  for (let c = 0; c < size; c++) {
    const rows = [...columnOf(`valid_o_${c}`)].flatMap((valid, row) => (Number(valid) === 1 ? [row] : []));
    const got = rows.map((row) => Number(BigInt.asIntN(16, BigInt(columnOf(`result_o_${c}`)[row]!))));
    const rule = { drop: 8, width: 16, bits: 8 };
    const floor = sums.map((row) => roundedSum(row[c]!, 0n, { ...rule, round: "rdn" }));
    if (round === "rhu") expect(got).toEqual(sums.map((row) => roundedSum(row[c]!, 0n, { ...rule, round })));
    // Stochastic: the floor or the next; which of the two is for the other tests.
    else expect(got.every((x, r) => x === floor[r] || x === Math.min(32767, floor[r]! + 1))).toBe(true);
    expect(got).toHaveLength(size);
    saturated += got.filter((x) => x === 32767 || x === -32768).length;
  }
  expect(saturated).toBeGreaterThan(0);
  expect(saturated).toBeLessThan(size * size);
});
