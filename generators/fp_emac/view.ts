import type { Minifloat } from "../../formats/index.js";
import { isCapped, shiftsRight } from "../fp_pack/plan.js";
import { fpPack } from "../fp_pack/unit.js";
import { binary, range, replicate, slice, zeroExtend } from "../shared/literals.js";
import { unpackView } from "../shared/operands.js";
import { alignLines } from "../shared/place.js";
import { unpackedShape } from "../shared/unpacked.js";
import type { Use, View } from "../unit.js";
import type { EmacConfig } from "./model.js";
import { emacPlan } from "./plan.js";

const expBits = (f: Minifloat): number => unpackedShape(f, "field").expWidth;

/** Everything that the template of `fp_emac` prints. */
export function emacView(c: EmacConfig, use: Use): View {
  const { a, b, dst, init, relu } = c;
  const plan = emacPlan(c);
  const productBits = a.sigBits + b.sigBits;
  const sign = `product_q[${productBits}]`;
  const distance = (name: string, f: Minifloat) => zeroExtend(name, expBits(f), plan.sumBits);
  const align = alignLines({
    word: "product_q",
    width: productBits + 1,
    distance: "distance_q",
    distanceBits: plan.sumBits,
    from: Math.max(0, plan.lowestSum),
    to: plan.lowestSum + plan.termBits - 2,
    below: sign,
  });
  return {
    terms: init ? "Terms + 1" : "Terms",
    termBits: plan.termBits,
    unit: plan.unit,
    operands: [
      unpackView("a", "a_i", a, use),
      unpackView("b", "b_i", b, use),
      ...(init ? [unpackView("init", "init_q", a, use)] : []),
    ],
    ...specialsView(c),
    productBits,
    productRange: range(productBits),
    signedBits: productBits + 1,
    signedRange: range(productBits + 1),
    product: `${zeroExtend("a_sig", a.sigBits, productBits)} * ${zeroExtend("b_sig", b.sigBits, productBits)}`,
    distanceRange: range(plan.sumBits),
    distance: `${distance("a_exp", a)} + ${distance("b_exp", b)}`,
    alignLines: [
      ...align.lines,
      // Products end above the last place of init_i.
      ...(plan.lowestSum < 0
        ? [`wire ${range(plan.termBits - 1)}placed = {${align.row}, ${replicate(sign, -plan.lowestSum)}};`]
        : []),
    ],
    aligned: plan.lowestSum < 0 ? "placed" : align.row,
    startText: init ? "init_i" : "0",
    init,
    initRange: range(a.width),
    ...(init && initView(c)),
    dstRange: range(dst.width),
    zeroCode: binary(0, dst.width),
    relu,
    ...roundView(c, use),
  };
}

/** NaN and infinity beside the sum: two flags where there is infinity, of which both mean NaN; else one or none. */
export function specialsView(c: EmacConfig): View {
  const { a, b, init, relu } = c;
  const hasInf = a.hasInf || b.hasInf;
  const anyNan = hasInf || a.nanCode !== undefined || b.nanCode !== undefined;
  const invalid = hasInf ? " | (a_is_zero & b_is_inf) | (a_is_inf & b_is_zero)" : "";
  const flag = (name: string, product: string, own: string) => ({
    name,
    product,
    old: init ? `(is_first_q ? ${own} : ${name}_q)` : `(${name}_q & ~is_first_q)`,
  });
  const flags = hasInf
    ? [
        flag("pos", "product_is_nan | (product_is_inf & ~product_sign)", "init_is_nan | (init_is_inf & ~init_sign)"),
        flag("neg", "product_is_nan | (product_is_inf & product_sign)", "init_is_nan | (init_is_inf & init_sign)"),
      ]
    : anyNan
      ? [flag("nan", "product_is_nan", "init_is_nan")]
      : [];
  const negative = hasInf ? "(pos_q | neg_q ? neg_q : sign)" : "sign";
  // A packer that counts no zeros below the normal numbers takes the zero like any other.
  const zero = isCapped(packOptions(c)) ? [] : ["~|sum_q"];
  const isZero = [...zero, ...(relu ? [negative] : [])].join(" | ") || "1'b0";
  return {
    anyNan,
    hasInf,
    invalid,
    flags,
    unused: [
      "a_is_zero",
      "b_is_zero",
      "a_is_inf",
      "b_is_inf",
      "a_is_nan",
      "b_is_nan",
      ...(init ? ["init_is_zero", "init_is_inf", "init_is_nan"] : []),
    ].join(", "),
    isZero,
    isInf: hasInf ? (relu ? "pos_q" : "pos_q | neg_q") : "1'b0",
    isNan: hasInf ? "pos_q & neg_q" : anyNan ? "nan_q" : "1'b0",
    sign: relu ? "1'b0" : negative,
  };
}

/** `init_i` in its place, two's complement. */
function initView(c: EmacConfig): View {
  const { a } = c;
  const plan = emacPlan(c);
  const { minExp, offset } = unpackedShape(a, "field");
  // The distance of its last place from that of the sum at exp field 0.
  const from = minExp - a.fracBits - plan.unit - (minExp + offset);
  const lead = Math.max(0, from);
  const align = alignLines({
    word: "init_word",
    width: a.sigBits + 1,
    distance: "init_exp",
    distanceBits: expBits(a),
    from: Math.max(0, -from),
    to: plan.termBits - 1 - from,
    stem: "init",
  });
  return {
    initSigBits: a.sigBits + 1,
    initSigRange: range(a.sigBits + 1),
    initSigZeros: binary(0, a.sigBits),
    initLines: align.lines,
    termRange: range(plan.termBits),
    initRow: lead > 0 ? `{${align.row}, ${binary(0, lead)}}` : align.row,
  };
}

/** The rounder: its exponent is a constant, that of the window's top place. */
function packOptions(c: EmacConfig) {
  const { dst, round, overflow } = c;
  const { unit, windowBits } = emacPlan(c);
  const exp = windowBits - 1 + unit;
  const increment = !shiftsRight({ dst, minExp: exp });
  const window = { sigBits: windowBits, minExp: exp, maxExp: exp, offset: -exp, maxLead: windowBits };
  return { dst, ...window, increment, round, rounded: false, overflow, rndBits: 0, flags: false };
}

/** The window of the sum that is rounded, and how. */
export function roundView(c: EmacConfig, use: Use): View {
  const { mostBits, windowBits } = emacPlan(c);
  const options = packOptions(c);
  const increments = options.increment;
  const huge = windowBits < mostBits - 1;
  const top = slice("wide", windowBits - 1, 0, mostBits);
  return {
    mostBits,
    mostRange: range(mostBits),
    mostTop: mostBits - 1,
    windowBits,
    huge,
    sigRange: range(windowBits),
    sigZeros: binary(0, windowBits - 1),
    sig: huge ? `${top} | {is_huge, ${binary(0, windowBits - 1)}}` : top,
    increments,
    // Below the window the inverted sum is ones without end.
    sticky: increments ? "sign" : "1'b0",
    pack: use(fpPack, { ...options, rndBits: 8 }),
  };
}
