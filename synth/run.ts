/** One design through one target. */
import { CheckFailed } from "../tools/errors.js";
import { runYosys, type YosysBackend } from "../tools/yosys.js";
import { type SynthDesign, scriptFor } from "./script.js";
import { type Row, readRow } from "./stat.js";
import { LIBERTY_FILE, type Target } from "./targets.js";

export interface MeasureOptions {
  readonly backend?: YosysBackend;
  /** Text of the cell library, for the `liberty` target. */
  readonly liberty?: string;
}

/**
 * Synthesises in this process, without any cache.
 * @throws CheckFailed when the design has a latch, a loop, an undriven wire or a cell that the target cannot map.
 */
export async function measure(design: SynthDesign, target: Target, options: MeasureOptions = {}): Promise<Row> {
  const files = Object.fromEntries(design.files.map((file) => [file.name, file.text]));
  if (options.liberty !== undefined) files[LIBERTY_FILE] = options.liberty;
  const backend = options.backend ?? "wasm";
  const result = await runYosys({ files, script: scriptFor(target, design) }, { backend });
  try {
    return readRow(result.files, target);
  } catch (error) {
    if (error instanceof CheckFailed) throw new CheckFailed(`${design.top}: ${error.message}`, { cause: error });
    throw error;
  }
}
