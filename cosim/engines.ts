/** The registry of the engines, the fastest first. */
import { bitslice } from "./bitslice.js";
import { cxxrtl } from "./cxxrtl.js";
import type { Engine } from "./engine.js";
import { iverilog } from "./iverilog.js";
import { verilator } from "./verilator.js";

export const engines: readonly Engine[] = [bitslice, verilator, cxxrtl, iverilog];
