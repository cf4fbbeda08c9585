/** The columns of an array draw from one sequence, each from another place of it. */
import { seedParameter } from "../shared/lfsr.js";

/** States of a register that are not 0. */
export const states = (width: number): number => 2 ** width - 1;

/** How far the states of neighbouring columns lie apart: about the golden ratio, so that they have few bits in common. */
export function seedStep(width: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let step = seedParameter(width).default;
  // Coprime: no state comes twice before all have come.
  while (gcd(states(width), step) !== 1) step--;
  return step;
}

/** The state of a column after reset. */
export function columnSeed(width: number, seed: number, column: number): number {
  return 1 + Number((BigInt(seed) - 1n + BigInt(column) * BigInt(seedStep(width))) % BigInt(states(width)));
}
