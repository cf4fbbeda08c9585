/** What units that bring their own random words share: options, rules and rows of the behaviour table. */
import type { RoundMode } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import { leap } from "../lfsr/model.js";
import { choiceParam, integerParam } from "../params.js";
import { lfsrWidths, polynomialText } from "./lfsr.js";

/** Register bits beyond those of a word: they keep the word 0 from being rarer than the others by more than 2^-8. */
const spareBits = 8;

export const stochasticParam = choiceParam<RoundMode>({
  doc: "stochastic rounding mode",
  choices: ["sra", "srb", "src"],
  fallback: () => "sra",
});
export const lfsrWidthParam = integerParam({ doc: "bits of the LFSR", ...lfsrWidths, fallback: 31, tag: "w" });

interface OwnRandom {
  readonly rndBits: number;
  readonly width: number;
}

/** @throws OptionError for a register that is too short for its words */
export function checkOwnRandom({ width, rndBits }: OwnRandom): void {
  const most = lfsrWidths.max - spareBits;
  if (rndBits > most)
    throw new OptionError((option) => `${option("rndBits")} must be 1..${most} from an LFSR, got ${rndBits}`);
  const least = rndBits + spareBits;
  if (width < least)
    throw new OptionError(
      (option) => `${option("width")} must be at least ${option("rndBits")} + ${spareBits} = ${least}, got ${width}`,
    );
}

/** `what`: what a word is drawn for. */
export const ownRandomRows = ({ width, rndBits }: OwnRandom, what: string): (readonly [string, string])[] => [
  ["random word", `lfsr of ${width} bits, ${polynomialText(width)}, from Seed`],
  ["advance", `${leap(width, rndBits)} steps with each valid ${what}, none without`],
  ["reload", `seed_i counts from the next ${what} on`],
];
