/** For the tests of dot product units of fixed point: streams of pairs through the model. */

import { batchInputs } from "../../generators/design.js";
import { designOf, type Instance, instanceModel } from "../../generators/instance.js";
import type { Parameters, Words } from "../../generators/unit.js";

/** The factors of a dot product as numbers in units of their last place, and what goes with its last pair. */
export interface Dot {
  readonly pairs: readonly (readonly [number, number])[];
  readonly init?: number;
  readonly word?: number;
}

/** The results of dot products fed without a bubble, as words. `settle`: cycles behind the last pair. */
export function dotProducts(
  instance: Instance,
  dots: readonly Dot[],
  parameters: Parameters = {},
  settle = 3,
): bigint[] {
  const made = instanceModel(instance, parameters);
  if (made.kind !== "clocked") throw new Error("not clocked");
  const widths = new Map(batchInputs(designOf(instance, [], parameters)).map(({ name, width }) => [name, width]));
  const words = (given: Readonly<Record<string, number>>): Words =>
    Object.fromEntries(
      Object.entries(given).map(([name, x]) => [name, BigInt.asUintN(widths.get(name) ?? 1, BigInt(x))]),
    );
  made.model.step(words({ rst_i: 1 }));
  const results: bigint[] = [];
  const step = (given: Readonly<Record<string, number>>): void => {
    const { valid_o, result_o = 0n } = made.model.step(words({ rst_i: 0, ...given }));
    if (valid_o === 1n) results.push(result_o);
  };
  for (const { pairs, init = 0, word = 0 } of dots)
    for (const [i, [a, b]] of pairs.entries()) {
      const isLast = i === pairs.length - 1;
      // What does not count is something else than what does.
      const more = { init_i: i === 0 ? init : ~init, rnd_i: isLast ? word : ~word };
      step({ valid_i: 1, last_i: Number(isLast), a_i: a, b_i: b, ...more });
    }
  for (let i = 0; i < settle; i++) step({ valid_i: 0, last_i: 1, a_i: 1, b_i: 1 });
  return results;
}
