/** How many bits below the last kept one a rounding mode looks at one by one; the rest of the tail is one sticky bit. */
import { isStochastic, type RoundMode } from "../../golden/index.js";
import type { Port } from "../design.js";

/**
 * `sra` compares n bits with the random word, `srb` one more (its random word has a fixed 1 below), `src` rounds the
 * tail to n bits first and so needs the half below them. The nearest modes look at the half; the others ask only
 * whether anything is lost.
 */
export function lostBits(round: RoundMode, rndBits: number): number {
  switch (round) {
    case "sra":
      return rndBits;
    case "srb":
    case "src":
      return rndBits + 1;
    case "rne":
    case "rna":
      return 1;
    default:
      return 0;
  }
}

/** Bits of the decision's `lost_i`: at least one, so that the port exists in every mode. */
export const lostWidth = (round: RoundMode, rndBits: number): number => Math.max(1, lostBits(round, rndBits));

/** `rnd_i`, for the stochastic modes. */
export function randomPorts(round: RoundMode, rndBits: number): Port[] {
  if (!isStochastic(round)) return [];
  return [{ name: "rnd_i", dir: "in", width: rndBits, role: "random", doc: "random word R of this result" }];
}

/** The four flag outputs of a rounding unit; `invalid_o` stands first where the unit decides it. */
export function flagPorts(flags: boolean, invalid = true): Port[] {
  if (!flags) return [];
  const port = (name: string, doc: string): Port => ({ name, dir: "out", width: 1, role: "data", doc });
  return [
    ...(invalid ? [port("invalid_o", "IEEE invalid operation")] : []),
    port("overflow_o", "IEEE overflow"),
    port("underflow_o", "IEEE underflow, tininess after rounding"),
    port("inexact_o", "the result is not the exact value"),
  ];
}
