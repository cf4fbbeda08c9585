import { type Fixed, fixed, indexBits } from "../../formats/index.js";
import { type FixedRoundMode, isStochastic } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import type { Port } from "../design.js";
import { fixedRound } from "../fixed_round/unit.js";
import { fixedRoundingParams, formatParam, integerParam } from "../params.js";
import { clockPort, resetPort } from "../shared/clocked.js";
import { binary, range, signExtend, zeroExtend } from "../shared/literals.js";
import { randomPorts } from "../shared/rounding.js";
import { defineUnit, type View } from "../unit.js";
import { rangeBnModel } from "./model.js";
import { page } from "./page.js";

interface Config {
  readonly src: Fixed;
  readonly dst: Fixed;
  readonly recipBits: number;
  readonly recipFrac: number;
  readonly sumBits: number;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
}

/** Range batch normalisation: what a batch needs of its numbers, and the numbers normalised. */
export const rangeBn = defineUnit({
  kind: "clocked",
  name: "range_bn",
  summary: "Range batch normalisation: sum and chunked range of a batch, and (x - mean) times a reciprocal.",
  params: {
    src: formatParam({ doc: "format of the numbers, signed", accept: ["fixed"], fallback: "int(8)" }),
    dst: formatParam({ doc: "format of the normalised numbers, signed", accept: ["fixed"], fallback: "fixed(3,5)" }),
    recipBits: integerParam({ doc: "bits of the reciprocal, unsigned", min: 2, max: 24, fallback: 16, tag: "r" }),
    recipFrac: integerParam({ doc: "fraction bits of the reciprocal", min: 0, max: 40, fallback: 16, tag: "rf" }),
    sumBits: integerParam({
      doc: "bits of the sums; default 16 more than a number",
      min: 3,
      max: 64,
      fallback: ({ src }) => Math.min(64, (src as Fixed).width + 16),
      tag: "sum",
    }),
    ...fixedRoundingParams("rne"),
  },
  variants: [
    {},
    { src: "fixed(2,3)", dst: "fixed(3,2)", recipBits: 5, recipFrac: 4, sumBits: 10, round: "srf", rndBits: 4 },
  ],
  verilogParameters: () => [
    { name: "ChunkLen", default: 64, min: 1, max: 65535, others: [1, 3], doc: "numbers in a chunk" },
  ],
  check(c) {
    const { src, dst, recipFrac, sumBits } = c;
    for (const [name, format] of [
      ["src", src],
      ["dst", dst],
    ] as const)
      if (!format.signed || format.width < 2 || format.width > 24)
        throw new OptionError((option) => `${option(name)} must be signed and of 2..24 bits, got ${format.name}`);
    const drop = src.fl + recipFrac - dst.fl;
    if (drop < 0 || drop + dst.width > 62)
      throw new OptionError(
        (option) =>
          `${option("recipFrac")} must be ${dst.fl - src.fl}..${dst.fl - src.fl + 62 - dst.width}, got ${recipFrac}`,
      );
    if (sumBits <= src.width)
      throw new OptionError((option) => `${option("sumBits")} must be more than ${src.width}, got ${sumBits}`);
  },
  ports({ src, dst, recipBits, recipFrac, sumBits, round, rndBits }): readonly Port[] {
    const one = { width: 1 } as const;
    const code = (name: string, dir: "in" | "out", format: Fixed, doc: string): Port => ({
      name,
      dir,
      width: format.width,
      role: "data",
      format,
      doc,
    });
    const sums = { dir: "out", width: sumBits, role: "data" } as const;
    return [
      clockPort,
      resetPort,
      { ...one, name: "valid_i", dir: "in", role: "valid", doc: "x_i is a number of the batch" },
      { ...one, name: "last_i", dir: "in", role: "last", doc: "with valid_i: its last one" },
      code("x_i", "in", src, "the number"),
      code("mean_i", "in", src, "what is subtracted"),
      code("recip_i", "in", fixed(recipBits - recipFrac, recipFrac, false), "1 / (C(n) range)"),
      ...randomPorts(round, rndBits),
      { ...one, name: "valid_o", dir: "out", role: "valid", doc: "valid_i, one cycle later" },
      code("y_o", "out", dst, "the normalised number; stays until the next one"),
      { ...one, name: "stats_valid_o", dir: "out", role: "valid", doc: "for one cycle: the sums are new" },
      { ...sums, name: "sum_o", signed: true, doc: "sum of the last batch" },
      { ...sums, name: "range_o", doc: "its maximum less its minimum, summed over the chunks" },
    ];
  },
  behaviour: ({ src, sumBits }) => [
    ["y_o", "round((x - mean) * recip), saturated"],
    ["chunk", "ends at its ChunkLen-th number or with the batch"],
    ["sums", `${sumBits} bits, in units of 2^${-src.fl}, wrap when overfilled`],
    ["latency", "1 cycle for each number and behind the last one of a batch; no bubble"],
  ],
  model: (c, { ChunkLen = 1 }) => rangeBnModel(c, ChunkLen),
  view: (c, use) => view(c, use(fixedRound, roundOptions(c))),
  reference(c, { ChunkLen = 1 }, use) {
    return {
      ...view(c, use(fixedRound, roundOptions(c), { InW: numberBits(c) })),
      counts: ChunkLen > 1,
      countRange: range(indexBits(ChunkLen)),
      count: "\\g_count.count_q ",
      lastCount: ChunkLen - 1,
    };
  },
  fault: { name: "a chunk does not forget the one before", find: "start_q ? x_i : higher", replace: "higher" },
  page,
});

const dropped = ({ src, dst, recipFrac }: Config): number => src.fl + recipFrac - dst.fl;
/** Sign, a bit for all that is beyond the result, and what can be in it. */
const numberBits = (c: Config): number => dropped(c) + c.dst.width + 2;

const roundOptions = (c: Config) => ({
  drop: dropped(c),
  width: c.dst.width,
  round: c.round,
  ...(isStochastic(c.round) && { rndBits: c.rndBits }),
});

function view(c: Config, round: string): View {
  const { src, dst, recipBits, sumBits } = c;
  const productBits = src.width + 1 + recipBits;
  const inside = dropped(c) + dst.width;
  const wideBits = Math.max(productBits, inside) + 1;
  return {
    round,
    random: isStochastic(c.round),
    srcRange: range(src.width),
    srcTop: src.width - 1,
    differenceRange: range(src.width + 1),
    x: signExtend("x_i", src.width, src.width + 1),
    mean: signExtend("mean_i", src.width, src.width + 1),
    productRange: range(productBits + 1),
    productTop: productBits - 1,
    unusedTop: productBits,
    wideRange: range(wideBits),
    wide: `{{${wideBits - productBits}{sign}}, product[${productBits - 1}:0]}`,
    beyond: `|(wide[${wideBits - 1}:${inside}] ^ {${wideBits - inside}{sign}})`,
    numberBits: numberBits(c),
    number: `{sign, sign ^ is_beyond, wide[${inside - 1}:0]}`,
    inside,
    dstRange: range(dst.width),
    dstZero: binary(0, dst.width),
    sumRange: range(sumBits),
    sumZero: binary(0, sumBits),
    xWide: signExtend("x_i", src.width, sumBits),
    spanRange: range(src.width + 1),
    high: signExtend("high", src.width, src.width + 1),
    low: signExtend("low", src.width, src.width + 1),
    spanWide: zeroExtend("span", src.width + 1, sumBits),
  };
}
