/** The ports that all clocked units have in common. */
import type { Port } from "../design.js";

export const clockPort: Port = { name: "clk_i", dir: "in", width: 1, role: "clock", doc: "rising edge" };
export const resetPort: Port = {
  name: "rst_i",
  dir: "in",
  width: 1,
  role: "reset",
  doc: "synchronous, active high; one cycle is enough",
};

/** Reload of an LFSR. */
export const seedPorts = (width: number): Port[] => [
  {
    name: "seed_valid_i",
    dir: "in",
    width: 1,
    role: "reseed",
    doc: "load seed_i, or stand still while that is 0",
  },
  { name: "seed_i", dir: "in", width, role: "seed", doc: "the new state, not 0" },
];
