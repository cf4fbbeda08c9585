import { isStochastic } from "../../golden/index.js";
import { range } from "../shared/literals.js";
import { losesZeroSign } from "../shared/operands.js";
import { type PathSignal, pipelineView } from "../shared/pipeline.js";
import { signalsOf } from "../shared/result.js";
import type { Use, View } from "../unit.js";
import { codedExp, middleMakes, middleView } from "./middle.js";
import { type ConvertConfig, convertPlan } from "./plan.js";
import { sourceExpShape, sourceView } from "./source.js";
import { targetView } from "./target.js";

/** Everything that the template of `fp_convert` prints. */
export function convertView(c: ConvertConfig, use: Use): View {
  const { src, dst, flags } = c;
  const plan = convertPlan(c);
  const { source } = plan;
  const fixedSource = src.kind === "fixed";
  // Where zero comes as a significand of 0 the fixed point rounder needs no flag for it.
  const zeroBySig = dst.kind === "fixed" && !plan.merges && src.kind !== "posit";
  const reads = {
    zero: !plan.zeroIsTiny && !zeroBySig,
    inf: source.hasInf && !plan.infOverflows,
    zeroSign: src.kind === "minifloat" && dst.kind === "minifloat" && losesZeroSign(src, dst),
  };
  const exp = codedExp(c, plan);
  const sourceExp = sourceExpShape(c, plan);
  const flagNames = {
    ...(reads.zero && { is_zero: 1 }),
    ...(reads.inf && { is_inf: 1 }),
    ...(source.hasNan && { is_nan: 1 }),
  };
  const makes = middleMakes(c, plan);
  // One exponent only is a literal, unless the destination needs it in another coding.
  const carriesExp = !fixedSource || makes.exp;
  const signals: PathSignal[] = [
    ...signalsOf("input", "unpack", { code_i: src.width }),
    ...signalsOf("input", "round", { ...(isStochastic(c.round) && { rnd_i: c.rndBits }) }),
    ...signalsOf("unpack", "round", { ...flagNames, ...(source.negative && { sign: 1 }) }),
    ...(fixedSource ? [] : [{ name: "src_exp", ...sourceExp, from: "unpack", to: makes.exp ? "range" : "round" }]),
    ...signalsOf("unpack", makes.sig ? "range" : "round", { src_sig: source.bits }),
    ...(makes.exp ? [{ name: "exp", width: exp.width, signed: exp.signed, from: "range", to: "round" }] : []),
    ...(makes.sig ? signalsOf("range", "round", { sig: source.bits }) : []),
    ...signalsOf("round", "output", {
      code: dst.width,
      ...(flags && { invalid: 1, overflow: 1, underflow: 1, inexact: 1 }),
    }),
  ];
  const p = pipelineView(
    {
      sections: ["unpack", "range", "round"],
      signals,
      cuts: {
        1: ["output"],
        2: ["round", "output"],
        3: ["range", "round", "output"],
        4: ["unpack", "range", "round", "output"],
      },
    },
    c,
  );
  const net = (name: string, there: boolean): string => (there ? String(p.round![name]) : "1'b0");
  const inputs = {
    zero: net("is_zero", reads.zero),
    inf: net("is_inf", reads.inf),
    nan: net("is_nan", source.hasNan),
    sign: net("sign", source.negative),
    exp: net(makes.exp ? "exp" : "src_exp", carriesExp),
    sig: String(p.round![makes.sig ? "sig" : "src_sig"]),
  };
  const middleNames = { exp: fixedSource ? "1'b0" : String(p.range!.src_exp), sig: String(p.range!.src_sig) };
  return {
    p,
    pipelined: c.stages > 0,
    flags,
    source: sourceView(c, plan, String(p.unpack!.code_i), reads, use),
    middle: middleView(c, plan, middleNames, use),
    target: targetView(c, plan, exp, inputs, isStochastic(c.round) ? String(p.round!.rnd_i) : "", use),
    codeRange: range(dst.width),
  };
}
