import type { RoundMode } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import { fpConvert, specialsText } from "../fp_convert/unit.js";
import { leap } from "../lfsr/model.js";
import { lfsr } from "../lfsr/unit.js";
import { choiceParam, formatParam, integerParam, roundingParams } from "../params.js";
import { clockPort, resetPort, seedPorts } from "../shared/clocked.js";
import { lfsrWidths, polynomialText, seedParameter } from "../shared/lfsr.js";
import { binary, range } from "../shared/literals.js";
import { defineUnit } from "../unit.js";
import { stochasticRoundModel } from "./model.js";
import { page } from "./page.js";

const { overflow, rndBits } = roundingParams("dst");
/** Register bits beyond those of a word: they keep the word 0 from being rarer than the others by more than 2^-8. */
const spareBits = 8;

/** A converter that brings its own random words. */
export const stochasticRound = defineUnit({
  kind: "clocked",
  name: "stochastic_round",
  summary: "Rounds a stream of codes stochastically to another format, with random words of its own.",
  page,
  params: {
    src: formatParam({ doc: "format of the input", accept: ["minifloat", "posit", "fixed"] }),
    dst: formatParam({
      doc: "format of the output; a posit has no stochastic rounding",
      accept: ["minifloat", "fixed"],
    }),
    round: choiceParam<RoundMode>({
      doc: "stochastic rounding mode",
      choices: ["sra", "srb", "src"],
      fallback: () => "sra",
    }),
    overflow,
    rndBits,
    width: integerParam({ doc: "bits of the LFSR", ...lfsrWidths, fallback: 31, tag: "w" }),
  },
  variants: [
    { src: "fp16", dst: "e4m3" },
    { src: "dlf16", dst: "e5m2" },
    { src: "fp16", dst: "fixed(2,6)", round: "src", rndBits: 6 },
    { src: "fp32", dst: "e5m2", round: "srb", rndBits: 12, overflow: "saturate", width: 24 },
  ],
  check({ width, rndBits }) {
    const most = lfsrWidths.max - spareBits;
    if (rndBits > most)
      throw new OptionError((option) => `${option("rndBits")} must be 1..${most} from an LFSR, got ${rndBits}`);
    const least = rndBits + spareBits;
    if (width < least)
      throw new OptionError(
        (option) => `${option("width")} must be at least ${option("rndBits")} + ${spareBits} = ${least}, got ${width}`,
      );
  },
  verilogParameters: ({ width }) => [seedParameter(width)],
  ports: ({ src, dst, width }) => [
    clockPort,
    resetPort,
    ...seedPorts(width),
    { name: "valid_i", dir: "in", width: 1, role: "valid", doc: "there is a code to round" },
    { name: "code_i", dir: "in", width: src.width, role: "data", format: src, doc: "the code" },
    { name: "valid_o", dir: "out", width: 1, role: "valid", doc: "valid_i, one cycle later" },
    {
      name: "code_o",
      dir: "out",
      width: dst.width,
      role: "data",
      format: dst,
      doc: "the rounded code; stays until the next one, +0 after reset",
    },
  ],
  behaviour: ({ dst, width, rndBits }) => [
    ["NaN, Inf", specialsText(dst)],
    ["random word", `lfsr of ${width} bits, ${polynomialText(width)}, from Seed`],
    ["advance", `${leap(width, rndBits)} steps with each valid code, none without`],
    ["reload", "seed_i counts from the next code on"],
    ["latency", "1 cycle, one code per cycle"],
  ],
  model: (config, { Seed = 1 }) => stochasticRoundModel(config, Seed),
  view({ src, dst, round, overflow, rndBits, width }, use) {
    return {
      lfsr: use(lfsr, { width }),
      convert: use(fpConvert, { src, dst, round, overflow, rndBits }),
      rndBits,
      rndRange: range(rndBits),
      dstRange: range(dst.width),
      zero: binary(0, dst.width),
    };
  },
  reference: ({ src, dst, round, overflow, rndBits, width }, { Seed = 1 }, use) => ({
    lfsr: use(lfsr, { width }, { Seed, OutW: rndBits }),
    convert: use(fpConvert, { src, dst, round, overflow, rndBits }),
    seed: `32'd${Seed}`,
    rndBits,
    rndRange: range(rndBits),
    dstRange: range(dst.width),
  }),
  fault: { name: "the random word changes without a code", find: ".en_i(valid_i)", replace: ".en_i(1'b1)" },
});
