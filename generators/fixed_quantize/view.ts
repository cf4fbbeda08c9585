import { type Fixed, indexBits } from "../../formats/index.js";
import { type FixedRoundMode, isStochastic } from "../../golden/index.js";
import { fixedRound } from "../fixed_round/unit.js";
import { decimal, range, signExtend } from "../shared/literals.js";
import { pipelineView } from "../shared/pipeline.js";
import type { Use, View } from "../unit.js";

interface Config {
  readonly src: Fixed;
  readonly maxWl: number;
  readonly maxFl: number;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
  readonly stages: number;
  readonly enable: boolean;
}

/** Everything that the template of `fixed_quantize` prints. */
export function fixedQuantizeView(c: Config, use: Use): View {
  const { src, maxWl, maxFl, round, rndBits } = c;
  const random = isStochastic(round);
  const movedBits = src.width + maxFl;
  const [wlBits, flBits] = [indexBits(maxWl + 1), indexBits(maxFl + 1)];
  const path = {
    sections: ["shift", "round", "clamp"],
    signals: [
      { name: "x_i", width: src.width, from: "input", to: "shift" },
      { name: "fl_i", width: flBits, from: "input", to: "shift" },
      { name: "wl_i", width: wlBits, from: "input", to: "clamp" },
      ...(random ? [{ name: "rnd_i", width: rndBits, from: "input", to: "round" }] : []),
      { name: "moved", width: movedBits, from: "shift", to: "round" },
      { name: "rounded", width: maxWl, from: "round", to: "clamp" },
      { name: "code", width: maxWl, from: "clamp", to: "output" },
    ],
    cuts: {
      1: ["output"],
      2: ["round", "output"],
      3: ["round", "clamp", "output"],
      4: ["shift", "round", "clamp", "output"],
    },
  };
  const p = pipelineView(path, c);
  return {
    p,
    pipelined: c.stages > 0,
    random,
    movedRange: range(movedBits),
    movedBits,
    wide: signExtend(p.shift!.x_i as string, src.width, movedBits),
    flRange: range(flBits),
    // A port that can carry more than the largest fraction length.
    flClamps: 2 ** flBits > maxFl + 1,
    flMost: decimal(maxFl, flBits),
    wlRange: range(wlBits),
    one: decimal(1, wlBits),
    codeRange: range(maxWl),
    top: maxWl - 1,
    maxWl,
    round: use(fixedRound, { drop: src.fl, width: maxWl, round, ...(random && { rndBits }) }),
  };
}
