import { indexBits } from "../../formats/index.js";
import { positDecode } from "../posit_decode/unit.js";
import { positEncode } from "../posit_encode/unit.js";
import { emacLatencyRow, emacParams, emacPorts, termsParameter } from "../shared/emac.js";
import { binary, range, zeroExtend } from "../shared/literals.js";
import { operandsView, positParams, positShape, productBits, quireBits } from "../shared/posit.js";
import { productWidth } from "../shared/posit-product.js";
import { defineUnit } from "../unit.js";
import { emacModel } from "./model.js";
import { page } from "./page.js";
import { emacView, startView } from "./view.js";

/** The decoded codes; that of `init_i` is kept beside the first product. */
const operandCodes = (init: boolean) => ({ a: "a_i", b: "b_i", ...(init && { init: "init_q" }) });

/** Exact dot products: every product into a quire, one rounding at the end. */
export const positEmac = defineUnit({
  kind: "clocked",
  name: "posit_emac",
  summary: "Dot products of posits, accumulated exactly in a quire and rounded once.",
  params: { ...positParams, ...emacParams },
  variants: [
    { n: 8, es: 1 },
    { n: 8, es: 0 },
    { n: 7, es: 0 },
    { n: 6, es: 1 },
    { n: 5, es: 2 },
    { n: 16, es: 1 },
    { n: 8, es: 1, init: true, relu: true },
  ],
  verilogParameters: () => [termsParameter],
  ports({ n, es, init }) {
    const { format } = positShape(n, es);
    return emacPorts({ a: format, b: format, dst: format, init });
  },
  behaviour({ n, es, relu }) {
    const { format } = positShape(n, es);
    return [
      ["format", `posit(${n},${es})`],
      [
        "quire",
        `${productBits(format)} + clog2(Terms) bits, last place 2^${-2 * format.maxScale}; wraps when overfilled`,
      ],
      ["rounding", "once, to nearest on the bit string, ties to even; never to 0 or NaR"],
      ["NaR", "any NaR among the factors makes the dot product NaR"],
      ...(relu ? [["relu", "a negative dot product gives 0; NaR stays"] as const] : []),
      emacLatencyRow,
    ];
  },
  model: ({ n, es, init, relu }, { Terms = 32 }) => emacModel({ format: positShape(n, es).format, init, relu }, Terms),
  view({ n, es, init, relu }, use) {
    const { scaleBits, fracPort } = positShape(n, es);
    return {
      operands: operandsView(use(positDecode, { n, es, form: "signed" }), n, es, operandCodes(init)),
      ...(init && startView(n, es)),
      init,
      relu,
      encode: use(positEncode, { n, es, form: "signed", scaleBits, fracBits: fracPort + 1 }),
      ...emacView(n, es),
    };
  },
  reference({ n, es, init, relu }, { Terms = 32 }, use) {
    const { format, scaleBits, fracPort } = positShape(n, es);
    const quire = quireBits(format, Terms);
    const unit = 2 * format.maxScale;
    const below = 2 * fracPort + 2 ** scaleBits - unit;
    const kept = fracPort + 1;
    const initBelow = fracPort + 2 ** (scaleBits - 1) - unit;
    return {
      operands: operandsView(use(positDecode, { n, es, form: "signed" }), n, es, operandCodes(init)),
      init,
      initHalf: 2 ** (scaleBits - 1),
      initStart: initBelow >= 0 ? `init_raised >>> ${initBelow}` : `init_raised <<< ${-initBelow}`,
      isZero: relu ? "is_zero || sign" : "is_zero",
      encode: use(positEncode, { n, es, form: "signed", scaleBits, fracBits: kept }),
      fracPort,
      twoFracs: 2 * fracPort,
      fracs: `${zeroExtend("a_frac", fracPort, productWidth(fracPort))} * ${zeroExtend("b_frac", fracPort, productWidth(fracPort))}`,
      productRange: range(productWidth(fracPort)),
      shiftRange: range(scaleBits + 1),
      half: 2 ** scaleBits,
      quireRange: range(quire),
      quireTop: quire - 1,
      below,
      wideRange: range(quire + below),
      placedRange: range(productBits(format)),
      placeRange: range(indexBits(quire)),
      lowest: unit - 2 ** (scaleBits - 1),
      highest: unit + 2 ** (scaleBits - 1) - 1,
      unit,
      scaleRange: range(scaleBits),
      noFrac: binary(0, kept),
      alignedRange: range(quire + kept),
      fracRange: range(kept),
      fracBits: kept,
      fracTop: quire + kept - 2,
      restTop: quire - 2,
      codeRange: range(n),
    };
  },
  fault: { name: "NaR is forgotten", find: "has_nar_q || product_is_nar_q", replace: "product_is_nar_q" },
  page,
});
