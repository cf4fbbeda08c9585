import type { Design } from "../generators/design.js";
import { parameterLiteral } from "../generators/shared/literals.js";

/** The first lines of every Yosys script here: the files read, the parameters set, the top chosen and checked. */
export function readDesign(design: Design): string[] {
  const parameters = Object.entries(design.parameters).map(
    ([name, value]) => `-set ${name} ${parameterLiteral(value)}`,
  );
  return [
    ...design.files.map((file) => `read_verilog ${file.name}`),
    ...(parameters.length === 0 ? [] : [`chparam ${parameters.join(" ")} ${design.top}`]),
    `hierarchy -check -top ${design.top}`,
  ];
}
