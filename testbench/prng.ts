/** A small generator of repeatable random numbers (sfc32), seeded by a text: the same name gives the same stimulus. */
export class Prng {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#a = fnv1a(seed, 0x811c9dc5);
    this.#b = fnv1a(seed, 0x9e3779b9);
    this.#c = fnv1a(seed, 0x85ebca6b);
    // The first outputs still show the seed.
    for (let i = 0; i < 16; i++) this.u32();
  }

  /** Uniform 0..2^32 - 1. */
  u32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in 0..1, without 1. */
  unit(): number {
    return this.u32() / 2 ** 32;
  }

  /** Uniform 0..n - 1, n at most 2^32. */
  below(n: number): number {
    return Math.floor(this.unit() * n);
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.u32() < probability * 2 ** 32;
  }

  /** Uniform word of up to 64 bits. */
  word(width: number): bigint {
    if (width <= 32) return BigInt(width === 32 ? this.u32() : this.u32() & (2 ** width - 1));
    return BigInt.asUintN(width, (BigInt(this.u32()) << 32n) | BigInt(this.u32()));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
