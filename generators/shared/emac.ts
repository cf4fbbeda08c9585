/** The one port list of all exact multiply-accumulate units, and what they say of it. */
import type { Format } from "../../formats/index.js";
import type { Port, VerilogParameter } from "../design.js";
import { switchParam } from "../params.js";
import { clockPort, resetPort } from "./clocked.js";

export const emacParams = {
  init: switchParam({ doc: "add init_i, which the dot product starts from", tag: "init" }),
  relu: switchParam({ doc: "a negative dot product gives 0", tag: "relu" }),
};

export const termsParameter: VerilogParameter = {
  name: "Terms",
  default: 32,
  min: 1,
  max: 65536,
  others: [1, 1000],
  doc: "products that the accumulator holds without overflow",
};

interface EmacPorts {
  readonly a: Format;
  readonly b: Format;
  readonly dst: Format;
  readonly init: boolean;
}

export function emacPorts({ a, b, dst, init }: EmacPorts): Port[] {
  const one = { width: 1 } as const;
  const code = (name: string, dir: "in" | "out", format: Format, doc: string): Port => ({
    name,
    dir,
    width: format.width,
    role: "data",
    format,
    doc,
  });
  return [
    clockPort,
    resetPort,
    { ...one, name: "valid_i", dir: "in", role: "valid", doc: "a_i and b_i are a pair of the dot product" },
    { ...one, name: "last_i", dir: "in", role: "last", doc: "with valid_i: the last pair" },
    code("a_i", "in", a, "factor"),
    code("b_i", "in", b, "factor"),
    ...(init ? [code("init_i", "in", a, "where the dot product starts; taken with its first pair")] : []),
    { ...one, name: "valid_o", dir: "out", role: "valid", doc: "for one cycle: result_o is new" },
    code("result_o", "out", dst, "the last dot product; 0 after reset"),
  ];
}

export const emacLatencyRow = [
  "latency",
  "valid_o is high in the third cycle after that of last_i; a pair every cycle, no bubble",
] as const;
export const reluRow = ["relu", "a negative dot product, infinity too, gives 0; NaN stays"] as const;
