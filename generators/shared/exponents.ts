/** Exponent ports and the arithmetic between them: ranges known to the generator, so that widths are never guessed. */
import { decimal, signExtend } from "./literals.js";
import { signedBits, unsignedBits } from "./unpacked.js";

/** The values that an exponent port can carry, as they stand on its bits. */
export interface ExpRange {
  readonly min: number;
  readonly max: number;
}

/** Unsigned where no value is negative. */
export function expShape({ min, max }: ExpRange): { width: number; signed: boolean } {
  return min >= 0 ? { width: unsignedBits(max), signed: false } : { width: signedBits(min, max), signed: true };
}

/** The exponent `name` as a two's complement number of `to` bits; `to` must hold its range, or the sum is meant modulo. */
export function expExtend(name: string, range: ExpRange, to: number): string {
  const { width, signed } = expShape(range);
  if (to < width) return `${name}[${to - 1}:0]`;
  if (to === width) return name;
  if (!signed) return `{${to - width}'d0, ${name}}`;
  return signExtend(name, width, to);
}

/** `value` modulo 2^width as a literal. */
export function modulo(value: number, width: number): string {
  const size = 2 ** width;
  return decimal(((value % size) + size) % size, width);
}

/** ` + 5'd3` or ` - 5'd3`, or nothing for a constant that vanishes modulo 2^width. */
export function plusConstant(value: number, width: number): string {
  if (value % 2 ** width === 0) return "";
  return ` ${value < 0 ? "-" : "+"} ${modulo(Math.abs(value), width)}`;
}

export const shiftRange = ({ min, max }: ExpRange, by: number): ExpRange => ({ min: min + by, max: max + by });
