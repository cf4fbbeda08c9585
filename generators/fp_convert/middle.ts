/** Between input and output stage: leading zeros go, and the exponent is clamped to what the destination tells apart. */
import { indexBits } from "../../formats/index.js";
import { lzc } from "../lzc/unit.js";
import { type ExpRange, expExtend, expShape, modulo, plusConstant, shiftRange } from "../shared/exponents.js";
import { decimal, range, signExtend, slice } from "../shared/literals.js";
import type { Use, View } from "../unit.js";
import type { ConvertConfig, ConvertPlan } from "./plan.js";
import { sourceExpShape } from "./source.js";

/** The exponent as the output stage gets it. */
export interface CodedExp {
  /** On the wire. */
  readonly range: ExpRange;
  readonly offset: number;
  readonly width: number;
  readonly signed: boolean;
}

/** True when the exponent's coding changes on the way: clamped, or made a signed scale for a posit. */
const recodes = (c: ConvertConfig, plan: ConvertPlan): boolean =>
  plan.clampsLow || plan.clampsHigh || (c.dst.kind === "posit" && c.src.kind !== "posit");

export function codedExp(c: ConvertConfig, plan: ConvertPlan): CodedExp {
  const { dst } = c;
  const { exp, source } = plan;
  const offset = !recodes(c, plan)
    ? source.offset
    : dst.kind === "minifloat"
      ? dst.bias
      : dst.kind === "posit"
        ? 0
        : -exp.min;
  const onWire = shiftRange(exp, offset);
  if (!recodes(c, plan) && !plan.normalises) return { range: onWire, offset, ...sourceExpShape(c, plan) };
  // A scale has two bits at least, and a sign.
  if (dst.kind === "posit")
    return {
      range: onWire,
      offset,
      width: Math.max(2, expShape({ min: Math.min(-1, exp.min), max: exp.max }).width),
      signed: true,
    };
  return { range: onWire, offset, ...expShape(onWire) };
}

interface Names {
  readonly exp: string;
  readonly sig: string;
}

/** What the section makes: a significand of its own, an exponent of its own, or neither. */
export function middleMakes(c: ConvertConfig, plan: ConvertPlan): { sig: boolean; exp: boolean } {
  return { sig: plan.normalises, exp: plan.normalises || recodes(c, plan) };
}

/** `names`: the signals of the input stage as they are called in this section. */
export function middleView(c: ConvertConfig, plan: ConvertPlan, names: Names, use: Use): View {
  const { source, normalises, clampsLow, clampsHigh } = plan;
  const clamps = clampsLow || clampsHigh;
  const inputShape = sourceExpShape(c, plan);
  const countBits = indexBits(source.bits);
  const constant = c.src.kind === "fixed";
  const input = shiftRange(source.exp, source.offset);
  // Behind the normalisation the exponent reaches lower.
  const normal = { min: input.min - source.lead, max: input.max };
  const normalShape = expShape(normal);
  const from = normalises ? { name: "normal_exp", ...normalShape } : { name: names.exp, ...inputShape };
  const to = codedExp(c, plan);
  // Without a clamp nothing compares the normalised exponent, so it is made in its last coding at once.
  const direct = normalises && !clamps;
  const counted = (width: number) => expExtend("leading_zeros", { min: 0, max: 2 ** countBits - 1 }, width);
  const start = (width: number, offset: number) =>
    constant
      ? modulo(source.exp.max + offset, width)
      : `${extend(names.exp, inputShape, width)}${plusConstant(offset - source.offset, width)}`;
  const literal = (exp: number) => decimal(exp + source.offset, from.width, from.signed);
  const recoded = (): string => {
    if (direct) return `${start(to.width, to.offset)} - ${counted(to.width)}`;
    if (constant && !normalises) return modulo(to.range.min, to.width);
    return `${extend(from.name, from, to.width)}${plusConstant(to.offset - source.offset, to.width)}`;
  };
  const makes = middleMakes(c, plan);
  return {
    works: makes.sig || makes.exp,
    makesExp: makes.exp,
    normalises,
    direct,
    lzc: normalises ? use(lzc, { width: source.bits }) : "",
    countRange: range(countBits),
    normalRange: `${normalShape.signed ? "signed " : ""}${range(normalShape.width)}`,
    normalExp: `${start(normalShape.width, source.offset)} - ${counted(normalShape.width)}`,
    sigIn: names.sig,
    sigRange: range(source.bits),
    clamps,
    clampsLow,
    clampsHigh,
    floor: plan.exp.min,
    ceil: plan.exp.max,
    below: `${from.name} < ${literal(plan.exp.min)}`,
    above: `${from.name} > ${literal(plan.exp.max)}`,
    lowest: modulo(to.range.min, to.width),
    highest: modulo(to.range.max, to.width),
    recoded: recoded(),
    expRange: `${to.signed ? "signed " : ""}${range(to.width)}`,
    place: place(to.offset),
    comesAs: constant ? `${source.exp.max}, the top bit's` : place(source.offset),
  };
}

/** How an exponent stands on its wire, for the comments. */
const place = (offset: number): string => (offset === 0 ? "exp" : `exp ${offset < 0 ? "-" : "+"} ${Math.abs(offset)}`);

/** To another width: extended by its sign or zeros, or cut. */
function extend(name: string, { width, signed }: { width: number; signed: boolean }, to: number): string {
  if (to < width) return slice(name, to - 1, 0, width);
  if (to === width) return name;
  if (!signed) return `{${decimal(0, to - width)}, ${name}}`;
  return signExtend(name, width, to);
}
