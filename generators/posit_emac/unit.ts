import { indexBits } from "../../formats/index.js";
import { positDecode } from "../posit_decode/unit.js";
import { positEncode } from "../posit_encode/unit.js";
import { clockPort, resetPort } from "../shared/clocked.js";
import { binary, range, zeroExtend } from "../shared/literals.js";
import { codePort, operandsView, positParams, positShape, productBits, quireBits } from "../shared/posit.js";
import { productWidth } from "../shared/posit-product.js";
import { defineUnit } from "../unit.js";
import { emacModel } from "./model.js";
import { page } from "./page.js";
import { emacView } from "./view.js";

/** Exact dot products: every product into a quire, one rounding at the end. */
export const positEmac = defineUnit({
  kind: "clocked",
  name: "posit_emac",
  summary: "Dot products of posits, accumulated exactly in a quire and rounded once.",
  page,
  params: { ...positParams },
  variants: [
    { n: 8, es: 1 },
    { n: 8, es: 0 },
    { n: 16, es: 1 },
  ],
  verilogParameters: () => [
    {
      name: "Terms",
      default: 32,
      min: 1,
      max: 65536,
      others: [1, 1000],
      doc: "products that the quire holds without overflow",
    },
  ],
  ports({ n, es }) {
    const { format } = positShape(n, es);
    const one = { width: 1 } as const;
    return [
      clockPort,
      resetPort,
      { ...one, name: "valid_i", dir: "in", role: "valid", doc: "a_i and b_i are a pair of the dot product" },
      { ...one, name: "last_i", dir: "in", role: "last", doc: "with valid_i: the last pair" },
      codePort(format, "a_i", "in", "factor"),
      codePort(format, "b_i", "in", "factor"),
      { ...one, name: "valid_o", dir: "out", role: "valid", doc: "for one cycle: result_o is new" },
      codePort(format, "result_o", "out", "the last dot product; 0 after reset"),
    ];
  },
  behaviour({ n, es }) {
    const { format } = positShape(n, es);
    return [
      ["format", `posit(${n},${es})`],
      [
        "quire",
        `${productBits(format)} + clog2(Terms) bits, last place 2^${-2 * format.maxScale}; wraps when overfilled`,
      ],
      ["rounding", "once, to nearest on the bit string, ties to even; never to 0 or NaR"],
      ["NaR", "any NaR among the factors makes the dot product NaR"],
      ["latency", "valid_o is high in the third cycle after that of last_i; a pair every cycle, no bubble"],
    ];
  },
  model: ({ n, es }, { Terms = 32 }) => emacModel(positShape(n, es).format, Terms),
  view({ n, es }, use) {
    const { scaleBits, fracPort } = positShape(n, es);
    return {
      operands: operandsView(use(positDecode, { n, es, form: "signed" }), n, es, { a: "a_i", b: "b_i" }),
      encode: use(positEncode, { n, es, form: "signed", scaleBits, fracBits: fracPort + 1 }),
      ...emacView(n, es),
    };
  },
  reference({ n, es }, { Terms = 32 }, use) {
    const { format, scaleBits, fracPort } = positShape(n, es);
    const quire = quireBits(format, Terms);
    const unit = 2 * format.maxScale;
    const below = 2 * fracPort + 2 ** scaleBits - unit;
    const kept = fracPort + 1;
    return {
      operands: operandsView(use(positDecode, { n, es, form: "signed" }), n, es, { a: "a_i", b: "b_i" }),
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
});
