import { isStochastic } from "../../golden/index.js";
import { fpPack } from "../fp_pack/unit.js";
import { sumWindow3 } from "../fp_sum3/plan.js";
import { fpSum3 } from "../fp_sum3/unit.js";
import { hfp8Formats, hfp8Widen } from "../hfp8_widen/unit.js";
import { plusConstant } from "../shared/exponents.js";
import { binary, range, replicate, zeroExtend } from "../shared/literals.js";
import { unpackView } from "../shared/operands.js";
import { unsignedBits } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";
import type { FmmaConfig } from "./model.js";

/** Everything that the template of `hfp8_fmma` prints. */
export function fmmaView(c: FmmaConfig, use: Use): View {
  const { acc, align, round, overflow, rndBits } = c;
  const { widened } = hfp8Formats;
  const productBits = 2 * widened.sigBits;
  const bits = Math.max(productBits, acc.sigBits);
  // Exponents are coded as exp + offset; no number's is below 1.
  const offset = Math.max(2 * widened.bias + 1, acc.bias + 1);
  const least = Math.min(2 * widened.minExp, acc.minExp);
  const most = Math.max(2 * widened.maxExp + 1, acc.maxExp + 1);
  const expBits = unsignedBits(most + offset);
  const window = align === "exact" ? sumWindow3(bits, acc.sigBits) : c.alignW;
  const sigBits = window + 2;
  const field = (name: string, fieldBits: number) => zeroExtend(name, fieldBits, expBits);
  const padded = (name: string, width: number) => (width === bits ? name : `{${name}, ${binary(0, bits - width)}}`);
  return {
    widen: use(hfp8Widen, {}),
    wideRange: range(widened.width),
    factors: ["a0", "b0", "a1", "b1"].map((name) => ({ name, mode: `mode_${name[0]}_i` })),
    operands: [
      ...["a0", "b0", "a1", "b1"].map((name) => unpackView(name, `${name}_wide`, widened, use, { into: acc })),
      unpackView("c", "c_i", acc, use),
    ],
    productRange: range(productBits),
    productTop: productBits - 1,
    productRest: productBits - 2,
    products: [0, 1].map((i) => ({
      name: `p${i}`,
      a: `a${i}`,
      b: `b${i}`,
      product: `${zeroExtend(`a${i}_sig`, widened.sigBits, productBits)} * ${zeroExtend(`b${i}_sig`, widened.sigBits, productBits)}`,
      exp: `${field(`a${i}_exp`, widened.expBits)} + ${field(`b${i}_exp`, widened.expBits)}${plusConstant(offset - 2 * widened.bias, expBits)}`,
    })),
    expBits,
    expRange: range(expBits),
    expZeros: binary(0, expBits - 1),
    cExp: `(${field("c_exp", acc.expBits)}${plusConstant(offset - acc.bias, expBits)}) & ${replicate("~c_is_zero", expBits)}`,
    p0Sig: padded("p0_sig", productBits),
    p1Sig: padded("p1_sig", productBits),
    cSig: padded("c_sig", acc.sigBits),
    sumRange: range(sigBits),
    sum3: use(fpSum3, { bits, expBits, window, form: align }),
    pack: use(fpPack, {
      dst: acc,
      sigBits,
      minExp: least + 2,
      maxExp: most + 2,
      offset: offset - 2,
      maxLead: sigBits,
      increment: true,
      round,
      overflow,
      rndBits,
    }),
    random: isStochastic(round),
  };
}
