/** Products in fixed point: the grid on which every product of two formats is an integer, and how far it reaches. */
import { type Fixed, type Minifloat, minifloat } from "../../formats/index.js";
import { bitLength, decode, type Finite } from "../../golden/index.js";
import { elementName, type Port } from "../design.js";
import type { Words } from "../unit.js";

/** A format whose codes are integers of one grid: minifloats and fixed point. */
export type GridFormat = Minifloat | Fixed;

export interface ProductGrid {
  /** Every product is an integer times 2^unit. */
  readonly unit: number;
  /** The largest magnitude of a product, in units. */
  readonly largest: bigint;
  /** Bits of a product in two's complement. */
  readonly bits: number;
}

/** Exponent of the last place that all finite codes share. */
const lastPlace = (f: GridFormat): number =>
  f.kind === "fixed" ? -f.fl : (f.lowest === "normal" ? -f.bias : f.minExp) - f.fracBits;

/** The largest magnitude, in units of the last place. */
function largestOf(f: GridFormat): bigint {
  if (f.kind === "fixed") return 1n << BigInt(f.signed ? f.width - 1 : f.width);
  const { sig, exp } = decode(f, f.maxFiniteCode) as Finite;
  return sig << BigInt(exp - lastPlace(f));
}

export function productGrid(a: GridFormat, b: GridFormat): ProductGrid {
  const largest = largestOf(a) * largestOf(b);
  return { unit: lastPlace(a) + lastPlace(b), largest, bits: bitLength(largest) + 1 };
}

/** Bits of a sum of that many products in two's complement: one more at each level of a tree of pairs. */
export const sumBits = (grid: ProductGrid, terms: number): number => grid.bits + Math.ceil(Math.log2(terms));

/** A finite value as an integer times 2^unit. */
export function inUnits(x: Finite, unit: number): bigint {
  const shift = x.exp - unit;
  const magnitude = shift >= 0 ? x.sig << BigInt(shift) : x.sig >> BigInt(-shift);
  return x.negative ? -magnitude : magnitude;
}

export const hasInfinity = (f: GridFormat): boolean => f.kind === "minifloat" && f.hasInf;
export const hasNan = (f: GridFormat): boolean => f.kind === "minifloat" && f.nanCode !== undefined;

/** A two's complement output in units; as single bits where it is wider than a word. */
export function integerOutput(name: string, bits: number, doc: string): Port {
  const port = { name, dir: "out", role: "data", doc } as const;
  return bits <= 64 ? { ...port, width: bits, signed: true } : { ...port, width: 1, lanes: bits };
}

/** What a model gives for `integerOutput`. */
export function integerWords(name: string, bits: number, value: bigint): Words {
  const word = BigInt.asUintN(bits, value);
  if (bits <= 64) return { [name]: word };
  return Object.fromEntries(
    Array.from({ length: bits }, (_, i) => [elementName(name, i), (word >> BigInt(i)) & 1n] as const),
  );
}

/** The format in which every code is the number that its fields spell, infinities and NaNs too. */
export function fieldsFormat(f: GridFormat): GridFormat {
  if (f.kind === "fixed") return f;
  return minifloat({ ...f, hasInf: false, highNans: 0, negZero: "zero" }, `${f.name}_fields`);
}
