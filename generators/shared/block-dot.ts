/** What the dot products of scaled blocks share: an exact sum of element products, times a power of two, rounded once. */
import { encode, type Value, zero } from "../../golden/index.js";
import type { Port } from "../design.js";
import { exactDot } from "../exact_dot/unit.js";
import { enableParam, formatParam, roundingParams, stagesParam } from "../params.js";
import type { Use, Words } from "../unit.js";
import { type GridFormat, productGrid, sumBits } from "./exact.js";
import { range, slice } from "./literals.js";
import { operandPort } from "./operands.js";
import { type ResultConfig, resultView, signalsOf } from "./result.js";
import { randomPorts } from "./rounding.js";

/** Options behind those of the elements; `fallback`: the format of the result where none is named. */
export const blockResultParams = (fallback: string) => ({
  dst: formatParam({ doc: "format of the result", accept: ["minifloat"], fallback }),
  ...roundingParams("dst"),
  stages: stagesParam,
  enable: enableParam,
});

export interface BlockDotConfig extends Omit<ResultConfig, "flags"> {
  readonly a: GridFormat;
  readonly b: GridFormat;
  readonly lanes: number;
}

/** Scale ports stand behind the elements of both blocks. */
export function blockDotPorts(c: BlockDotConfig, scale: (name: string, doc: string) => Port): Port[] {
  return [
    { ...operandPort("a", c.a, "elements of the first block, element 0 lowest"), lanes: c.lanes },
    { ...operandPort("b", c.b, "elements of the second block"), lanes: c.lanes },
    scale("a_scale_i", "scale of the first block"),
    scale("b_scale_i", "scale of the second block"),
    ...randomPorts(c.round, c.rndBits),
    {
      name: "result_o",
      dir: "out",
      width: c.dst.width,
      role: "data",
      format: c.dst,
      doc: "the dot product, rounded once",
    },
  ];
}

/** The one rounding. A sum of zero has no sign of its own: it is +0, or -0 when rounding down. */
export function blockResult(c: BlockDotConfig, value: Value, { rnd_i = 0n }: Words): Words {
  const isZero = value.kind === "finite" && value.sig === 0n;
  const rounding = { ...c, random: { bits: c.rndBits, word: rnd_i } };
  return { result_o: encode(c.dst, isZero ? zero(c.round === "rdn") : value, rounding).code };
}

interface Scales {
  /** Bits that the scales' significands add to the sum's magnitude. */
  readonly sigBits: number;
  /** Values of the exponent that is made of both scales, and what it is at 0. */
  readonly max: number;
  readonly unit: number;
  readonly width: number;
}

/** Everything that the templates of the block dot products print alike. */
export function blockDotView(c: BlockDotConfig, scales: Scales, use: Use) {
  const grid = productGrid(c.a, c.b);
  const bits = sumBits(grid, c.lanes);
  // The largest positive sum fits below the sign.
  const sigBits = bits - 1 + scales.sigBits;
  const expBits = Math.ceil(Math.log2(scales.max + 1));
  const path = {
    sections: ["products", "scale", "round"],
    signals: [
      ...signalsOf("input", "products", { a_i: c.lanes * c.a.width, b_i: c.lanes * c.b.width }),
      ...signalsOf("input", "scale", { a_scale_i: scales.width, b_scale_i: scales.width }),
      ...signalsOf("products", "scale", { sum: bits, dot_is_inf: 1, dot_is_nan: 1, inf_sign: 1 }),
      ...signalsOf("scale", "round", { is_nan: 1, is_inf: 1, is_zero: 1, sign: 1, exp: expBits, sig: sigBits }),
    ],
    cuts: {
      1: ["output"],
      2: ["scale", "output"],
      3: ["scale", "round", "output"],
      4: ["products", "scale", "round", "output"],
    },
  };
  const packed = {
    exp: { min: 0, max: scales.max },
    offset: 1 - (grid.unit + scales.unit) - sigBits,
    sigBits,
    maxLead: sigBits - 1,
    isZero: "is_zero",
    sign: "sign",
    expName: "exp",
    sig: "sig",
  };
  const result = resultView({ ...c, flags: false }, packed, path, use);
  const sum = result.p.scale!.sum as string;
  return {
    ...result,
    dot: use(exactDot, { a: c.a, b: c.b, lanes: c.lanes }),
    sumRange: range(bits),
    sumSign: `${sum}[${bits - 1}]`,
    sumBits: bits,
    magnitudeRange: range(bits - 1),
    sumLow: slice(sum, bits - 2, 0, bits),
    signs: `{${bits - 1}{sum_sign}}`,
    signAtEnd: `{${bits - 2}'d0, sum_sign}`,
    sigRange: range(sigBits),
    expRange: range(expBits),
    expBits,
    downward: c.round === "rdn",
  };
}
