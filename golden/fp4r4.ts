/**
 * The radix-4 FP4 of 4-bit training, [sign, exponent, fraction] = [1, 3, 0]: zero and +-4^k for k = -3..3. It is no
 * minifloat, whose exponent counts powers of two. In the odd phase every number is twice as large, so that the two grids
 * together are all powers of two.
 */
import { add, compare, type Finite, finite, type Value, zero } from "./value.js";

/** Code 8, a zero with a sign, reads as zero. */
export function decodeFp4r4(code: bigint, odd: boolean): Finite {
  const magnitude = Number(code & 7n);
  if (magnitude === 0) return zero();
  return finite(code > 7n, 1n, 2 * (magnitude - 4) + Number(odd));
}

/** Where magnitudes begin to be the smallest number and no longer zero: its half, or as far below it as all others. */
export const fp4r4Bottoms = ["half", "ratio"] as const;
export type Fp4r4Bottom = (typeof fp4r4Bottoms)[number];

/** Nearest in value, ties away from zero; saturates. NaN gives the largest number; zero has one code. */
export function encodeFp4r4(x: Value, odd: boolean, bottom: Fp4r4Bottom): bigint {
  if (x.kind === "nan") return 7n;
  let magnitude = 7n;
  if (x.kind === "finite") {
    const size = { ...x, negative: false };
    const reaches = (code: bigint): boolean => compare(size, threshold(code, odd, bottom)) >= 0;
    while (magnitude > 0n && !reaches(magnitude)) magnitude--;
  }
  return x.negative && magnitude > 0n ? 8n + magnitude : magnitude;
}

/** The least magnitude that rounds to `code`: half way from the one below. */
function threshold(code: bigint, odd: boolean, bottom: Fp4r4Bottom): Finite {
  const upper = decodeFp4r4(code, odd);
  // Below the smallest number a fourth of it stands in for zero where the ratio is to be the same.
  const below = bottom === "ratio" ? { ...upper, exp: upper.exp - 2 } : decodeFp4r4(code - 1n, odd);
  const sum = add(upper, below) as Finite;
  return { ...sum, exp: sum.exp - 1 };
}
