import type { Fixed, Format, Minifloat, Posit } from "../../formats/index.js";
import type { Overflow, RoundMode } from "../../golden/index.js";
import { lostWidth } from "../round_away/unit.js";
import type { ExpRange } from "../shared/exponents.js";
import type { PositForm } from "../shared/posit.js";
import { unpackedShape } from "../shared/unpacked.js";

export interface ConvertConfig {
  readonly src: Minifloat | Posit | Fixed;
  readonly dst: Minifloat | Posit | Fixed;
  readonly round: RoundMode;
  readonly overflow: Overflow;
  readonly rndBits: number;
  readonly flags: boolean;
  readonly stages: number;
  readonly enable: boolean;
}

/** What a source can give, whatever its kind: the number as unpacked, before anything is known of the destination. */
export interface Source {
  /** Bits of the significand, the top one of weight 2^exp. */
  readonly bits: number;
  /** True exponents of numbers; one only in fixed point. */
  readonly exp: ExpRange;
  /** The exponent comes as exp + offset. */
  readonly offset: number;
  /** Most leading zeros of a nonzero significand. */
  readonly lead: number;
  readonly hasInf: boolean;
  readonly hasNan: boolean;
  readonly negative: boolean;
}

/** Beyond these exponents all numbers round alike, flags included: the destination need not tell them apart. */
export interface Limits {
  readonly floor: number;
  readonly ceil: number;
}

export interface ConvertPlan {
  readonly source: Source;
  /** Of a posit's scale and fraction. */
  readonly form: PositForm;
  /** The source's lowest exponent is below the floor: its subnormals, and zero, may stand at the floor as if normal. */
  readonly merges: boolean;
  /** Leading zeros are shifted out before the exponent is clamped. */
  readonly normalises: boolean;
  readonly clampsLow: boolean;
  readonly clampsHigh: boolean;
  /** Exponents and leading zeros that are left for the destination. */
  readonly exp: ExpRange;
  readonly lead: number;
  /** Zero rounds as any tiny number does, so that it needs no test. */
  readonly zeroIsTiny: boolean;
  /** Infinity gives the code of any overflow, so that it needs no test. */
  readonly infOverflows: boolean;
}

function sourceOf(f: Format): Source {
  switch (f.kind) {
    case "minifloat": {
      const { minExp, maxExp, offset } = unpackedShape(f, "field");
      const hasNan = f.highNans > 0 || f.negZero === "nan";
      const lead = f.lowest === "subnormal" ? f.fracBits : 0;
      return {
        bits: f.sigBits,
        exp: { min: minExp, max: maxExp },
        offset,
        lead,
        hasInf: f.hasInf,
        hasNan,
        negative: true,
      };
    }
    case "posit": {
      const exp = { min: -f.maxScale, max: f.maxScale };
      return { bits: f.maxFracBits + 1, exp, offset: 0, lead: 0, hasInf: false, hasNan: true, negative: true };
    }
    case "fixed": {
      // The magnitude of the most negative number takes all bits.
      const top = f.width - 1 - f.fl;
      const exp = { min: top, max: top };
      return { bits: f.width, exp, offset: -top, lead: f.width - 1, hasInf: false, hasNan: false, negative: f.signed };
    }
  }
}

export function limitsOf({ dst, round, rndBits }: Pick<ConvertConfig, "dst" | "round" | "rndBits">): Limits {
  const lost = lostWidth(round, rndBits);
  switch (dst.kind) {
    case "minifloat": {
      // With subnormals: below all bits that the rounding reads, only "not zero" counts. Else rounded as a normal
      // number: from 2^minExp / 2 (`normal`: may not even reach it) or a quarter (`flush`) down it becomes zero.
      const floors = { subnormal: dst.minExp - dst.fracBits - lost - 1, normal: dst.minExp - 1, flush: dst.minExp - 2 };
      return { floor: floors[dst.lowest], ceil: dst.maxExp + 1 };
    }
    case "posit":
      return { floor: -dst.maxScale - 1, ceil: dst.maxScale + 1 };
    case "fixed":
      return { floor: -dst.fl - lost - 1, ceil: dst.width - dst.fl };
  }
}

export function convertPlan(c: ConvertConfig): ConvertPlan {
  const { src, dst } = c;
  const source = sourceOf(src);
  const limits = limitsOf(c);
  // The posit encoder takes any scale, and from another posit a significand in two's complement.
  const staysPosit = src.kind === "posit" && dst.kind === "posit";
  const floats = src.kind === "minifloat";
  const merges = floats && source.exp.min <= limits.floor;
  // A posit is made of a normalised significand; fixed point must see a subnormal's true size to know that it is large.
  const lead = merges ? 0 : source.lead;
  const normalises =
    lead > 0 && (dst.kind === "posit" || (dst.kind === "fixed" && floats && source.exp.min > limits.ceil));
  const range = { min: source.exp.min - (normalises ? lead : 0), max: source.exp.max };
  const left = normalises ? 0 : lead;
  // Subnormals of a source stand at its lowest exponent, so that a clamp from above leaves them alone.
  const clampsLow = !staysPosit && left === 0 && range.min < Math.min(limits.floor, range.max);
  const clampsHigh = !staysPosit && (left === 0 || floats) && range.max > limits.ceil && range.min <= limits.ceil;
  return {
    source,
    form: staysPosit ? "signed" : "magnitude",
    merges,
    normalises,
    clampsLow,
    clampsHigh,
    exp: {
      min: clampsLow ? Math.min(limits.floor, range.max) : range.min,
      max: clampsHigh ? limits.ceil : range.max,
    },
    lead: left,
    zeroIsTiny: merges && tinyIsZero(c),
    infOverflows: infOverflows(c, limits.ceil),
  };
}

/** Every number below the floor gives the code of zero with its sign. */
function tinyIsZero({ dst, round, flags }: ConvertConfig): boolean {
  if (flags || dst.kind === "posit") return false;
  if (dst.kind === "minifloat" && dst.lowest !== "subnormal") return true;
  return !["rup", "rdn", "rto"].includes(round);
}

function infOverflows({ src, dst, round, overflow, flags }: ConvertConfig, ceil: number): boolean {
  if (flags || src.kind !== "minifloat" || src.infCode === undefined || dst.kind === "posit") return false;
  // Read as a number the code must be beyond the range too.
  if (Number(src.infCode >> BigInt(src.fracBits)) - src.bias < ceil) return false;
  if (dst.kind === "fixed" || overflow === "saturate") return true;
  return overflow === "special" && !["rtz", "rup", "rdn"].includes(round);
}
