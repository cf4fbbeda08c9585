import { type FixedRoundMode, isStochastic } from "../../golden/index.js";
import { binary, range, replicate, slice } from "../shared/literals.js";
import type { View } from "../unit.js";

interface FixedRoundConfig {
  readonly drop: number;
  readonly width: number;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
  readonly unsigned: boolean;
  readonly relu: boolean;
}

/** Everything that the template of `fixed_round` prints. */
export function fixedRoundView(c: FixedRoundConfig): View {
  const { drop, width, round, rndBits, unsigned, relu } = c;
  const random = isStochastic(round);
  // Random bits beyond the dropped ones, and dropped bits beyond the random ones, cannot carry.
  const added = random ? Math.min(drop, rndBits) : 0;
  const towardZero = round === "sra";
  const unused = [
    ...(drop > added && (round === "rdn" || round === "srf") ? [`x_i[${drop - added - 1}:0]`] : []),
    ...(round === "rhu" && drop > 1 ? [`x_i[${drop - 2}:0]`] : []),
    ...(random && rndBits > added ? [slice("rnd_i", rndBits - added - 1, 0, rndBits)] : []),
  ];
  const word = slice("rnd_i", rndBits - 1, rndBits - added, rndBits);
  return {
    drop,
    width,
    // A bit for the sign above the result, and one for the carry of the rounding.
    least: unsigned ? width + 1 : width,
    adds: added > 0,
    nearest: !random && round !== "rdn" && drop > 0,
    plain: added === 0 && (random || round === "rdn" || drop === 0),
    unused: unused.join(", "),
    towardZero,
    added,
    word: towardZero ? `${word} ^ ${replicate("sign", added)}` : word,
    wordRange: range(added),
    lost: `x_i[${drop - 1}:${drop - added}]`,
    cutsOff: towardZero && drop > added,
    carry: `sign & (|x_i[${drop - added - 1}:0])`,
    totalTop: towardZero && drop > added ? added + 1 : added,
    ...upward(round, drop),
    unsigned,
    relu,
    signBit: width - 1,
    resultRange: range(width),
    topRange: range(width - 1),
    beyondFrom: unsigned ? width : width - 1,
    max: unsigned ? binary(2n ** BigInt(width) - 1n, width) : binary(2n ** BigInt(width - 1) - 1n, width),
    zero: binary(0, width),
    lowRange: `[${width - 1}:0]`,
    flipped: replicate("~sign", width - 1),
  };
}

/** When the nearest integer is not the floor, and why. */
function upward(round: FixedRoundMode, drop: number): { up: string; why: string } {
  const half = `x_i[${drop - 1}]`;
  const rest = drop > 1 ? `(|x_i[${drop - 2}:0])` : "1'b0";
  switch (round) {
    case "rne":
      return { up: `${half} & (${rest} | x_i[${drop}])`, why: "Above the half, or at the half when the floor is odd." };
    case "rna":
      return { up: `${half} & (${rest} | ~sign)`, why: "Above the half, or at the half of a positive number." };
    default:
      return { up: half, why: "At the half or above it." };
  }
}
