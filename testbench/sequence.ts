/** Waveforms: what the control inputs of a clocked unit do around its data, by the role of each port. */
import type { Batch, Port } from "../generators/design.js";
import type { Words } from "../generators/unit.js";
import { legalRow } from "./cases.js";
import { drawRow, drawWord } from "./draw.js";
import type { Prng } from "./prng.js";
import { Rows } from "./rows.js";

export interface Plan {
  /** All inputs but the clock. */
  readonly inputs: readonly Port[];
  readonly settleRows: number;
  /** Data of the rows that the unit takes; the waveform ends with it, or at `count` rows. */
  readonly data: Iterator<Words>;
  readonly count: number;
  /** The contract, which rows that are not taken keep to as well: their outputs are compared like all others. */
  readonly legal: (row: Words) => boolean;
  readonly prng: Prng;
}

/** One stretch of a waveform. Rates are probabilities per row; `period`: `last` at every such valid row. */
interface Pattern {
  readonly valid: number;
  readonly last: number;
  readonly reset: number;
  readonly period?: number;
  readonly rows: number;
}

/** In turn, so that each comes often: length-1 streams, back to back, gaps, sparse, long without and with gaps. */
const patterns: readonly ((prng: Prng) => Pattern)[] = [
  () => ({ valid: 1, last: 0, period: 1, reset: 1 / 100, rows: 24 }),
  (prng) => ({ valid: 1, last: 0, period: 2 + prng.below(8), reset: 1 / 100, rows: 96 }),
  () => ({ valid: 3 / 4, last: 1 / 8, reset: 1 / 200, rows: 128 }),
  () => ({ valid: 1 / 4, last: 1 / 4, reset: 1 / 200, rows: 64 }),
  () => ({ valid: 1, last: 0, reset: 0, rows: 1500 }),
  () => ({ valid: 7 / 8, last: 1 / 200, reset: 1 / 500, rows: 600 }),
];

/** Roles that the waveform decides; all other inputs are data. */
const controlRoles: readonly Port["role"][] = ["reset", "enable", "valid", "last", "reseed"];
export const isControl = (port: Port): boolean => controlRoles.includes(port.role);

/**
 * Reset for `settleRows` + 1 rows, then stretches with their gaps, some behind another reset. While a row is not taken
 * (reset, not enabled, not valid) the data is arbitrary.
 */
export function waveform(plan: Plan): Batch {
  const { inputs, settleRows, data, count, legal, prng } = plan;
  const rows = new Rows(inputs, Math.min(count, 1 << 16));
  const idle = (controls: Controls) => {
    const words = legalRow(legal, () => drawRow(inputs, prng));
    rows.push(withControls(inputs, words, controls, prng));
  };
  const resetFor = (n: number) => {
    for (let i = 0; i < n; i++) idle({ ...drawControls(prng), reset: true });
  };

  resetFor(settleRows + 1);
  for (let stretch = 0; rows.count < count; stretch++) {
    // 5 and the number of patterns have no factor in common: each stretch is cut short by a reset at times.
    if (stretch % 5 === 4) resetFor(1 + prng.below(3));
    const pattern = patterns[stretch % patterns.length]!(prng);
    const enableRate = prng.pick([1, 1, 3 / 4, 1 / 3]);
    const reseedRate = prng.pick([0, 0, 1 / 16]);
    let taken = 0;
    for (let i = 0; i < pattern.rows && rows.count < count; i++) {
      if (prng.chance(pattern.reset)) resetFor(1);
      const valid = prng.chance(pattern.valid);
      const enable = prng.chance(enableRate);
      const last = pattern.period ? (taken + 1) % pattern.period === 0 : prng.chance(pattern.last);
      const controls = { reset: false, enable, valid, last, reseed: prng.chance(reseedRate) };
      // Without an enable or a valid port every row counts.
      const takes = (enable || !has(inputs, "enable")) && (valid || !has(inputs, "valid"));
      if (!takes) {
        idle(controls);
        continue;
      }
      const next = data.next();
      if (next.done) {
        // What is still on its way comes out.
        for (let k = 0; k <= settleRows; k++) idle({ ...controls, enable: true, valid: false });
        return rows.batch();
      }
      taken++;
      rows.push(withControls(inputs, next.value, controls, prng));
    }
  }
  return rows.batch();
}

const has = (inputs: readonly Port[], role: Port["role"]): boolean => inputs.some((port) => port.role === role);

interface Controls {
  readonly reset: boolean;
  readonly enable: boolean;
  readonly valid: boolean;
  readonly last: boolean;
  readonly reseed: boolean;
}

const drawControls = (prng: Prng): Controls => ({
  reset: prng.chance(1 / 2),
  enable: prng.chance(1 / 2),
  valid: prng.chance(1 / 2),
  last: prng.chance(1 / 2),
  reseed: prng.chance(1 / 4),
});

function withControls(inputs: readonly Port[], data: Words, controls: Controls, prng: Prng): Words {
  const row: Words = {};
  for (const port of inputs) {
    if (isControl(port)) row[port.name] = BigInt(controls[port.role as keyof Controls]);
    else row[port.name] = data[port.name] ?? drawWord(port, prng);
  }
  return row;
}
