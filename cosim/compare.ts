/** Outputs against expected outputs, and the same question put to any engine. */
import { type Batch, batchInputs, batchOutputs, type Design } from "../generators/design.js";
import { CheckFailed, ToolError } from "../tools/errors.js";
import { type Comparison, type Engine, type Mismatch, validateBatch } from "./engine.js";

/** A word of a port as hex digits, as wide as the port. */
function hexWord(word: number | bigint, width: number): string {
  return word.toString(16).padStart(Math.ceil(width / 4), "0");
}

/** The words of one row, in port order. */
export function rowOf(batch: Batch, row: number): bigint[] {
  return batch.columns.map((column) => BigInt(column[row]!));
}

/** Compares all rows but the settle rows; the first mismatch is that of the lowest row. */
export function compare(design: Design, inputs: Batch, got: Batch, want: Batch): Comparison {
  const ports = batchOutputs(design);
  validateBatch(ports, got);
  validateBatch(ports, want);
  const start = Math.min(design.settleRows, want.rows);
  let mismatches = 0;
  let first: Mismatch | undefined;
  for (let row = start; row < want.rows; row++) {
    if (got.columns.every((column, i) => column[row] === want.columns[i]![row])) continue;
    mismatches++;
    first ??= {
      row,
      inputs: rowOf(inputs, row),
      got: rowOf(got, row).map((word, i) => hexWord(word, ports[i]!.width)),
      want: rowOf(want, row),
    };
  }
  const checked = want.rows - start;
  return first === undefined ? { checked, mismatches } : { checked, mismatches, first };
}

export interface CheckResult {
  readonly engine: string;
  readonly version: string;
  readonly checked: number;
  readonly mismatches: number;
  readonly firstMismatch?: Mismatch;
}

/**
 * Runs the inputs through an engine and compares. All engines are asked in the same way, whether they compare
 * themselves or not. Throws `CheckFailed` when nothing was checked and `ToolError` when the engine's tools are not
 * there; mismatches are a result.
 */
export async function checkWith(engine: Engine, design: Design, inputs: Batch, expected: Batch): Promise<CheckResult> {
  validateBatch(batchInputs(design), inputs);
  validateBatch(batchOutputs(design), expected);
  const found = await engine.available();
  if (!found.ok) throw new ToolError(`engine ${engine.name}: ${found.reason}`);
  const { checked, mismatches, first } = await comparison(engine, design, inputs, expected);
  if (checked === 0) throw new CheckFailed(`${engine.name} checked no row of ${design.top}`);
  const result = { engine: engine.name, version: found.version, checked, mismatches };
  return first === undefined ? result : { ...result, firstMismatch: first };
}

async function comparison(engine: Engine, design: Design, inputs: Batch, expected: Batch): Promise<Comparison> {
  if (engine.kind === "check") return engine.check(design, inputs, expected);
  const simulator = await engine.compile(design);
  try {
    return compare(design, inputs, await simulator.run(inputs), expected);
  } finally {
    simulator.close();
  }
}
