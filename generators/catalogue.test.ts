import { describe, expect, test } from "vitest";
import { roundModes } from "../golden/index.js";
import { instantiate } from "./instance.js";
import { catalogue, units } from "./units.js";

describe.each(units.filter(({ params }) => Object.keys(params).length > 0))("the variants of $name", (unit) => {
  const configs = unit.variants.map((variant) => instantiate(unit, variant).config);

  test.each(Object.keys(unit.params))("try more than one value of %s", (name) => {
    const param = unit.params[name]!;
    const values = new Set(configs.map((config) => param.print(config[name])));
    expect([...values].length).toBeGreaterThan(1);
  });
});

test("every rounding mode is in the catalogue", () => {
  const tried = new Set(catalogue().map(({ config }) => config.round));
  for (const mode of roundModes) expect(tried).toContain(mode);
});

test("posit 8 with es 0, 1, 2 and posit 16 with es 1, 2 are in it", () => {
  const tried = new Set(catalogue().map(({ config: { n, es } }) => `${n},${es}`));
  for (const posit of ["8,0", "8,1", "8,2", "16,1", "16,2"]) expect(tried).toContain(posit);
});
