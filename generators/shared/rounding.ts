/** How many bits below the last kept one a rounding mode looks at one by one; the rest of the tail is one sticky bit. */
import type { Format } from "../../formats/index.js";
import { type FixedRoundMode, type Flags, isStochastic, type RoundMode } from "../../golden/index.js";
import type { Port } from "../design.js";
import type { Words } from "../unit.js";

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
export function randomPorts(round: RoundMode | FixedRoundMode, rndBits: number): Port[] {
  if (!isStochastic(round)) return [];
  return [{ name: "rnd_i", dir: "in", width: rndBits, role: "random", doc: "random word R of this result" }];
}

/** The four flag outputs of a rounding unit. */
export function flagPorts(flags: boolean): Port[] {
  if (!flags) return [];
  const port = (name: string, doc: string): Port => ({ name, dir: "out", width: 1, role: "data", doc });
  return [
    port("invalid_o", "IEEE invalid operation"),
    port("overflow_o", "IEEE overflow"),
    port("underflow_o", "IEEE underflow, tininess after rounding"),
    port("inexact_o", "the result is not the exact value"),
  ];
}

/** The flags as words of the flag ports. */
export function flagWords({ invalid, overflow, underflow, inexact }: Flags): Words {
  return {
    invalid_o: BigInt(invalid),
    overflow_o: BigInt(overflow),
    underflow_o: BigInt(underflow),
    inexact_o: BigInt(inexact),
  };
}

/** What stands for `invalid_o` where a value has no code in `dst`: NaN, or infinity. "" where both have one. */
export function inexpressible(dst: Format, isNan: string, isInf: string): string {
  const hasNan = dst.kind === "posit" || (dst.kind === "minifloat" && dst.nanCode !== undefined);
  const hasInf = dst.kind === "minifloat" && dst.hasInf;
  if (hasNan) return hasInf ? "" : `${isInf} & ~${isNan}`;
  return hasInf ? isNan : `${isNan} | ${isInf}`;
}
