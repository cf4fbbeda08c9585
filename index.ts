/** The public API. */
export { check, emit, findUnit, model, synthesise } from "./api.js";
export type { Outcome, Row } from "./cosim/run.js";
export type { Batch, Column, Design, Port, PortRole, VerilogFile, VerilogParameter } from "./generators/design.js";
export type { EmitOptions, Emitted } from "./generators/emit.js";
export type { CombModel, Options, Parameters, Unit, Words } from "./generators/unit.js";
export { units } from "./generators/units.js";
export type { SynthResult } from "./synth/run.js";
