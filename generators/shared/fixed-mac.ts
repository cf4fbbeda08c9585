/** What the dot product units of fixed point share: options, ports, and what their templates print. */
import type { Fixed } from "../../formats/index.js";
import { type FixedRoundMode, isStochastic } from "../../golden/index.js";
import { OptionError } from "../../tools/errors.js";
import type { Port } from "../design.js";
import { fixedRound } from "../fixed_round/unit.js";
import { fixedRoundingParams, formatParam, integerParam, type Partly, switchParam } from "../params.js";
import type { Use, UsePart, View } from "../unit.js";
import { clockPort, resetPort } from "./clocked.js";
import { binary, range, replicate, signExtend, zeroExtend } from "./literals.js";
import { randomPorts } from "./rounding.js";

export interface FixedMacConfig {
  readonly a: Fixed;
  readonly b: Fixed;
  readonly dst: Fixed;
  readonly round: FixedRoundMode;
  readonly rndBits: number;
  readonly init: boolean;
  readonly relu: boolean;
}

/** One bit less than a port has at most: an unsigned accumulator is rounded with a sign in front. */
export const MOST_ACC_BITS = 63;

export const fixedMacParams = (round: FixedRoundMode) => ({
  a: formatParam({ doc: "format of a", accept: ["fixed"] }),
  b: formatParam({ doc: "format of b; default that of a", accept: ["fixed"], sameAs: "a" }),
  dst: formatParam({ doc: "format of the result; default that of a", accept: ["fixed"], sameAs: "a" }),
  ...fixedRoundingParams(round),
  init: switchParam({ doc: "add init_i in the format of the result, where the sum starts instead of 0", tag: "init" }),
  relu: switchParam({ doc: "a negative result is 0", tag: "relu" }),
});

type Factors = Pick<FixedMacConfig, "a" | "b">;

export const productBits = ({ a, b }: Factors): number => a.width + b.width;

/** Bits above a product when no width is asked for: 16 x 16 then meets the 48 bits of a DSP. */
const SPARE_BITS = 16;

/** Of units whose accumulator has the same width for any number of products. */
export const accBitsParam = integerParam({
  doc: "bits of the accumulator; default 16 more than a product",
  min: 2,
  max: MOST_ACC_BITS,
  fallback: (c: Partly) => productBits(c as unknown as Factors) + SPARE_BITS,
  tag: "acc",
});

/** @throws OptionError for an accumulator that no port could show */
function checkMostBits(accBits: number): void {
  if (accBits > MOST_ACC_BITS)
    throw new OptionError(
      (option) =>
        `${option("a")} and ${option("b")} need an accumulator of ${accBits} bits, more than ${MOST_ACC_BITS}`,
    );
}

/** @throws OptionError for an accumulator that cannot hold one product */
export function checkAccBits(c: Factors & { readonly accBits: number }): void {
  checkMostBits(c.accBits);
  if (c.accBits < productBits(c))
    throw new OptionError(
      (option) => `${option("accBits")} must be at least that of a product, ${productBits(c)}, got ${c.accBits}`,
    );
}

/** Fraction bits of the products that the result does not have. */
export const droppedBits = ({ a, b, dst }: FixedMacConfig): number => a.fl + b.fl - dst.fl;

/** Products of unsigned factors are, as long as nothing negative is added to them. */
export const isAccSigned = ({ a, b, dst, init }: FixedMacConfig): boolean =>
  a.signed || b.signed || (init && dst.signed);

/** @throws OptionError for formats whose products do not fit each other or the result. `accBits`: at most. */
export function checkFixedMac(c: FixedMacConfig, accBits: number): void {
  checkMostBits(accBits);
  const drop = droppedBits(c);
  if (drop < 0 || drop + c.dst.width + 2 > 64)
    throw new OptionError(
      (option) =>
        `${option("dst")} must have 0..${62 - c.dst.width} fraction bits fewer than a product, which has ${c.a.fl + c.b.fl}; got ${c.dst.fl}`,
    );
  if (c.dst.width < 2)
    throw new OptionError((option) => `${option("dst")} must have at least 2 bits, got ${c.dst.width}`);
  if (c.relu && !c.dst.signed)
    throw new OptionError((option) => `${option("relu")} needs a signed ${option("dst")}, got ${c.dst.name}`);
}

export function fixedMacPorts(c: FixedMacConfig): Port[] {
  const one = { width: 1 } as const;
  const code = (name: string, dir: "in" | "out", format: Fixed, doc: string): Port => ({
    name,
    dir,
    width: format.width,
    role: "data",
    format,
    doc,
  });
  return [
    clockPort,
    resetPort,
    { ...one, name: "valid_i", dir: "in", role: "valid", doc: "a_i and b_i are a pair of the dot product" },
    { ...one, name: "last_i", dir: "in", role: "last", doc: "with valid_i: the last pair" },
    code("a_i", "in", c.a, "factor"),
    code("b_i", "in", c.b, "factor"),
    ...(c.init ? [code("init_i", "in", c.dst, "where the sum starts; taken with the first pair")] : []),
    ...randomPorts(c.round, c.rndBits).map((port) => ({ ...port, doc: "random word R; taken with the last pair" })),
    { ...one, name: "valid_o", dir: "out", role: "valid", doc: "for one cycle: result_o is new" },
    code("result_o", "out", c.dst, "the last dot product; 0 after reset"),
  ];
}

/** Rows of the behaviour table. `capacity`: what the accumulator holds. */
export function fixedMacBehaviour(c: FixedMacConfig, capacity: string): (readonly [string, string])[] {
  const start = c.init ? "init_i" : "0";
  return [
    ["sum", `exact from ${start} on; ${capacity}, last place 2^${-(c.a.fl + c.b.fl)}, wraps when overfilled`],
    ["result", `the sum, rounded once${c.relu ? ", 0 where negative" : ""}, saturated`],
    ["latency", "valid_o is high in the second cycle after that of last_i; a pair every cycle, no bubble"],
  ];
}

const roundOptions = (c: FixedMacConfig) => ({
  drop: droppedBits(c),
  width: c.dst.width,
  round: c.round,
  ...(isStochastic(c.round) && { rndBits: c.rndBits }),
  unsigned: !c.dst.signed,
  relu: c.relu,
});

/** A factor as Verilog multiplies it: an unsigned one beside a signed one gets a sign. */
function factor(name: string, signed: boolean, other: boolean): string {
  if (signed) return `$signed(${name})`;
  return other ? `$signed({1'b0, ${name}})` : name;
}

/** What the texts of the product and its register print. */
export function productView(c: Factors): View {
  const { a, b } = c;
  const signed = a.signed || b.signed;
  const bits = productBits(c);
  return {
    productRange: range(bits),
    // A product of a signed and an unsigned factor is written one bit wider than it is.
    mixed: a.signed !== b.signed,
    widerRange: range(bits + 1),
    factors: `${factor("a_i", a.signed, signed)} * ${factor("b_i", b.signed, signed)}`,
    signedProduct: signed,
    productBits: bits,
    productTop: bits - 1,
  };
}

/** The product of the last cycle as wide as the accumulator, in a reference. */
export function addendText(c: Factors, accBits: number): string {
  const extend = c.a.signed || c.b.signed ? signExtend : zeroExtend;
  return extend("product_q", productBits(c), accBits);
}

function common(c: FixedMacConfig) {
  const { dst } = c;
  const drop = droppedBits(c);
  const whole = drop + dst.width;
  return {
    ...productView(c),
    init: c.init,
    start: drop > 0 ? `{init_i, ${binary(0, drop)}}` : "init_i",
    startBits: drop + dst.width,
    startSigned: dst.signed,
    startTop: `init_i[${dst.width - 1}]`,
    accSigned: isAccSigned(c),
    random: isStochastic(c.round),
    // Where a unit keeps the random word of a result.
    word: "rnd_q",
    rndRange: range(c.rndBits),
    resultRange: range(dst.width),
    zero: binary(0, dst.width),
    whole,
    wholeTop: whole - 1,
    numberBits: whole + 2,
    numberRange: range(whole + 2),
  };
}

export function fixedMacView(c: FixedMacConfig, use: Use): View {
  return { ...common(c), round: use(fixedRound, roundOptions(c)) };
}

/** What the reference prints, for an accumulator of this many bits. */
export function fixedMacReference(c: FixedMacConfig, accBits: number, use: UsePart): View {
  const numberBits = droppedBits(c) + c.dst.width + 2;
  const view = common(c);
  const start = `{init_i, ${binary(0, droppedBits(c))}}`;
  const startBits = droppedBits(c) + c.dst.width;
  const accSigned = isAccSigned(c);
  return {
    ...view,
    round: use(fixedRound, roundOptions(c), { InW: numberBits }),
    accRange: range(accBits),
    addend: addendText(c, accBits),
    startWide: !c.init
      ? "0"
      : startBits >= accBits
        ? `start[${accBits - 1}:0]`
        : c.dst.signed
          ? `{${replicate(`start[${startBits - 1}]`, accBits - startBits)}, start}`
          : zeroExtend("start", startBits, accBits),
    startText: droppedBits(c) > 0 ? start : "init_i",
    startRange: range(startBits),
    accTop: accSigned ? `sum[${accBits - 1}]` : "1'b0",
    limit: `${numberBits + 64}'d1 << ${view.whole}`,
  };
}
