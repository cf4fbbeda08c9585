/** Units for the tests of stimulus: nothing but ports and an exact model, so that no unit of the library is needed. */
import { type Format, parseFormat } from "../formats/index.js";
import type { Port } from "../generators/design.js";
import { type Instance, instantiate } from "../generators/instance.js";
import { enableParam, formatParam, stagesParam } from "../generators/params.js";
import { defineUnit, type Options, type Unit } from "../generators/unit.js";
import { add, decode, encode, multiply, multiplyAdd, type Value } from "../golden/index.js";

const operands = ["minifloat", "posit", "fixed"] as const;
const code = (dir: "in" | "out", name: string, format: Format): Port => ({
  dir,
  name,
  width: format.width,
  role: "data",
  format,
  doc: "a number",
});
const round = (format: Format, x: Value): bigint =>
  encode(format, x, { round: "rne", overflow: format.kind === "minifloat" && format.nanCode ? "special" : "saturate" })
    .code;

const common = {
  summary: "A test unit.",
  variants: [],
  view: () => ({}),
  fault: { name: "none", find: "", replace: "" },
} as const;
const format = formatParam({ doc: "format", accept: operands });

const adder = defineUnit({
  ...common,
  kind: "combinational",
  name: "test_add",
  params: { format, stages: stagesParam, enable: enableParam },
  ports: ({ format: f }) => [code("in", "a_i", f), code("in", "b_i", f), code("out", "result_o", f)],
  model:
    ({ format: f }) =>
    ({ a_i = 0n, b_i = 0n }) => ({ result_o: round(f, add(decode(f, a_i), decode(f, b_i))) }),
});

const multiplier = defineUnit({
  ...common,
  kind: "combinational",
  name: "test_mul",
  params: { format },
  ports: ({ format: f }) => [code("in", "a_i", f), code("in", "b_i", f), code("out", "result_o", f)],
  model:
    ({ format: f }) =>
    ({ a_i = 0n, b_i = 0n }) => ({ result_o: round(f, multiply(decode(f, a_i), decode(f, b_i))) }),
});

const fma = defineUnit({
  ...common,
  kind: "combinational",
  name: "test_fma",
  params: { format, acc: format },
  ports: ({ format: f, acc }) => [
    code("in", "a_i", f),
    code("in", "b_i", f),
    code("in", "c_i", acc),
    code("out", "result_o", acc),
  ],
  model:
    ({ format: f, acc }) =>
    ({ a_i = 0n, b_i = 0n, c_i = 0n }) => ({
      result_o: round(acc, multiplyAdd(decode(f, a_i), decode(f, b_i), decode(acc, c_i))),
    }),
});

/** Plain integers and flags only, with a contract. */
const packer = defineUnit({
  ...common,
  kind: "combinational",
  name: "test_pack",
  params: {},
  ports: () => [
    { dir: "in", name: "is_zero_i", width: 1, role: "data", doc: "flag" },
    { dir: "in", name: "is_nan_i", width: 1, role: "data", doc: "flag" },
    { dir: "in", name: "sign_i", width: 1, role: "data", doc: "flag" },
    { dir: "in", name: "exp_i", width: 8, role: "data", signed: true, doc: "integer" },
    { dir: "in", name: "sig_i", width: 12, role: "data", doc: "integer" },
    { dir: "in", name: "rnd_i", width: 8, role: "random", doc: "random bits" },
    { dir: "out", name: "y_o", width: 1, role: "data", doc: "flag" },
  ],
  legal:
    () =>
    ({ sig_i = 0n }) =>
      sig_i >= 2048n,
  model: () => () => ({ y_o: 0n }),
});

const mac = defineUnit({
  ...common,
  kind: "clocked",
  name: "test_mac",
  params: { format },
  ports: ({ format: f }) => [
    { dir: "in", name: "clk_i", width: 1, role: "clock", doc: "clock" },
    { dir: "in", name: "rst_i", width: 1, role: "reset", doc: "reset" },
    { dir: "in", name: "en_i", width: 1, role: "enable", doc: "enable" },
    { dir: "in", name: "valid_i", width: 1, role: "valid", doc: "valid" },
    { dir: "in", name: "last_i", width: 1, role: "last", doc: "last" },
    { dir: "in", name: "seed_valid_i", width: 1, role: "reseed", doc: "reseed" },
    { dir: "in", name: "seed_i", width: 9, role: "seed", doc: "seed" },
    code("in", "a_i", f),
    code("in", "b_i", f),
    code("out", "result_o", f),
  ],
  model: () => ({ reset() {}, step: () => ({ result_o: 0n }) }),
});

const fixtures = { adder, multiplier, fma, packer, mac } satisfies Record<string, Unit>;

/** An instance of a test unit. */
export function fixture(name: keyof typeof fixtures, options: Options = {}): Instance {
  return instantiate(fixtures[name], options);
}

export const formatOf = (text: string): Format => parseFormat(text);
