/** What follows from n and es for the units that take posits apart and put them together. */
import { indexBits, type Posit, posit } from "../../formats/index.js";
import type { Port } from "../design.js";
import { choiceParam, integerParam } from "../params.js";
import type { View } from "../unit.js";
import { range } from "./literals.js";

/**
 * What scale and frac stand for beside the sign.
 * `magnitude`: value = (-1)^sign (1 + frac) 2^scale.
 * `signed`: value = (1 - 3 sign + frac) 2^scale, so {sign, ~sign, frac} is the significand in two's complement and no
 * negation is needed in either direction: the fraction of a negative posit is the bits as they stand.
 */
export const positForms = ["magnitude", "signed"] as const;
export type PositForm = (typeof positForms)[number];

export const positParams = {
  n: integerParam({ doc: "posit width", min: 3, max: 32, tag: "n" }),
  es: integerParam({ doc: "exponent field width", min: 0, max: 4, tag: "es" }),
};

/** Posits have one rounding: nearest even on the bit string, never to 0 or NaR. */
export const positRounding = { round: "rne", overflow: "saturate", rndBits: 0 } as const;

export const formParam = choiceParam<PositForm>({
  doc: "what scale and frac stand for: those of the magnitude, or those of a two's complement significand",
  choices: positForms,
  fallback: () => "magnitude",
});

export interface PositShape {
  readonly format: Posit;
  /** Bits of regime run length - 1, which is 0..n - 2. */
  readonly countBits: number;
  /** Bits of a signed scale, in both forms and for the code 0 too. */
  readonly scaleBits: number;
  /** Longest fraction; may be 0. */
  readonly fracBits: number;
  /** Width of a fraction port: a zero-width one is one bit tied low. */
  readonly fracPort: number;
}

export function positShape(n: number, es: number): PositShape {
  const format = posit(n, es);
  const countBits = indexBits(n - 1);
  return {
    format,
    countBits,
    scaleBits: 1 + countBits + es,
    fracBits: format.maxFracBits,
    fracPort: Math.max(1, format.maxFracBits),
  };
}

/** A port that carries codes of the format. */
export function codePort(format: Posit, name: string, dir: "in" | "out", doc: string): Port {
  return { name, dir, width: format.width, role: "data", format, doc };
}

export const positFlags = ["invalid", "overflow", "underflow", "inexact"] as const;

/** The flag ports of a posit result. */
export function positFlagPorts(flags: boolean): Port[] {
  if (!flags) return [];
  const out = { dir: "out", width: 1, role: "data" } as const;
  return [
    { ...out, name: "invalid_o", doc: "an operation on numbers gave NaR: never here" },
    { ...out, name: "overflow_o", doc: "the exact magnitude is above maxpos" },
    { ...out, name: "underflow_o", doc: "the exact magnitude is below minpos, and not 0" },
    { ...out, name: "inexact_o", doc: "the result is rounded" },
  ];
}

/** What `posit_operands.v.njk` prints: a decoder per operand, by operand name and the name of its code. */
export function operandsView(decode: string, n: number, es: number, codes: Readonly<Record<string, string>>): View[] {
  const { scaleBits, fracPort } = positShape(n, es);
  return Object.entries(codes).map(([x, code]) => ({
    x,
    code,
    decode,
    scaleRange: range(scaleBits),
    fracRange: range(fracPort),
  }));
}

/** Bits of a quire that holds any sum of `terms` products, sign included; its last place is minpos^2. */
export function quireBits(format: Posit, terms: number): number {
  return productBits(format) + Math.ceil(Math.log2(terms));
}

/** Bits of one product as a multiple of minpos^2, sign included: 2^(es + 2) (n - 2) + 2. */
export function productBits(format: Posit): number {
  return 4 * format.maxScale + 2;
}
