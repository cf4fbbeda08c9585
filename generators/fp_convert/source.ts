/** The input stage of a conversion: what the template prints for each kind of source. */
import { fpUnpack } from "../fp_unpack/unit.js";
import { positDecode } from "../posit_decode/unit.js";
import { expShape, shiftRange } from "../shared/exponents.js";
import { range, replicate, slice, zeroExtend } from "../shared/literals.js";
import { positShape } from "../shared/posit.js";
import type { Use, View } from "../unit.js";
import type { ConvertConfig, ConvertPlan } from "./plan.js";

/** Outputs of the unpacker that are read behind it. */
export interface Reads {
  readonly zero: boolean;
  readonly inf: boolean;
  /** The sign of a zero is to be ignored. */
  readonly zeroSign: boolean;
}

/** Width and sign of the coded exponent as the input stage gives it. */
export function sourceExpShape({ src }: ConvertConfig, { source }: ConvertPlan): { width: number; signed: boolean } {
  switch (src.kind) {
    case "minifloat":
      return { width: src.expBits, signed: false };
    case "posit":
      return { width: positShape(src.width, src.es).scaleBits, signed: true };
    case "fixed":
      return expShape(shiftRange(source.exp, source.offset));
  }
}

/** `code`: name of the code in the section; `reads`: what of the flags is used. */
export function sourceView(c: ConvertConfig, plan: ConvertPlan, code: string, reads: Reads, use: Use): View {
  const { src } = c;
  const { bits } = plan.source;
  const shape = sourceExpShape(c, plan);
  const unused = (names: readonly (string | false)[]) => {
    const list = names.filter((name) => name !== false);
    return list.length > 0 ? `&{1'b0, ${list.join(", ")}}` : "";
  };
  const common = {
    code,
    kind: { minifloat: src.kind === "minifloat", posit: src.kind === "posit", fixed: src.kind === "fixed" },
    expRange: `${shape.signed ? "signed " : ""}${range(shape.width)}`,
    sigRange: range(bits),
    floor: plan.exp.min,
  };
  switch (src.kind) {
    case "minifloat": {
      const hidden = slice("unpacked_sig", bits - 1, bits - 1, bits);
      const frac = bits > 1 ? `{1'b1, ${slice("unpacked_sig", bits - 2, 0, bits)}}` : "1'b1";
      return {
        ...common,
        module: use(fpUnpack, { src, exp: "field" }),
        merges: plan.merges,
        oneZero: reads.zeroSign,
        signBit: reads.zeroSign ? "sign_bit" : "sign",
        unpackedSig: plan.merges ? "unpacked_sig" : "src_sig",
        sig: frac,
        unused: unused([
          !(reads.zero || reads.zeroSign) && "is_zero",
          !reads.inf && "is_inf",
          !plan.source.hasNan && "is_nan",
          plan.merges && hidden,
        ]),
      };
    }
    case "posit": {
      const { fracBits, fracPort } = positShape(src.width, src.es);
      return {
        ...common,
        module: use(positDecode, { n: src.width, es: src.es, form: plan.form }),
        fracRange: range(fracPort),
        sig: fracBits > 0 ? "{1'b1, frac}" : "1'b1",
        unused: unused([!reads.zero && "is_zero", fracBits === 0 && "frac"]),
      };
    }
    case "fixed": {
      return {
        ...common,
        signed: src.signed,
        sign: slice(code, src.width - 1, src.width - 1, src.width),
        signs: replicate("sign", src.width),
        signWide: zeroExtend("sign", 1, src.width),
        readsZero: reads.zero,
        unused: "",
      };
    }
  }
}
