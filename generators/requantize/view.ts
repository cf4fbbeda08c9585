import type { Fixed } from "../../formats/index.js";
import { type FixedRoundMode, isStochastic } from "../../golden/index.js";
import { fixedRound } from "../fixed_round/unit.js";
import { binary, range, replicate, signExtend, zeroExtend } from "../shared/literals.js";
import { pipelineView } from "../shared/pipeline.js";
import { scaleView } from "../shared/scale.js";
import type { Use, View } from "../unit.js";

interface Config {
  readonly dst: Fixed;
  readonly accBits: number;
  readonly multBits: number;
  readonly shiftBits: number;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
  readonly stages: number;
  readonly enable: boolean;
}

/** Everything that the template of `requantize` prints. */
export function requantizeView(c: Config, use: Use): View {
  const { dst, accBits, multBits, shiftBits, round, rndBits } = c;
  const random = isStochastic(round);
  const { width, signed } = dst;
  const productBits = accBits + multBits;
  // So far out that no zero point brings a number back.
  const whole = width + 2;
  const scaled = (word: string, distance: string) =>
    scaleView({ word, width: productBits, distance, distanceBits: shiftBits, whole: whole - 1, round, rndBits });
  const { numberBits, drop } = scaled("product", "shift_i");
  const path = {
    sections: ["multiply", "shift", "round", "offset"],
    signals: [
      { name: "acc_i", width: accBits, from: "input", to: "multiply" },
      { name: "mult_i", width: multBits, from: "input", to: "multiply" },
      { name: "shift_i", width: shiftBits, from: "input", to: "shift" },
      ...(random ? [{ name: "rnd_i", width: rndBits, from: "input", to: "round" }] : []),
      { name: "zero_i", width, from: "input", to: "offset" },
      { name: "product", width: productBits, from: "multiply", to: "shift" },
      { name: "number", width: numberBits, from: "shift", to: "round" },
      { name: "rounded", width: whole, from: "round", to: "offset" },
      { name: "code", width, from: "offset", to: "output" },
    ],
    cuts: {
      1: ["output"],
      2: ["shift", "output"],
      3: ["shift", "round", "output"],
      4: ["multiply", "shift", "round", "output"],
    },
  };
  const p = pipelineView(path, c);
  const at = (section: string, name: string): string => p[section]![name] as string;
  const extend = signed ? signExtend : zeroExtend;
  return {
    p,
    pipelined: c.stages > 0,
    random,
    wideRange: range(productBits + 1),
    productRange: range(productBits),
    productTop: productBits,
    productLow: `[${productBits - 1}:0]`,
    scale: scaled(at("shift", "product"), at("shift", "shift_i")),
    round: use(fixedRound, { drop, width: whole, round, ...(random && { rndBits }) }),
    numberBits,
    roundedRange: range(whole),
    sumRange: range(whole + 1),
    rounded: signExtend(at("offset", "rounded"), whole, whole + 1),
    zero: extend(at("offset", "zero_i"), width, whole + 1),
    codeRange: range(width),
    sumSign: `sum[${whole}]`,
    sumLow: `sum[${width - 1}:0]`,
    beyond: signed
      ? `|(sum[${whole - 1}:${width - 1}] ^ ${replicate(`sum[${whole}]`, whole - width + 1)})`
      : `|sum[${whole - 1}:${width}]`,
    signed,
    end: signed
      ? `{sum[${whole}], ${replicate(`~sum[${whole}]`, width - 1)}}`
      : binary(2n ** BigInt(width) - 1n, width),
    least: binary(0, width),
  };
}
