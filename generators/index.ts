/** The public API. */
export type { Batch, Column, Design, Port, PortRole, VerilogFile, VerilogParameter } from "./design.js";
export { type EmitOptions, type Emitted, emit } from "./emit.js";
export { type Instance, instantiate } from "./instance.js";
export { findUnit, units } from "./units.js";
