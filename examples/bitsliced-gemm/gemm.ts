/**
 * C = A B with the rounding of the hardware after every multiply-add. All sums stay in planes, 128 of them side by side:
 * a row of A is spread once, B is packed once, and a pass adds one product to 128 sums.
 */
/** The wrapper that `halfulp bitslice` writes, as far as it is used here. */
export interface Unit {
  reserve(port: string, passes: number): number;
  pack(port: string, codes: Uint32Array, planes: number): void;
  spread(port: string, codes: Uint32Array, planes: number): void;
  unpack(port: string, planes: number, codes: Uint32Array): void;
  pass(passes: number, ...planes: number[]): void;
}

/** Rows of a pass. */
export const LANES = 128;
/** Bytes of the planes of one bit. */
const PLANE = 16;

export interface Shape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** The widths of the ports of `fp_fma` under which the unit was made. */
export interface Widths {
  readonly a: number;
  readonly b: number;
  readonly acc: number;
}

/**
 * Codes of A (M x K) and B (K x N), row by row, to the codes of C (M x N). Every sum begins with 0 and takes its
 * products in order: round(a[K-1] b[K-1] + ... round(a[0] b[0] + 0)).
 */
export function multiply(unit: Unit, { m, k, n }: Shape, widths: Widths, a: Uint32Array, b: Uint32Array): Uint32Array {
  const blocks = Math.ceil(n / LANES);
  const aPlanes = unit.reserve("a_i", k);
  const bPlanes = unit.reserve("b_i", k * blocks);
  // A pass must not write what it reads: sums go to and fro between two places.
  const sums = [unit.reserve("c_i", blocks), unit.reserve("c_i", blocks)] as const;
  const perBlock = { a: PLANE * widths.a, b: PLANE * widths.b };
  for (let row = 0; row < k; row++)
    unit.pack("b_i", b.subarray(row * n, (row + 1) * n), bPlanes + row * blocks * perBlock.b);

  const c = new Uint32Array(m * n);
  const zeros = new Uint32Array(n);
  for (let i = 0; i < m; i++) {
    unit.spread("a_i", a.subarray(i * k, (i + 1) * k), aPlanes);
    unit.pack("c_i", zeros, sums[0]);
    for (let step = 0; step < k; step++)
      for (let block = 0; block < blocks; block++) {
        const at = PLANE * widths.acc * block;
        unit.pass(
          1,
          aPlanes + perBlock.a * step,
          bPlanes + perBlock.b * (step * blocks + block),
          sums[step % 2]! + at,
          sums[(step + 1) % 2]! + at,
        );
      }
    unit.unpack("result_o", sums[k % 2]!, c.subarray(i * n, (i + 1) * n));
  }
  return c;
}
