/** The plain reference of a clocked unit: what its control is proven to be equal to, by induction. */

import type { VerilogFile } from "./design.js";
import { emitInstance, portView } from "./emit.js";
import { designOf, type Instance, instantiate } from "./instance.js";
import { render } from "./render.js";
import type { Parameters, UsePart } from "./unit.js";

/** A module that a unit and its reference share, under the parameters that the unit gives it. */
export interface Part {
  readonly instance: Instance;
  readonly parameters: Parameters;
}

export interface Reference {
  /** Module name. */
  readonly top: string;
  /** The reference alone. */
  readonly file: VerilogFile;
  /** The modules below it. */
  readonly below: readonly VerilogFile[];
  readonly parts: readonly Part[];
}

/** The reference under one assignment of the unit's parameters; undefined for a unit that has none. */
export function emitReference(instance: Instance, parameters: Parameters): Reference | undefined {
  const { unit, config, module } = instance;
  if (unit.kind !== "clocked" || unit.reference === undefined) return undefined;
  const parts: Part[] = [];
  const below = new Map<string, VerilogFile>();
  const use: UsePart = (part, options, given = {}) => {
    const used = instantiate(part, options);
    parts.push({ instance: used, parameters: given });
    for (const file of emitInstance(used).files) below.set(file.name, file);
    return used.module;
  };
  const view = unit.reference(config, parameters, use);
  const body = render(`generators/${unit.name}/${unit.name}.ref.v.njk`, view as never);
  const { ports } = designOf(instance, [], parameters);
  const top = `${module}_ref`;
  const lines = [
    "`default_nettype none",
    `module ${top} (`,
    ...ports.map(({ widthText: _, ...port }, i) => `  ${portView(port, i === ports.length - 1).declaration}`),
    ");",
    body,
    "endmodule",
    "`default_nettype wire",
    "",
  ];
  return { top, file: { name: `${top}.v`, text: lines.join("\n") }, below: [...below.values()], parts };
}
