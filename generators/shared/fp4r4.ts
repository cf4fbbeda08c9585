/** The ports that carry radix-4 FP4. */
import type { Port } from "../design.js";

export const fp4r4Port = (name: string, dir: "in" | "out", doc: string): Port => ({
  name,
  dir,
  width: 4,
  role: "data",
  doc,
});

export const phasePort = (doc: string): Port => ({ name: "phase_i", dir: "in", width: 1, role: "select", doc });

export const int4Port = (name: string, doc: string): Port => ({
  name,
  dir: "in",
  width: 4,
  role: "data",
  signed: true,
  doc,
});

/** A product of INT4 and radix-4 FP4 is an integer times 2^PRODUCT_EXP: -8 * -2 * 4^3 is the largest. */
export const PRODUCT_EXP = -6;
export const PRODUCT_BITS = 18;
