import { PRODUCT_BITS } from "../shared/fp4r4.js";
import { binary, range, replicate } from "../shared/literals.js";
import type { View } from "../unit.js";

/** Everything that the template of `int4_fp4r4_mul` prints. */
export function mulView({ split }: { readonly split: boolean }): View {
  // In the split form the complement goes on below the number; negated, 0 goes on.
  const fill = (bits: number) => (split ? replicate("is_negative", bits) : binary(0, bits));
  const first = split ? 4 : 5;
  let width = first;
  let from = "factor";
  const step = (select: string, name: string, by: number) => {
    const sign = replicate(`${from}[${width - 1}]`, by);
    const line = `wire ${range(width + by)}${name} = ${select} ? {${from}, ${fill(by)}} : {${sign}, ${from}};`;
    [from, width] = [name, width + by];
    return line;
  };
  const steps = [
    step("phase_i", "by_phase", 1),
    step("code_i[0]", "by_4", 2),
    step("code_i[1]", "by_16", 4),
    step("code_i[2]", "by_256", 8),
  ];
  // Shifted twice too far, since code 1 is the smallest number: two places below it are left out.
  const bits = width - 2;
  return {
    split,
    first: range(first),
    steps,
    product:
      bits < PRODUCT_BITS
        ? `{${replicate(`by_256[${width - 1}]`, PRODUCT_BITS - bits)}, by_256[${width - 1}:2]}`
        : `by_256[${width - 1}:2]`,
  };
}
