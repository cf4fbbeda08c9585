/** Between input and output stage: leading zeros go, and the exponent is clamped to what the destination tells apart. */
import { indexBits } from "../../formats/index.js";
import { lzc } from "../lzc/unit.js";
import { type ExpRange, expExtend, expShape, modulo, plusConstant, shiftRange } from "../shared/exponents.js";
import { decimal, range, slice } from "../shared/literals.js";
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

/** `names`: the signals of the input stage as they are called in this section. */
export function middleView(c: ConvertConfig, plan: ConvertPlan, names: Names, use: Use): View {
  const { source, normalises, clampsLow, clampsHigh } = plan;
  const inputShape = sourceExpShape(c, plan);
  const countBits = indexBits(source.bits);
  const constant = c.src.kind === "fixed";
  const input = shiftRange(source.exp, source.offset);
  // Behind the normalisation the exponent reaches lower.
  const normal = { min: input.min - source.lead, max: input.max };
  const normalShape = expShape(normal);
  const from = normalises
    ? { name: "normal_exp", ...normalShape, range: normal }
    : { name: names.exp, ...inputShape, range: input };
  const to = codedExp(c, plan);
  const count = expExtend("leading_zeros", { min: 0, max: 2 ** countBits - 1 }, normalShape.width);
  const start = constant ? decimal(0, normalShape.width) : extend(names.exp, inputShape, normalShape.width);
  const literal = (exp: number) => decimal(exp + source.offset, from.width, from.signed);
  const recode = recodes(c, plan);
  return {
    normalises,
    lzc: normalises ? use(lzc, { width: source.bits }) : "",
    countRange: range(countBits),
    normalRange: `${normalShape.signed ? "signed " : ""}${range(normalShape.width)}`,
    normalExp: `${start} - ${count}`,
    sigIn: names.sig,
    sigRange: range(source.bits),
    sig: normalises ? "normal_sig" : names.sig,
    clamps: clampsLow || clampsHigh,
    clampsLow,
    clampsHigh,
    floor: plan.exp.min,
    ceil: plan.exp.max,
    below: `${from.name} < ${literal(plan.exp.min)}`,
    above: `${from.name} > ${literal(plan.exp.max)}`,
    lowest: modulo(to.range.min, to.width),
    highest: modulo(to.range.max, to.width),
    recodes: recode,
    recoded:
      constant && !normalises
        ? modulo(to.range.min, to.width)
        : `${extend(from.name, from, to.width)}${plusConstant(to.offset - source.offset, to.width)}`,
    expRange: `${to.signed ? "signed " : ""}${range(to.width)}`,
    exp: recode || normalises || !constant ? from.name : "1'b0",
    place: to.offset === 0 ? "exp" : `exp ${to.offset < 0 ? "-" : "+"} ${Math.abs(to.offset)}`,
  };
}

/** To another width: extended by its sign or zeros, or cut. */
function extend(name: string, { width, signed }: { width: number; signed: boolean }, to: number): string {
  if (to < width) return slice(name, to - 1, 0, width);
  if (to === width) return name;
  if (!signed) return `{${decimal(0, to - width)}, ${name}}`;
  return `{{${to - width}{${slice(name, width - 1, width - 1, width)}}}, ${name}}`;
}
