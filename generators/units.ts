/** The registry: one import and one entry per unit. Everything else in the project iterates over it. */

import { UsageError } from "../tools/errors.js";
import { fpUnpack } from "./fp_unpack/unit.js";
import { type Instance, instantiate } from "./instance.js";
import { lfsr } from "./lfsr/unit.js";
import type { Unit } from "./unit.js";

export const units: readonly Unit[] = [fpUnpack, lfsr];

/** The default catalogue: every variant of every unit. */
export function catalogue(): Instance[] {
  return units.flatMap((unit) => unit.variants.map((options) => instantiate(unit, options)));
}

/** @throws UsageError that lists what is known */
export function findUnit(name: string): Unit {
  const unit = units.find((u) => u.name === name);
  if (!unit) throw new UsageError(`unknown unit: ${name} (known: ${units.map((u) => u.name).join(", ")})`);
  return unit;
}
