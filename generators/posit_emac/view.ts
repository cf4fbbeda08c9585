import { binary, range, signExtend, slice } from "../shared/literals.js";
import { alignLines } from "../shared/place.js";
import { positShape, productBits } from "../shared/posit.js";
import { productView, productWidth } from "../shared/posit-product.js";
import type { View } from "../unit.js";

/** Widths of the data path, and the lines that shift a product into the quire and find the quire's first digit. */
export function emacView(n: number, es: number): View {
  // Where no code has a fraction the decoder's one bit of 0 serves, so that no width is special.
  const { format, scaleBits, fracPort: fracBits } = positShape(n, es);
  const product = productWidth(fracBits);
  const aligned = productBits(format);
  const shiftBits = scaleBits + 1;
  // The scale of a product is 2^scaleBits too high as a distance: the point of the product then stands here.
  const point = 2 * fracBits + 2 ** scaleBits - 2 * format.maxScale;
  const align = alignLines({
    word: "product_q",
    width: product,
    distance: "distance_q",
    distanceBits: shiftBits,
    from: point,
    to: point + aligned - 1,
  });
  return {
    product: productView({ aSign: "a_sign", bSign: "b_sign", aFrac: "a_frac", bFrac: "b_frac", fracBits }),
    codeRange: range(n),
    scaleRange: range(scaleBits),
    zeroCode: binary(0, n),
    shiftRange: range(shiftBits),
    shiftTop: shiftBits - 1,
    shiftRest: slice("scale_sum", shiftBits - 2, 0, shiftBits),
    aScale: signExtend("a_scale", scaleBits, shiftBits),
    bScale: signExtend("b_scale", scaleBits, shiftBits),
    alignedBits: aligned,
    alignLines: align.lines,
    aligned: align.row,
    ...firstDigit(n, es),
  };
}

/** `init_i` in its place in the quire, two's complement: its significand moves up by its scale. */
export function startView(n: number, es: number): View {
  const { format, scaleBits, fracPort: fracBits } = positShape(n, es);
  const bits = productBits(format);
  // As for the products: the scale is made unsigned by adding half the range.
  const point = fracBits + 2 ** (scaleBits - 1) - 2 * format.maxScale;
  const align = alignLines({
    word: "init_sig",
    width: fracBits + 2,
    distance: "init_distance",
    distanceBits: scaleBits,
    from: Math.max(0, point),
    to: point + bits - 1,
    stem: "start",
  });
  return {
    initSigRange: range(fracBits + 2),
    initDistanceRange: range(scaleBits),
    initDistance: `{~${slice("init_scale", scaleBits - 1, scaleBits - 1, scaleBits)}, ${slice("init_scale", scaleBits - 2, 0, scaleBits)}}`,
    startRange: range(bits),
    startLines: align.lines,
    startTerm: point < 0 ? `{${align.row}, ${binary(0, -point)}}` : align.row,
  };
}

/** Finds the first bit of the quire that differs from the sign, and what stands behind it. */
function firstDigit(n: number, es: number): View {
  const { format, scaleBits, fracPort: fracBits } = positShape(n, es);
  const places = 2 ** scaleBits;
  const kept = fracBits + 1;
  // Quire bits of the places where the first digit may stand.
  const bottom = 2 * format.maxScale - places / 2;
  const top = bottom + places - 1;
  const low = bottom - kept;
  const lines: string[] = [];
  const wordBits = places + kept;
  const pad = low < 0 ? `, ${binary(0, -low)}` : "";
  lines.push(
    `wire ${range(wordBits)}digits_${places} = ${pad === "" ? "" : "{"}quire_q[${top}:${Math.max(0, low)}]${pad}${pad === "" ? "" : "}"};`,
  );
  let lost = low > 0 ? `|quire_q[${low - 1}:0]` : "1'b0";
  lines.push(`wire below_${places} = ${lost};`);
  lost = `below_${places}`;
  const found: string[] = [];
  for (let half = places / 2; half >= 1; half /= 2) {
    const width = 2 * half + kept;
    const from = `digits_${2 * half}`;
    const upper = slice(from, width - 1, width - half, width);
    lines.push(
      `wire is_upper_${half} = is_huge || ${half === 1 ? `${upper} != sign` : `|(${upper} ^ {${half}{sign}})`};`,
      `wire ${range(half + kept)}digits_${half} = is_upper_${half} ? ${slice(from, width - 1, half, width)} : ${slice(from, width - half - 1, 0, width)};`,
      `wire below_${half} = ${lost} || (is_upper_${half} && ${half === 1 ? "" : "|"}${slice(from, half - 1, 0, width)});`,
    );
    lost = `below_${half}`;
    found.push(`is_upper_${half}`);
  }
  return {
    hugeFrom: top + 1,
    digitLines: lines,
    keptRange: range(kept),
    keptTop: kept - 1,
    found: `{~${found[0]}, ${found.slice(1).join(", ")}}`,
    anyFound: found.join(" || "),
    below: lost,
  };
}
