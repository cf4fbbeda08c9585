/** What the units of the multi-level scaling format share: its elements, its group scales, and the options for both. */
import { type Minifloat, minifloat } from "../../formats/index.js";
import type { Port } from "../design.js";
import { choiceParam, integerParam, rndBitsParam } from "../params.js";

const bits = (doc: string, min: number, max: number, fallback: number, tag: string) =>
  integerParam({ doc, min, max, fallback, tag });

export const elementParams = {
  ex: bits("exponent bits of an element", 1, 3, 2, "ex"),
  mx: bits("fraction bits of an element", 0, 4, 1, "mx"),
};
export const scaleParams = {
  eg: bits("exponent bits of a group scale", 4, 8, 8, "eg"),
  mg: bits("fraction bits of a group scale", 0, 2, 1, "mg"),
};

export type Stochastic = "sra" | "srb" | "src";
export const stochasticParams = {
  round: choiceParam<Stochastic>({
    doc: "stochastic rounding mode",
    choices: ["sra", "srb", "src"],
    fallback: () => "sra",
  }),
  rndBits: rndBitsParam,
};

export interface ElementConfig {
  readonly ex: number;
  readonly mx: number;
}
export interface ScaleConfig {
  readonly eg: number;
  readonly mg: number;
}

/** `<Ex,Mx>` beside its group scale: below 1, with subnormals, every code a number. */
export const elementFormat = ({ ex, mx }: ElementConfig): Minifloat =>
  minifloat({
    expBits: ex,
    fracBits: mx,
    bias: 2 ** ex,
    lowest: "subnormal",
    hasInf: false,
    highNans: 0,
    negZero: "zero",
    spec: "MLS, Zhong et al. 2020",
  });

/** Smallest exponent of an element; its last place is 2^-Mx of that. */
export const elementMinExp = ({ ex }: ElementConfig): number => 1 - 2 ** ex;

/** `<Eg,Mg>`: 2^(E - bias) (1 + m / 2^Mg) with E and m side by side, every code a number, no sign. */
export const scaleBias = ({ eg }: ScaleConfig): number => 2 ** (eg - 1) - 1;
export const scaleBits = ({ eg, mg }: ScaleConfig): number => eg + mg;

/** A group scale as its 2^exp and its factor, an integer in units of 2^-Mg. */
export function scaleValue(c: ScaleConfig, code: bigint): { exp: number; factor: bigint } {
  const one = 1n << BigInt(c.mg);
  return { exp: Number(code >> BigInt(c.mg)) - scaleBias(c), factor: one + (code & (one - 1n)) };
}

export const scalePort = (name: string, dir: "in" | "out", c: ScaleConfig, doc: string): Port => ({
  name,
  dir,
  width: scaleBits(c),
  role: "data",
  doc,
});

export const scaleText = (c: ScaleConfig): string =>
  `2^(E - ${scaleBias(c)}) (1 + m / ${2 ** c.mg}), code {E, m}, E of ${c.eg} bits`;

/** An element is an integer times 2^elementUnit, of so many bits beside its sign. */
export const elementUnit = (c: ElementConfig): number => elementMinExp(c) - c.mx;
export const elementIntBits = ({ ex, mx }: ElementConfig): number => mx + 2 ** ex - 1;
export const largestElement = ({ ex, mx }: ElementConfig): number => (2 ** (mx + 1) - 1) * 2 ** (2 ** ex - 2);
