/** From pixels and class means to the codes of a unit's operand format, and what the codes stand for. */
import type { Format } from "../../formats/index.js";
import { valueTable } from "../../golden/fast.js";
import { encode, fromNumber } from "../../golden/index.js";

/**
 * Pixels 0..255 and class means are multiplied by this before they are rounded. A power of two, so that it costs no
 * accuracy by itself; ink becomes about 1/4, which keeps every format far from saturation: sums of 784 products stay
 * below 49, and most of them near 1, where posits are densest.
 */
export const SCALE = 2 ** -10;

/** The code nearest to a value: ties to even, saturating. */
export function codeOf(format: Format, value: number): number {
  return Number(encode(format, fromNumber(value), { round: "rne", overflow: "saturate" }).code);
}

/** The values of codes. */
export function valuesOf(format: Format, codes: Uint32Array): Float64Array {
  const table = valueTable(format);
  return Float64Array.from(codes, (code) => table[code]!);
}

/** Codes of pixel bytes. */
export function pixelCodes(format: Format, pixels: Uint8Array): Uint32Array {
  const table = Uint32Array.from({ length: 256 }, (_, ink) => codeOf(format, ink * SCALE));
  return Uint32Array.from(pixels, (ink) => table[ink]!);
}

/** Codes of the class means, one class after another. */
export function meanCodes(format: Format, means: readonly Float64Array[]): Uint32Array {
  return Uint32Array.from(
    means.flatMap((mean) => [...mean]),
    (value) => codeOf(format, value * SCALE),
  );
}
