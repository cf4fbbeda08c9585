/** The kinds of number format. A format is a flat record of facts; everything else is derived from them. */

/** What exponent field 0 holds. */
export const lowestKinds = ["subnormal", "normal", "flush"] as const;
export type Lowest = (typeof lowestKinds)[number];

/** What the code with sign 1 and magnitude 0 means. */
export const negZeroKinds = ["zero", "nan"] as const;
export type NegZero = (typeof negZeroKinds)[number];

/** The facts of a binary minifloat: sign bit, exponent field, fraction field, most significant first. */
export interface MinifloatFacts {
  /** Width of the exponent field in bits, 1..11. */
  readonly expBits: number;
  /** Width of the stored fraction in bits, 0..52. */
  readonly fracBits: number;
  /** exp = exp field - bias, for fields above 0. Any integer. */
  readonly bias: number;
  /** `subnormal`: gradual underflow; `normal`: an ordinary binade whose magnitude 0 is zero; `flush`: zero only. */
  readonly lowest: Lowest;
  /** The magnitude code just above the largest finite one is infinity. */
  readonly hasInf: boolean;
  /** This many top magnitude codes of each sign are NaN. */
  readonly highNans: number;
  readonly negZero: NegZero;
  /** Where the encoding is defined. */
  readonly spec: string;
}

/** A minifloat: its facts and what follows from them (see `minifloat`). */
export interface Minifloat extends MinifloatFacts {
  readonly kind: "minifloat";
  /** Identifier-safe; used in module names. Never compared. */
  readonly name: string;
  readonly width: number;
  /** Width of a significand, hidden bit included. */
  readonly sigBits: number;
  /** Unbiased exponent of the smallest normal binade. */
  readonly minExp: number;
  /** Unbiased exponent of the largest finite value. */
  readonly maxExp: number;
  /** Magnitude code of the largest finite value. */
  readonly maxFiniteCode: bigint;
  /** Smallest nonzero magnitude code that encodes a number. */
  readonly minPositiveCode: bigint;
  /** Magnitude code of infinity, absent where the format has none. */
  readonly infCode: bigint | undefined;
  /** Full code of the NaN that units produce, absent where the format has none. */
  readonly nanCode: bigint | undefined;
  /** -0 is a number of its own that units produce. */
  readonly signedZero: boolean;
}

/** `posit(n, es)`: Posit Standard 2022 coding, with es free. */
export interface Posit {
  readonly kind: "posit";
  readonly name: string;
  readonly spec: string;
  /** Width n, 3..32. */
  readonly width: number;
  /** Exponent field width, 0..4. */
  readonly es: number;
  /** Largest scale (exponent of maxpos): (n - 2) 2^es; the smallest is its negative. */
  readonly maxScale: number;
  /** Longest fraction, hidden bit not included. */
  readonly maxFracBits: number;
  /** 100..0 */
  readonly narCode: bigint;
}

/** `fixed(il, fl)` and `ufixed(il, fl)`: value = code 2^-fl; two's complement when signed. `int(n)` = fixed(n, 0). */
export interface Fixed {
  readonly kind: "fixed";
  readonly name: string;
  readonly spec: string;
  /** il + fl */
  readonly width: number;
  readonly signed: boolean;
  /** Integer bits, the sign bit included; may be negative. */
  readonly il: number;
  /** Fraction bits; may be negative. */
  readonly fl: number;
}

export type Format = Minifloat | Posit | Fixed;
