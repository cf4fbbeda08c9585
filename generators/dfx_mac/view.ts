import { type FixedRoundMode, isStochastic } from "../../golden/index.js";
import { fixedRound } from "../fixed_round/unit.js";
import { binary, range, signExtend } from "../shared/literals.js";
import { readBits, scaleView } from "../shared/scale.js";
import type { Use, UsePart, View } from "../unit.js";

interface Config {
  readonly accBits: number;
  readonly packed: boolean;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
  readonly init: boolean;
}

/** A shift to the left by this much puts every number but 0 beyond all results; further is the same. */
const LEFT = 8;
/** Bits of a result that saturates past both an unsigned and a signed code of 8 bits. */
const WHOLE = 10;
const DISTANCE_BITS = 6;
/** Four products of two bits, or one of eight: with a sign. */
const PRODUCT_BITS = 17;

const scaled = (c: Config) =>
  scaleView({
    word: "sum",
    width: c.accBits,
    distance: "distance_q",
    distanceBits: DISTANCE_BITS,
    left: LEFT,
    whole: WHOLE - 1,
    round: c.round,
    rndBits: c.rndBits,
  });

function common(c: Config, drop: number): View {
  return {
    packed: c.packed,
    init: c.init,
    random: isStochastic(c.round),
    rndRange: range(c.rndBits),
    accRange: range(c.accBits),
    accZero: binary(0, c.accBits),
    addend: signExtend("product_q", PRODUCT_BITS, c.accBits),
    // The codes that are read: 8 bits, and sub-words.
    lanes: [8, 4, 2].filter((bits) => c.packed || bits === 8).map((bits) => lane(bits)),
    drop,
  };
}

function lane(bits: number): View {
  return { bits, range: range(bits), numberRange: range(bits + 1) };
}

const roundOptions = (c: Config, drop: number) => ({
  drop,
  width: WHOLE,
  round: c.round,
  ...(isStochastic(c.round) && { rndBits: c.rndBits }),
});

export function dfxMacView(c: Config, use: Use): View {
  const scale = scaled(c);
  return {
    ...common(c, scale.drop),
    scale,
    round: use(fixedRound, roundOptions(c, scale.drop)),
    numberBits: scale.numberBits,
  };
}

export function dfxMacReference(c: Config, use: UsePart): View {
  const { drop, numberBits } = scaled(c);
  const read = readBits(c);
  return {
    ...common(c, drop),
    round: use(fixedRound, roundOptions(c, drop), { InW: numberBits }),
    below: LEFT + read,
    rest: drop > read,
    // Places of the number between its sign and what is beyond, and the one that stands for the rest.
    kept: WHOLE - 1 + read,
    keptTop: WHOLE - 2 + read,
    numberBits,
    numberRange: range(numberBits),
  };
}
