import { OptionError } from "../../tools/errors.js";
import type { Port } from "../design.js";
import type { Instance } from "../instance.js";
import { streamInputs } from "../shared/inner.js";

/** What enters an element from the left and moves on to the right, and what enters above and moves down. */
export interface Sides {
  readonly west: readonly Port[];
  readonly north: readonly Port[];
}

/** By name: `a_i` and `mode_a_i` belong to the rows, `b_i` and `mode_b_i` to the columns. */
export function sides(element: Instance): Sides {
  const inputs = streamInputs(element);
  return {
    west: inputs.filter(({ name }) => /^(mode_)?a_i$/.test(name)),
    north: inputs.filter(({ name }) => /^(mode_)?b_i$/.test(name)),
  };
}

/** @throws OptionError for an element with an input that neither neighbour could bring */
export function checkElement(element: Instance): void {
  const { west, north } = sides(element);
  const odd = streamInputs(element).find((port) => ![...west, ...north].some(({ name }) => name === port.name));
  if (odd !== undefined)
    throw new OptionError(
      (option) => `${option("element")} must take a and b alone, got ${element.unit.name} with ${odd.name}`,
    );
}
