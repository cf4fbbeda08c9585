/** Dot products through the simulated Verilog of a streaming unit: one product per clock cycle, back to back. */
import { compare } from "../cosim/compare.js";
import type { SimulatingEngine } from "../cosim/engine.js";
import { expectedOutputs } from "../cosim/model.js";
import { type Batch, batchInputs, batchOutputs, newColumn } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { designOf, type Instance } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { CheckFailed } from "../tools/errors.js";

/** Codes of the factors, and of what the sum starts from where the unit has `init_i`. */
export interface Dot {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly init?: number;
}

export interface Streamed {
  /** The result code of each dot product. */
  readonly results: readonly number[];
  /** Clock cycles in which every output was compared with the exact model's, and in how many one differed. */
  readonly checked: number;
  readonly mismatches: number;
}

/** Cycles after the last product; more than the latency of any unit. */
const DRAIN_ROWS = 8;
/** Rows that are in memory at a time, about; every batch starts with a reset, and so stands for itself. */
const BATCH_ROWS = 200_000;

/** @throws CheckFailed when the unit does not give a result for each dot product, and what the engine throws */
export async function streamDots(
  instance: Instance,
  parameters: Parameters,
  engine: SimulatingEngine,
  dots: readonly Dot[],
): Promise<Streamed> {
  const design = designOf(instance, emitInstance(instance).files, parameters);
  const simulator = await engine.compile(design);
  const results: number[] = [];
  let [checked, mismatches] = [0, 0];
  try {
    for (let from = 0; from < dots.length; ) {
      let [to, rows] = [from, 0];
      while (to < dots.length && (to === from || rows + dots[to]!.a.length <= BATCH_ROWS)) rows += dots[to++]!.a.length;
      const inputs = inputRows(dots.slice(from, to), rows);
      const got = await simulator.run(inputs);
      const found = compare(design, inputs, got, expectedOutputs(instance, inputs, parameters));
      checked += found.checked;
      mismatches += found.mismatches;
      results.push(...collected(got));
      if (results.length !== to)
        throw new CheckFailed(`${design.top} gave ${results.length} results for ${to} dot products`);
      from = to;
    }
  } finally {
    simulator.close();
  }
  return { results, checked, mismatches };

  function inputRows(part: readonly Dot[], products: number): Batch {
    const first = Math.max(1, design.settleRows);
    const rows = first + products + DRAIN_ROWS;
    const columns = batchInputs(design).map(({ name, role, width }) => {
      const column = newColumn(width, rows);
      const put = (row: number, word: number): void => {
        if (column instanceof Uint32Array) column[row] = word;
        else column[row] = BigInt(word);
      };
      if (role === "reset") for (let row = 0; row < first; row++) put(row, 1);
      let row = first;
      for (const { a, b, init } of part) {
        if (name === "init_i") put(row, init ?? 0);
        for (let i = 0; i < a.length; i++, row++) {
          if (role === "valid") put(row, 1);
          if (name === "a_i") put(row, a[i]!);
          if (name === "b_i") put(row, b[i]!);
        }
        if (role === "last") put(row - 1, 1);
      }
      return column;
    });
    return { rows, columns };
  }

  function collected(got: Batch): number[] {
    const ports = batchOutputs(design);
    const columnOf = (wanted: string) => got.columns[ports.findIndex(({ role }) => role === wanted)]!;
    const [valid, data] = [columnOf("valid"), columnOf("data")];
    return Array.from(data, Number).filter((_, row) => Number(valid[row]) === 1);
  }
}
