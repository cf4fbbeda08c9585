/** The last step of an arithmetic unit: its packer, the flags around it and the registers behind it. */
import type { Minifloat } from "../../formats/index.js";
import { isStochastic, type Overflow, type RoundMode } from "../../golden/index.js";
import { fpPack } from "../fp_pack/unit.js";
import type { Use, View } from "../unit.js";
import type { ExpRange } from "./exponents.js";
import { range } from "./literals.js";
import { type PathSignal, pipelineView } from "./pipeline.js";

export interface ResultConfig {
  readonly dst: Minifloat;
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
  /** The random word is added with the significands, before the packer. */
  readonly eager?: boolean;
  readonly flags: boolean;
  readonly stages: number;
  readonly enable: boolean;
}

/** The unpacked result as the packer takes it. */
interface Packed {
  /** On the port. */
  readonly exp: ExpRange;
  readonly offset: number;
  readonly sigBits: number;
  readonly maxLead: number;
  /** Signals of the path. */
  readonly isZero: string;
  readonly sign: string;
  readonly expName: string;
  readonly sig: string;
  readonly sticky?: string;
  readonly increment?: string;
}

interface DataPath {
  readonly sections: readonly string[];
  readonly signals: readonly PathSignal[];
  readonly cuts: Readonly<Record<number, readonly string[]>>;
}

/**
 * The pipeline and what `shared/result.v.njk` prints. The path's last section is `round`; sections before it
 * make is_nan, is_inf, the number that `packed` names and, with flags, `invalid`.
 */
export function resultView(c: ResultConfig, packed: Packed, path: DataPath, use: Use) {
  const { dst, round, overflow, rndBits, flags } = c;
  const { exp, offset, sigBits, maxLead } = packed;
  const p = pipelineView({ ...path, signals: [...path.signals, ...resultSignals(c)] }, c);
  return {
    p,
    pack: use(fpPack, {
      dst,
      sigBits,
      minExp: exp.min - offset,
      maxExp: exp.max - offset,
      offset,
      maxLead,
      increment: packed.increment !== undefined,
      ...(c.eager === true ? { round: "rtz", rounded: true } : { round, rndBits }),
      overflow,
      flags,
    }),
    resultRange: range(dst.width),
    random: isStochastic(round) && c.eager !== true,
    number: {
      isZero: p.round![packed.isZero]!,
      sign: p.round![packed.sign]!,
      exp: p.round![packed.expName]!,
      sig: p.round![packed.sig]!,
      sticky: packed.sticky === undefined ? "1'b0" : p.round![packed.sticky]!,
      increment: packed.increment === undefined ? "" : p.round![packed.increment]!,
    },
    increments: packed.increment !== undefined,
    flags,
    // What the result format cannot express is an invalid operation by itself.
    invalidAny: flags ? `${p.round!.invalid} | pack_invalid` : "",
    pipelined: c.stages > 0,
  } satisfies View;
}

function resultSignals(c: ResultConfig): PathSignal[] {
  const outputs = c.flags ? ["invalid_any", "overflow", "underflow", "inexact"] : [];
  return [
    ...(isStochastic(c.round)
      ? [{ name: "rnd_i", width: c.rndBits, from: "input", to: c.eager === true ? "add" : "round" }]
      : []),
    { name: "result", width: c.dst.width, from: "round", to: "output" },
    ...outputs.map((name) => ({ name, width: 1, from: "round", to: "output" })),
  ];
}

/** Signals made in section `from` and last read in section `to`, from a table of names and widths. */
export function signalsOf(from: string, to: string, widths: Readonly<Record<string, number>>): PathSignal[] {
  return Object.entries(widths).map(([name, width]) => ({ name, width, from, to }));
}
