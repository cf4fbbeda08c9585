import { fixed, indexBits } from "../../formats/index.js";
import { isStochastic } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import type { Port } from "../design.js";
import { enableParam, fixedRoundingParams, formatParam, integerParam, stagesParam } from "../params.js";
import { randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { fixedQuantizeModel } from "./model.js";
import { page } from "./page.js";
import { fixedQuantizeView } from "./view.js";

/** Wide fixed point to a word and fraction length that are inputs. */
export const fixedQuantize = defineUnit({
  kind: "combinational",
  name: "fixed_quantize",
  summary: "Rounds fixed point to a word length and a fraction length that are given with each number.",
  params: {
    src: formatParam({ doc: "format of the input, signed", accept: ["fixed"], fallback: "fixed(8,24)" }),
    maxWl: integerParam({ doc: "largest word length", min: 2, max: 32, fallback: 32, tag: "wl" }),
    maxFl: integerParam({ doc: "largest fraction length", min: 1, max: 32, fallback: 32, tag: "fl" }),
    ...fixedRoundingParams("srf"),
    stages: stagesParam,
    enable: enableParam,
  },
  variants: [
    { src: "fixed(3,5)", maxWl: 7, maxFl: 4, rndBits: 4 },
    { src: "fixed(3,6)", maxWl: 8, maxFl: 7, round: "rne", stages: 3, enable: true },
  ],
  check({ src, maxFl, maxWl, round, rndBits }) {
    if (!src.signed || src.fl < 0)
      throw new OptionError(
        (option) => `${option("src")} must be signed with 0 or more fraction bits, got ${src.name}`,
      );
    if (src.width + maxFl > 64)
      throw new OptionError(
        (option) => `${option("maxFl")} must be at most ${64 - src.width} for ${src.name}, got ${maxFl}`,
      );
    if (isStochastic(round) && rndBits + maxWl > 63)
      throw new OptionError((option) => `${option("rndBits")} must be at most ${63 - maxWl}, got ${rndBits}`);
  },
  ports({ src, maxWl, maxFl, round, rndBits }): readonly Port[] {
    const select = (name: string, most: number, doc: string): Port => ({
      name,
      dir: "in",
      width: indexBits(most + 1),
      role: "select",
      doc,
    });
    return [
      { name: "x_i", dir: "in", width: src.width, role: "data", format: src, doc: "the number" },
      select("wl_i", maxWl, `word length, 1..${maxWl}; anything else counts as ${maxWl}`),
      select("fl_i", maxFl, `fraction length, 0..${maxFl}; more counts as ${maxFl}`),
      ...randomPorts(round, rndBits),
      {
        name: "y_o",
        dir: "out",
        width: maxWl,
        role: "data",
        format: fixed(maxWl, 0),
        doc: "the code, in units of 2^-fl, with its sign above the word",
      },
    ];
  },
  behaviour: () => [["overflow", "saturates at the ends of the word"]],
  model: fixedQuantizeModel,
  view: fixedQuantizeView,
  fault: { name: "a word of one bit is not cut", find: "wl - ", replace: "wl | " },
  page,
});
