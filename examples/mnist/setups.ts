/** The units under comparison: what is generated, and in which formats a dot product goes in and comes out. */
import { type Format, parseFormat } from "../../formats/index.js";
import type { Options, Parameters } from "../../generators/unit.js";

export interface Setup {
  /** Row title of the table. */
  readonly title: string;
  readonly unit: string;
  readonly options: Options;
  readonly parameters: Parameters;
  /** The format that pixels and means are rounded to. */
  readonly operand: Format;
  /** The format that the result is read in. */
  readonly result: Format;
}

const fp8Mac = (title: string, chunk: number): Setup => ({
  title,
  unit: "fp_mac",
  options: { a: "e5m2", b: "e5m2", acc: "dlf16" },
  parameters: { ChunkLen: chunk },
  operand: parseFormat("e5m2"),
  result: parseFormat("dlf16"),
});

export const setups: readonly Setup[] = [
  {
    // The mode inputs stay 0: both operands are 1-4-3, at the default bias.
    title: "hfp8_mac, 1-4-3 into dlf16, chunks of 64",
    unit: "hfp8_mac",
    options: {},
    parameters: { ChunkLen: 64 },
    operand: parseFormat("hfp8_fwd"),
    result: parseFormat("dlf16"),
  },
  fp8Mac("fp_mac, e5m2 into dlf16, chunks of 64", 64),
  fp8Mac("fp_mac, e5m2 into dlf16, no chunks", 0),
  {
    title: "posit_emac, posit(8,1), exact sum",
    unit: "posit_emac",
    options: { n: 8, es: 1 },
    parameters: { Terms: 1024 },
    operand: parseFormat("posit(8,1)"),
    result: parseFormat("posit(8,1)"),
  },
];
