import { fixed } from "../../formats/index.js";
import { isStochastic } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import type { Port } from "../design.js";
import { fixedRoundingParams, integerParam, switchParam } from "../params.js";
import { clockPort, resetPort } from "../shared/clocked.js";
import { randomPorts } from "../shared/rounding.js";
import { defineUnit } from "../unit.js";
import { dfxMacModel } from "./model.js";
import { page } from "./page.js";
import { dfxMacReference, dfxMacView } from "./view.js";

/** Dot products of dynamic fixed point: all widths, signs and the scale of the result are inputs. */
export const dfxMac = defineUnit({
  kind: "clocked",
  name: "dfx_mac",
  summary: "Dot products of dynamic fixed point: widths of 1 to 8 bits, signs and the output shift are inputs.",
  params: {
    accBits: integerParam({ doc: "bits of the accumulator", min: 25, max: 40, fallback: 32, tag: "acc" }),
    packed: switchParam({ doc: "add mode_i: two 4-bit or four 2-bit products a cycle", tag: "pack" }),
    ...fixedRoundingParams("rhu"),
    init: switchParam({ doc: "add init_i in units of a product, where the sum starts instead of 0", tag: "init" }),
  },
  variants: [{}, { accBits: 26, packed: true, round: "srf", rndBits: 4, init: true }],
  check({ round, rndBits }) {
    if (isStochastic(round) && rndBits > 16)
      throw new OptionError((option) => `${option("rndBits")} must be 1..16, got ${rndBits}`);
  },
  ports({ accBits, packed, round, rndBits, init }): readonly Port[] {
    const port = (name: string, width: number, doc: string, role: Port["role"] = "select"): Port => ({
      name,
      dir: "in",
      width,
      role,
      doc,
    });
    return [
      clockPort,
      resetPort,
      port("valid_i", 1, "a_i and b_i are a pair of the dot product", "valid"),
      port("last_i", 1, "with valid_i: the last pair", "last"),
      port("a_i", 8, "code in the low bits, the rest is not looked at", "data"),
      port("b_i", 8, "code in the low bits, the rest is not looked at", "data"),
      port("a_width_i", 4, "bits of a code, 1..8; anything else counts as 8"),
      port("a_signed_i", 1, "a_i is two's complement"),
      port("b_width_i", 4, "bits of a code, 1..8; anything else counts as 8"),
      port("b_signed_i", 1, "b_i is two's complement"),
      ...(packed ? [port("mode_i", 2, "0: one product, 1: two of 4-bit sub-words, 2 or 3: four of 2-bit ones")] : []),
      ...(init
        ? [
            {
              ...port("init_i", accBits, "where the sum starts; taken with the first pair", "data"),
              format: fixed(accBits, 0),
            },
          ]
        : []),
      port("shift_i", 6, "taken with the last pair: places to the right, -32..31"),
      port("y_width_i", 4, "taken with the last pair: bits of the result, 1..8; anything else counts as 8"),
      port("y_signed_i", 1, "taken with the last pair: the result is two's complement"),
      ...randomPorts(round, rndBits).map((given) => ({ ...given, doc: "random word R; taken with the last pair" })),
      { name: "valid_o", dir: "out", width: 1, role: "valid", doc: "for one cycle: result_o is new" },
      {
        name: "result_o",
        dir: "out",
        width: 8,
        role: "data",
        doc: "the last dot product, its sign above the code; 0 after reset",
      },
    ];
  },
  behaviour: ({ accBits, packed }) => [
    ["sum", `exact, ${accBits} bits, wraps when overfilled`],
    ["result", "sum * 2^-shift, rounded, saturated to the width and sign of the result"],
    ...(packed ? [["sub-words", "a width of 0 or beyond the sub-word counts as the sub-word's"] as const] : []),
    ["latency", "valid_o is high in the second cycle after that of last_i; a pair every cycle, no bubble"],
  ],
  model: dfxMacModel,
  view: dfxMacView,
  reference: (c, _, use) => dfxMacReference(c, use),
  fault: { name: "a result without a sign wraps below 0", find: "is_negative & ~y_signed_q", replace: "1'b0" },
  page,
});
