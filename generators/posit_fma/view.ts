import { indexBits } from "../../formats/index.js";
import { positDecode } from "../posit_decode/unit.js";
import { positEncode } from "../posit_encode/unit.js";
import { arithShift } from "../shared/arith-shift.js";
import { binary, decimal, range, signExtend, slice, zeroExtend } from "../shared/literals.js";
import { operandsView, positShape } from "../shared/posit.js";
import { productView, productWidth } from "../shared/posit-product.js";
import { leftShift, runLines } from "../shared/posit-run.js";
import { signedBits } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";

/**
 * Everything that the template of `posit_fma` prints.
 *
 * With F the longest fraction a product has 2 F bits behind the point. The words have two more, and then what is lost is
 * below every bit that the rounding reads:
 * - c above, d places: the product is at most 4, so up to d = 2 the difference may cancel, and nothing is lost. Beyond,
 *   the sum is above 1/2, and F + 2 places behind the point and the sticky bit decide.
 * - the product above, at least 1: up to d = 1 the difference may cancel, and c has F bits behind the point. Beyond, the
 *   sum is above 1/2 as well.
 */
export function positFmaView(n: number, es: number, use: Use): View {
  const { format, scaleBits, fracPort: fracBits } = positShape(n, es);
  const productBits = productWidth(fracBits);
  const pad = 2;
  const wordBits = productBits + pad;
  const wideScale = scaleBits + 1;
  const distanceBits = wideScale;
  const amountBits = Math.min(indexBits(wordBits), distanceBits);
  const runBits = indexBits(wordBits);
  const most = 2 * (format.maxScale + 2 ** es);
  const resultScale = Math.max(signedBits(-most - wordBits, most + 2), wideScale, runBits + 1);
  const resultFrac = wordBits - 2;
  const shift = arithShift({
    word: "small_0",
    stem: "small",
    width: wordBits,
    fill: `small_0[${wordBits - 1}]`,
    count: "amount",
    countWidth: amountBits,
    steps: amountBits,
    lost: "1'b0",
  });
  return {
    operands: operandsView(use(positDecode, { n, es, form: "signed" }), n, es, { a: "a_i", b: "b_i", c: "c_i" }),
    product: productView({ aSign: "a_sign", bSign: "b_sign", aFrac: "a_frac", bFrac: "b_frac", fracBits }),
    productBits,
    productPad: binary(0, pad),
    cPad: binary(0, wordBits - 4 - fracBits),
    scaleRange: range(wideScale),
    aScale: signExtend("a_scale", scaleBits, wideScale),
    bScale: signExtend("b_scale", scaleBits, wideScale),
    cScale: signExtend("c_scale", scaleBits, wideScale),
    wordRange: range(wordBits),
    wordTop: wordBits - 1,
    gapRange: range(wideScale + 1),
    gapTop: wideScale,
    gapRest: wideScale - 1,
    gap: `${signExtend("product_scale", wideScale, wideScale + 1)} - ${signExtend("c_scale_wide", wideScale, wideScale + 1)}`,
    distanceBits,
    distanceRange: range(distanceBits),
    distanceZeros: binary(0, distanceBits - 1),
    far: distanceBits > amountBits ? `|${slice("distance", distanceBits - 1, amountBits, distanceBits)}` : "1'b0",
    near: slice("distance", amountBits - 1, 0, distanceBits),
    amountBits,
    amountRange: range(amountBits),
    steps: shift.lines,
    shifted: shift.shifted,
    shiftLost: shift.lost,
    run: runLines("sum", wordBits, runBits, wordBits),
    resultScaleRange: range(resultScale),
    bigScale: signExtend("big_scale", wideScale, resultScale),
    two: decimal(2, resultScale),
    count: zeroExtend("count", runBits, resultScale),
    fracRange: range(resultFrac),
    fracTop: resultFrac - 1,
    fracSteps: leftShift("frac_0", "frac", resultFrac, "count", runBits).lines,
    encode: use(positEncode, { n, es, form: "signed", scaleBits: resultScale, fracBits: resultFrac }),
  };
}
