import { type ElementConfig, elementMinExp, type Stochastic } from "../shared/mls.js";
import { unsignedBits } from "../shared/unpacked.js";

export interface MlsElementConfig extends ElementConfig {
  readonly fracBits: number;
  readonly mg: number;
  readonly round: Stochastic;
  readonly rndBits: number;
}

/** Bits behind the point that are compared with the random word. */
export const tailBits = ({ round, rndBits }: MlsElementConfig): number => rndBits + (round === "sra" ? 0 : 1);

/**
 * From this distance on every element is 0: a number below 2^(1 - distance) is below 2^-tail of the last place, where no
 * random word rounds up.
 */
export const farDistance = (c: MlsElementConfig): number => tailBits(c) + c.mx + 1 - elementMinExp(c);

export const distanceBits = (c: MlsElementConfig): number => unsignedBits(farDistance(c));
