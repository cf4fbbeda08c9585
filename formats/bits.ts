/** An integer in a name: `n3` for -3. */
export const signedTag = (n: number) => (n < 0 ? `n${-n}` : `${n}`);

/** Bits that hold every value 0..n - 1, at least one; n is 1..2^32. */
export function indexBits(n: number): number {
  return Math.max(1, 32 - Math.clz32(n - 1));
}
