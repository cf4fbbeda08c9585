import { fpConvert, specialsText } from "../fp_convert/unit.js";
import { lfsr } from "../lfsr/unit.js";
import { formatParam, roundingParams } from "../params.js";
import { clockPort, resetPort, seedPorts } from "../shared/clocked.js";
import { seedParameter } from "../shared/lfsr.js";
import { binary, range } from "../shared/literals.js";
import { checkOwnRandom, lfsrWidthParam, ownRandomRows, stochasticParam } from "../shared/own-random.js";
import { defineUnit } from "../unit.js";
import { stochasticRoundModel } from "./model.js";
import { page } from "./page.js";

const { overflow, rndBits } = roundingParams("dst");
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
    round: stochasticParam,
    overflow,
    rndBits,
    width: lfsrWidthParam,
  },
  variants: [
    { src: "fp16", dst: "e4m3" },
    { src: "dlf16", dst: "e5m2" },
    { src: "fp16", dst: "fixed(2,6)", round: "src", rndBits: 6 },
    { src: "fp32", dst: "e5m2", round: "srb", rndBits: 12, overflow: "saturate", width: 24 },
  ],
  check: checkOwnRandom,
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
    ...ownRandomRows({ width, rndBits }, "code"),
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
