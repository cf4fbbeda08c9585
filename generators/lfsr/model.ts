import { feedbackTaps } from "../shared/lfsr.js";
import type { ClockedModel } from "../unit.js";

/** Steps per enabled cycle: the smallest number >= outBits that is coprime to the period 2^width - 1. */
export function leap(width: number, outBits: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let steps = outBits;
  while (gcd(2 ** width - 1, steps) !== 1) steps++;
  return steps;
}

/** A window of W successive bits of the sequence, the oldest in bit 0. */
export interface Register {
  /** The oldest bits, as many as are emitted. */
  word(): number;
  /** To the next word. */
  advance(): void;
  load(state: number): void;
}

export function register(width: number, outBits: number, seed: number): Register {
  const taps = feedbackTaps(width);
  const steps = leap(width, outBits);
  const mask = 2 ** outBits - 1;
  let state = seed;
  return {
    word: () => (state & mask) >>> 0,
    advance() {
      for (let i = 0; i < steps; i++) {
        let next = 0;
        for (const t of taps) next ^= state >>> t;
        state = ((state >>> 1) | ((next & 1) << (width - 1))) >>> 0;
      }
    },
    load(next) {
      state = next;
    },
  };
}

/** The register with reset, reload and enable, in this order; a reload with 0 is refused, and it stands still. */
export function lfsrModel(width: number, outBits: number, seed: number): ClockedModel {
  const lfsr = register(width, outBits, seed);
  return {
    reset: () => lfsr.load(seed),
    step(inputs) {
      const { rst_i, seed_valid_i, seed_i = 0n, en_i } = inputs;
      if (rst_i === 1n) lfsr.load(seed);
      else if (seed_valid_i === 1n) {
        if (seed_i !== 0n) lfsr.load(Number(seed_i));
      } else if (en_i === 1n) lfsr.advance();
      return { rnd_o: BigInt(lfsr.word()) };
    },
  };
}
