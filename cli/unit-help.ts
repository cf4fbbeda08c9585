/** What the help of a unit adds to its options: ports, Verilog parameters, and an example that works. */
import { batchInputs, batchOutputs, type Port } from "../generators/design.js";
import { instantiate, optionsText } from "../generators/instance.js";
import type { Unit } from "../generators/unit.js";
import type { CommandSpec } from "./command.js";

/** Shown for the unit's first configuration in the catalogue, which is the plainest. */
export function unitNotes(spec: CommandSpec, unit: Unit): string {
  const instance = instantiate(unit, unit.variants[0] ?? {});
  const words = (ports: readonly Port[]): string =>
    ports.map((p) => (p.width === 1 ? p.name : `${p.name}[${p.width}]`)).join(" ");
  const zeros = batchInputs(instance).flatMap((port) => (port.role === "reset" ? [] : ["0"]));
  const rows = spec.readsRows ? `echo '${zeros.join(" ")}' |` : "";
  const example = [rows, "halfulp", spec.name, unit.name, optionsText(instance), spec.exampleTail ?? ""];
  const clock = instance.clocked ? "clk_i; " : "";
  const sections = [
    ...(spec.notes ? [spec.notes] : []),
    `Example:\n  ${example.filter((word) => word !== "").join(" ")}`,
    `Its ports, with widths:\n  ${clock}${words(batchInputs(instance))} -> ${words(batchOutputs(instance))}`,
  ];
  if (instance.verilogParameters.length > 0) {
    const rows = instance.verilogParameters.map(
      (p) => `  ${p.name.padEnd(10)}${p.doc} (${p.min}..${p.max}, default ${p.default})`,
    );
    sections.push(`Verilog parameters for -P:\n${rows.join("\n")}`);
  }
  return `${sections.join("\n\n")}\n`;
}
