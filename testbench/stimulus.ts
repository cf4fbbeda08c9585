/**
 * The input rows that an instance is checked on, the same for every engine and on every machine. Everything here goes
 * by the roles and formats of ports; no unit is known.
 */
import { type Batch, batchInputs, batchOutputs } from "../generators/design.js";
import { designOf, type Instance } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { everyBatch, everyRow, inputBits, sampledRows } from "./cases.js";
import { Prng } from "./prng.js";
import { Rows } from "./rows.js";
import { isControl, waveform } from "./sequence.js";
import { isCode, type Target } from "./steer.js";
import { streamRows } from "./stream.js";

export interface StimulusOptions {
  /** At most this many rows; where absent, all inputs or the default counts below. */
  readonly rows?: number;
  /** The Verilog parameters; what is absent keeps its default. */
  readonly parameters?: Parameters;
  /** Other rows of the same kind; by default those of the module's name. */
  readonly seed?: string;
}

/** A combinational core with at most this many input bits is given every input, through its pipeline if it has one. */
const EXHAUSTIVE_BITS = 20;
const SAMPLED_ROWS = 2 ** 16;
const CLOCKED_ROWS = 20_000;
/** Scatters the rows that go through a pipeline; odd, so that none is left out. */
const STRIDE = 40503;

/**
 * All inputs where they are few enough, else corners and regions; for clocked units waveforms around such data. Keeps to
 * the unit's contract (`legal`). Deterministic: seeded by the module name.
 */
export function stimulus(instance: Instance, options: StimulusOptions = {}): Batch {
  const { ports, parameters } = designOf(instance, [], options.parameters);
  const prng = new Prng(options.seed ?? instance.module);
  const inputs = batchInputs({ ports });
  const outputs = batchOutputs({ ports });
  const data = inputs.filter((port) => !isControl(port));
  const { unit, config, settleRows } = instance;
  const legal = unit.legal?.(config) ?? (() => true);
  if (unit.kind === "clocked") {
    const stream = streamRows(data, outputs, legal, prng);
    return waveform({ inputs, settleRows, data: stream, count: options.rows ?? CLOCKED_ROWS, legal, prng });
  }
  const target: Target = {
    inputs: data,
    operands: data.filter(isCode),
    result: outputs.find(isCode),
    model: unit.model(config, parameters),
    legal,
  };
  const all = isExhaustive(instance, options);
  const count = options.rows ?? (instance.clocked ? CLOCKED_ROWS : SAMPLED_ROWS);
  if (instance.clocked) {
    const cases = all ? everyRow(target, STRIDE) : sampledRows(target, count, prng);
    // With all inputs the waveform is as long as it takes.
    const rows = all ? Number.POSITIVE_INFINITY : count;
    return waveform({ inputs, settleRows, data: cases, count: rows, legal, prng });
  }
  if (all && !unit.legal) return everyBatch(inputs);
  const rows = new Rows(inputs, all ? 2 ** inputBits(inputs) : count);
  for (const row of all ? everyRow(target) : sampledRows(target, count, prng)) rows.push(row);
  return rows.batch();
}

/** Whether `stimulus` gives every legal input to the combinational core. */
export function isExhaustive(instance: Instance, { rows, parameters }: StimulusOptions = {}): boolean {
  if (instance.unit.kind === "clocked") return false;
  const { ports } = designOf(instance, [], parameters);
  const bits = inputBits(batchInputs({ ports }).filter((port) => !isControl(port)));
  return bits <= EXHAUSTIVE_BITS && 2 ** bits <= (rows ?? 2 ** EXHAUSTIVE_BITS);
}
