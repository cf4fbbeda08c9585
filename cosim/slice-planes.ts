/**
 * Between columns of words and bit planes, in WebAssembly. 128 rows become one vector per bit. Row 4k + l stands in
 * bit k of 32-bit lane l: that is where a 32 x 32 bit transposition in each lane puts it, and since every plane has the
 * same order, nobody need undo it.
 */
import { Code, type ModuleBuilder } from "./wasm.js";

/** Rows of one group, lanes of one vector. */
export const LANES = 128;
export const VECTOR = 16;

const SRC = 0;
const DST = 1;
const COUNT = 2;

/** Bits p of a word with (p & j) == 0. */
function lowMask(j: number): number {
  let mask = 0;
  for (let p = 0; p < 32; p++) if ((p & j) === 0) mask |= 2 ** p;
  return mask >>> 0;
}

/** Bit planes of the row numbers 0..127: plane i has bit i of the row number in every lane. */
export function rowNumberPlanes(): Uint32Array[] {
  return Array.from({ length: 7 }, (_, i) => {
    const plane = new Uint32Array(4);
    for (let row = 0; row < LANES; row++) if ((row >> i) & 1) plane[row % 4]! |= 2 ** Math.floor(row / 4);
    return plane;
  });
}

/** The words of one port: 32-bit halves and the power of two that holds the bits of each. */
export function halves(width: number): { first: number; bits: number; span: number }[] {
  const spanOf = (bits: number): number => 2 ** Math.ceil(Math.log2(bits));
  const low = Math.min(width, 32);
  const parts = [{ first: 0, bits: low, span: spanOf(low) }];
  if (width > 32) parts.push({ first: 32, bits: width - 32, span: spanOf(width - 32) });
  return parts;
}

/** Butterflies that transpose the span x span blocks of 32 vectors in place; their own inverse. */
function transpose(code: Code, v: readonly number[], t: number, span: number): void {
  for (let j = span / 2; j >= 1; j /= 2) {
    for (let k = 0; k < span; k++) {
      if ((k & j) !== 0) continue;
      const [low, high] = [v[k]!, v[k + j]!];
      code.get(low).i32(j).simd("shr32").get(high).simd("xor").v128(lowMask(j)).simd("and").tee(t);
      code.get(high).simd("xor").set(high);
      code.get(t).i32(j).simd("shl32").get(low).simd("xor").set(low);
    }
  }
}

/** A function (src, dst, count) that goes over `count` groups. */
function loopOver(code: Code, body: () => void, srcStep: number, dstStep: number): Code {
  return code.loop(() => {
    body();
    code.advance(SRC, srcStep).advance(DST, dstStep).advance(COUNT, -1).get(COUNT);
  });
}

/**
 * Adds `name(src, dst, count)`: groups of 128 words of a port to planes, `stride` bytes from group to group. Bits above
 * the port's width are ignored.
 */
export function addPack(builder: ModuleBuilder, name: string, width: number, stride: number): void {
  const code = new Code(3);
  const v = Array.from({ length: 32 }, () => code.local());
  const t = code.local();
  const pack = (): void => {
    for (const [half, { first, bits, span }] of halves(width).entries()) {
      for (let k = 0; k < 32; k++) {
        if (width <= 32) code.get(SRC).load(VECTOR * k);
        else {
          const lanes = half === 0 ? ([0, 2, 4, 6] as const) : ([1, 3, 5, 7] as const);
          code
            .get(SRC)
            .load(2 * VECTOR * k)
            .get(SRC)
            .load(2 * VECTOR * k + VECTOR)
            .shuffle32(lanes);
        }
        if (bits < 32) code.v128(2 ** bits - 1).simd("and");
        code.set(v[k]!);
      }
      // Words with few bits share vectors first, so that narrow ports cost little.
      for (let j = 16; j >= span; j /= 2) {
        for (let k = 0; k < j; k++)
          code
            .get(v[k]!)
            .get(v[k + j]!)
            .i32(j)
            .simd("shl32")
            .simd("or")
            .set(v[k]!);
      }
      transpose(code, v, t, span);
      for (let b = 0; b < bits; b++)
        code
          .get(DST)
          .get(v[b]!)
          .store(VECTOR * (first + b));
    }
  };
  builder.add(loopOver(code, pack, LANES * (width <= 32 ? 4 : 8), stride), name);
}

/** Adds `name(src, dst, count)`, the inverse of `addPack`: planes to words. */
export function addUnpack(builder: ModuleBuilder, name: string, width: number, stride: number): void {
  const code = new Code(3);
  const halvesOf = halves(width);
  const sets = halvesOf.map(() => Array.from({ length: 32 }, () => code.local()));
  const t = code.local();
  const unpack = (): void => {
    for (const [half, { first, bits, span }] of halvesOf.entries()) {
      const v = sets[half]!;
      for (let b = 0; b < span; b++) {
        if (b < bits) code.get(SRC).load(VECTOR * (first + b));
        else code.v128(0);
        code.set(v[b]!);
      }
      transpose(code, v, t, span);
      for (let j = span; j <= 16; j *= 2) {
        for (let k = 0; k < j; k++) {
          code
            .get(v[k]!)
            .i32(j)
            .simd("shr32")
            .v128(lowMask(j))
            .simd("and")
            .set(v[k + j]!);
          code.get(v[k]!).v128(lowMask(j)).simd("and").set(v[k]!);
        }
      }
    }
    const [low, high] = sets;
    for (let k = 0; k < 32; k++) {
      if (high === undefined)
        code
          .get(DST)
          .get(low![k]!)
          .store(VECTOR * k);
      else {
        code
          .get(DST)
          .get(low![k]!)
          .get(high[k]!)
          .shuffle32([0, 4, 1, 5])
          .store(2 * VECTOR * k);
        code
          .get(DST)
          .get(low![k]!)
          .get(high[k]!)
          .shuffle32([2, 6, 3, 7])
          .store(2 * VECTOR * k + VECTOR);
      }
    }
  };
  builder.add(loopOver(code, unpack, stride, LANES * (width <= 32 ? 4 : 8)), name);
}

/** Adds `name(src, dst, count)`: one word to one pass, its bits the same in all lanes. */
export function addSpread(builder: ModuleBuilder, name: string, width: number, stride: number): void {
  const code = new Code(3);
  const spread = (): void => {
    for (let b = 0; b < width; b++) {
      code
        .get(DST)
        .get(SRC)
        .load32(b < 32 ? 0 : 4);
      code
        .i32(31 - (b % 32))
        .alu("shl")
        .i32(31)
        .alu("shr_s")
        .simd("splat32")
        .store(VECTOR * b);
    }
  };
  builder.add(loopOver(code, spread, width <= 32 ? 4 : 8, stride), name);
}

/** Adds `name(src, dst, count)`: lane 0 of one pass to one word. */
export function addGather(builder: ModuleBuilder, name: string, width: number, stride: number): void {
  const code = new Code(3);
  const gather = (): void => {
    for (let first = 0; first < width; first += 32) {
      code.get(DST);
      for (let b = first; b < Math.min(width, first + 32); b++) {
        code
          .get(SRC)
          .load32(VECTOR * b)
          .i32(1)
          .alu("and")
          .i32(b - first)
          .alu("shl");
        if (b > first) code.alu("or");
      }
      code.store32(first / 8);
    }
  };
  builder.add(loopOver(code, gather, stride, width <= 32 ? 4 : 8), name);
}

/**
 * Adds a function (planes, n): the next 128 values of a counter whose bits are planes, of which bits 0..6 differ between
 * lanes and stay. From bit 7 on, n planes are inverted until one becomes 1.
 */
export function addCounter(builder: ModuleBuilder): number {
  const bump = new Code(2);
  bump.loop(() => {
    bump
      .get(0)
      .get(0)
      .load(7 * VECTOR)
      .simd("not")
      .store(7 * VECTOR);
    bump.advance(0, VECTOR).advance(1, -1);
    // Goes on while the plane wrapped to 0 and another one is left.
    bump
      .get(0)
      .load(6 * VECTOR)
      .simd("any_true")
      .i32(1)
      .alu("sub")
      .get(1)
      .alu("and");
  });
  return builder.add(bump);
}
