/** Bit planes for the fault simulators: lane k is bit k % 32 of word k / 32. */
import type { Batch } from "../generators/design.js";

export const WORD = 32;

/** Which column and bit of a batch an input or output bit of a netlist is: ports in order, least significant first. */
export interface BitPlace {
  readonly column: number;
  readonly bit: number;
}

export function bitPlaces(ports: readonly { readonly width: number }[]): BitPlace[] {
  return ports.flatMap(({ width }, column) => Array.from({ length: width }, (_, bit) => ({ column, bit })));
}

export function bitAt(batch: Batch, { column, bit }: BitPlace, row: number): 0 | 1 {
  const words = batch.columns[column]!;
  if (words instanceof Uint32Array) return ((words[row]! >>> bit) & 1) as 0 | 1;
  return Number((words[row]! >> BigInt(bit)) & 1n) as 0 | 1;
}

/** Rows `first`.. of one bit of a batch into a plane; lanes behind the last row are 0. */
export function fillPlane(plane: Int32Array, batch: Batch, place: BitPlace, first: number): void {
  plane.fill(0);
  const rows = Math.min(plane.length * WORD, batch.rows - first);
  for (let k = 0; k < rows; k++) plane[k >> 5]! |= bitAt(batch, place, first + k) << (k & 31);
}

/** Bit `index` of the numbers `first`.., `first` a multiple of the lanes. */
export function countPlane(plane: Int32Array, index: number, first: number): void {
  for (let w = 0; w < plane.length; w++) {
    if (index >= 5) plane[w] = -(Math.floor((first + WORD * w) / 2 ** index) % 2);
    else plane[w] = LOW_BITS[index]!;
  }
}

/** Bit i of 0..31. */
const LOW_BITS = Array.from({ length: 5 }, (_, i) => {
  let word = 0;
  for (let k = 0; k < WORD; k++) word |= ((k >> i) & 1) << k;
  return word;
});

/** A mask of the first `lanes` lanes. */
export function firstLanes(words: number, lanes: number): Int32Array {
  return Int32Array.from({ length: words }, (_, w) => {
    const left = lanes - WORD * w;
    return left >= WORD ? -1 : left <= 0 ? 0 : 2 ** left - 1;
  });
}

/** The lowest lane that is set, or -1. */
export function firstLane(plane: Int32Array): number {
  const w = plane.findIndex((word) => word !== 0);
  if (w < 0) return -1;
  const word = plane[w]!;
  return WORD * w + 31 - Math.clz32(word & -word);
}
