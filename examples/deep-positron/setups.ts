/** The exact multiply-accumulate units under comparison, 5 to 8 bits, behind one port list. */
import { type Format, type MinifloatFacts, parseFormat } from "../../formats/index.js";
import type { Options } from "../../generators/unit.js";

export interface Setup {
  readonly bits: number;
  readonly family: string;
  readonly unit: string;
  /** With the bias preloaded; `relu` is added for a hidden layer. */
  readonly options: Options;
  /** Of factors, bias and result. */
  readonly format: Format;
}

const WIDTHS = [5, 6, 7, 8] as const;

/** Half of the bits behind the sign, or one less, are exponent; no format has infinity. */
const floats: Readonly<Record<number, string | MinifloatFacts>> = {
  5: "e2m2",
  6: "e3m2",
  7: { spec: "", expBits: 3, fracBits: 3, bias: 3, lowest: "subnormal", hasInf: false, highNans: 0, negZero: "zero" },
  8: "e4m3",
};

export const setups: readonly Setup[] = WIDTHS.flatMap((bits): Setup[] => {
  const fixed = `fixed(2,${bits - 2})`;
  const float = parseFormat(floats[bits]!);
  return [
    {
      bits,
      family: "fixed",
      unit: "fixed_emac",
      options: { a: fixed, round: "rne", init: true },
      format: parseFormat(fixed),
    },
    {
      bits,
      family: float.kind === "minifloat" ? `float 1-${float.expBits}-${float.fracBits}` : "float",
      unit: "fp_emac",
      options: { a: floats[bits], overflow: "saturate", init: true },
      format: float,
    },
    ...[0, 1, 2].map((es) => ({
      bits,
      family: `posit, es ${es}`,
      unit: "posit_emac",
      options: { n: bits, es, init: true },
      format: parseFormat(`posit(${bits},${es})`),
    })),
  ];
});
