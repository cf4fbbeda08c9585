import { isStochastic } from "../../golden/index.js";
import { fpConvert } from "../fp_convert/unit.js";
import { fpUnpack } from "../fp_unpack/unit.js";
import { expExtend, modulo, plusConstant } from "../shared/exponents.js";
import { binary, range, slice, zeroExtend } from "../shared/literals.js";
import { losesZeroSign } from "../shared/operands.js";
import { pipelineView } from "../shared/pipeline.js";
import { signalsOf } from "../shared/result.js";
import { pairwise } from "../shared/tree.js";
import { signedBits, unpackedShape, unsignedBits } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";
import { elementMaxExp, type MxQuantizeConfig, mxQuantizePlan, SCALE } from "./plan.js";

/** Everything that the template of `mx_quantize` prints. */
export function mxQuantizeView(c: MxQuantizeConfig, use: Use): View {
  const { src, dst, lanes, round, rndBits } = c;
  const plan = mxQuantizePlan(c);
  const { quotient } = plan;
  const shape = unpackedShape(src, "field", "normalised");
  const port = { min: shape.minExp + shape.offset, max: shape.maxExp + shape.offset };
  const rankBits = unsignedBits(plan.largestRank);
  // rank + offset, with room for both clamps.
  const codeBits = Math.max(
    SCALE.bits + 1,
    signedBits(plan.codeOffset, Math.max(plan.largestRank + plan.codeOffset, SCALE.largest)),
  );
  const fields = { min: 1 - SCALE.largest + plan.fieldOffset, max: plan.largestRank + plan.fieldOffset };
  const fieldBits = Math.max(
    quotient.expBits + 2,
    signedBits(Math.min(fields.min, -1), fields.max),
    signedBits(0, Math.abs(plan.fieldOffset)),
  );
  const random = isStochastic(round);
  const p = pipelineView(
    {
      sections: ["unpack", "scale", "element"],
      signals: [
        ...signalsOf("input", "unpack", { x_i: lanes * src.width }),
        ...(random ? signalsOf("input", "element", { rnd_i: lanes * rndBits }) : []),
        ...signalsOf("unpack", "scale", { special: lanes }),
        ...signalsOf("unpack", "element", { signs: lanes, ranks: lanes * rankBits, fracs: lanes * src.fracBits }),
        ...signalsOf("scale", "element", { is_nan: 1 }),
        ...signalsOf("scale", "output", { scale: SCALE.bits }),
        ...signalsOf("element", "output", { elements: lanes * dst.width }),
      ],
      cuts: {
        1: ["output"],
        2: ["scale", "output"],
        3: ["scale", "element", "output"],
        4: ["unpack", "scale", "element", "output"],
      },
    },
    c,
  );
  const ranks = String(p.scale!.ranks);
  const leaves = Array.from({ length: lanes }, (_, lane) => ({
    name: slice(ranks, (lane + 1) * rankBits - 1, lane * rankBits, lanes * rankBits),
    bits: rankBits,
  }));
  const { pairs, root } = pairwise(leaves, "largest", 0);
  const rank = `${expExtend("exp", port, rankBits)}${plusConstant(1 - port.min, rankBits)}`;
  return {
    p,
    pipelined: c.stages > 0,
    lanes,
    unpack: use(fpUnpack, { src, exp: "field", sig: "normalised" }),
    srcWidth: src.width,
    expRange: range(shape.expWidth),
    sigRange: range(src.sigBits),
    hidden: slice("sig", src.fracBits, src.fracBits, src.sigBits),
    fracBits: src.fracBits,
    frac: slice("sig", src.fracBits - 1, 0, src.sigBits),
    rank,
    rankBits,
    rankRange: range(rankBits),
    lowestExp: plan.lowestExp,
    pairs: pairs.map(({ name, left, right }) => ({
      name,
      text: right === undefined ? left.name : `${left.name} > ${right.name} ? ${left.name} : ${right.name}`,
    })),
    root: root.name,
    codeRange: range(codeBits),
    code: `${zeroExtend("largest", rankBits, codeBits)}${plusConstant(plan.codeOffset, codeBits)}`,
    codeSign: codeBits - 1,
    codeLow: slice("code", SCALE.bits - 1, 0, codeBits),
    clampsLow: plan.clampsLow,
    clampsHigh: plan.clampsHigh,
    testsEmpty: plan.testsEmpty,
    above: `~code[${codeBits - 1}] & (code > ${modulo(SCALE.largest, codeBits)})`,
    unusedCode: codeBits > SCALE.bits ? slice("code", codeBits - 1, SCALE.bits, codeBits) : "",
    emax: elementMaxExp(dst),
    raises: plan.clampsLow || plan.testsEmpty,
    fieldSign: fieldBits - 1,
    fieldRange: range(fieldBits),
    field: `${zeroExtend("rank", rankBits, fieldBits)} - ${zeroExtend(String(p.element!.scale), SCALE.bits, fieldBits)}${plusConstant(plan.fieldOffset, fieldBits)}`,
    fieldTooLow: `field[${fieldBits - 1}] | ~|${slice("field", fieldBits - 2, 0, fieldBits)}`,
    fieldTooHigh: `field > ${modulo(plan.top, fieldBits)}`,
    fieldOne: binary(1, quotient.expBits),
    fieldTop: binary(plan.top, quotient.expBits),
    fieldZero: binary(0, quotient.expBits),
    fieldLow: slice("field", quotient.expBits - 1, 0, fieldBits),
    quotientExpRange: range(quotient.expBits),
    convert: use(fpConvert, { src: quotient, dst, round, overflow: "saturate", rndBits }),
    elementRange: range(dst.width),
    elementBits: dst.width,
    oneZero: losesZeroSign(src, quotient),
    random,
    rndBits,
    symmetric: dst.kind === "fixed" && dst.signed,
    lowest: binary(1n << BigInt(dst.width - 1), dst.width),
    lowestPlus: binary((1n << BigInt(dst.width - 1)) + 1n, dst.width),
    scaleRange: range(SCALE.bits),
  };
}
