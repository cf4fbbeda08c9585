/** The rows of an emitted bench where the user does not ask for a number of them: the shipped vectors. */
import { type Batch, batchInputs, newColumn } from "../generators/design.js";
import { designOf, type Instance } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { patternRows } from "./patterns.js";
import { isExhaustive, type StimulusOptions, stimulus } from "./stimulus.js";

/** A bench tries every input of a combinational unit where those are at most this many, */
const ALL_ROWS = 2 ** 14;
/** else this many chosen rows: they are made in a moment and simulated in a second. `cosim` tries more. */
const CHOSEN_ROWS = 2 ** 12;

function shippedSize(instance: Instance, parameters: Parameters): StimulusOptions {
  const most = instance.clocked ? CHOSEN_ROWS : ALL_ROWS;
  return { parameters, rows: isExhaustive(instance, { parameters, rows: most }) ? most : CHOSEN_ROWS };
}

/** Whether the shipped rows are every legal input of a combinational unit. */
export function isShippedWhole(instance: Instance, parameters: Parameters): boolean {
  return !instance.clocked && isExhaustive(instance, shippedSize(instance, parameters));
}

/** The shipped rows without those that were added for the faults they catch. */
export function chosenRows(instance: Instance, parameters: Parameters): Batch {
  return stimulus(instance, shippedSize(instance, parameters));
}

/** The shipped rows: every input where those are few, else chosen ones and behind them the committed patterns. */
export function shippedRows(instance: Instance, parameters: Parameters): Batch {
  const chosen = chosenRows(instance, parameters);
  if (isShippedWhole(instance, parameters)) return chosen;
  return joinRows(instance, parameters, chosen, patternRows(instance, parameters));
}

/** The rows of one batch behind those of another. */
export function joinRows(instance: Instance, parameters: Parameters, first: Batch, then: Batch): Batch {
  if (then.rows === 0) return first;
  const rows = first.rows + then.rows;
  const columns = batchInputs(designOf(instance, [], parameters)).map(({ width }, i) => {
    const column = newColumn(width, rows);
    for (let row = 0; row < rows; row++)
      column[row] = row < first.rows ? first.columns[i]![row]! : then.columns[i]![row - first.rows]!;
    return column;
  });
  return { rows, columns };
}
