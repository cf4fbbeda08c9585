import { expect, test } from "vitest";
import { nearestPosit, positLadder } from "../../testbench/oracles/posit-ladder.js";
import { instanceModel, instantiate } from "../instance.js";
import { positDecode } from "../posit_decode/unit.js";
import { positForms } from "../shared/posit.js";
import type { CombModel, Options, Unit } from "../unit.js";
import { positEncode } from "./unit.js";

function modelOf(unit: Unit, options: Options): CombModel {
  const made = instanceModel(instantiate(unit, options));
  if (made.kind !== "combinational") throw new Error("expected a combinational unit");
  return made.model;
}

test("what a decoder says of a code, an encoder makes that code of", () => {
  let checked = 0;
  for (const n of [3, 5, 8])
    for (const es of [0, 1, 2, 3, 4])
      for (const form of positForms) {
        const decode = modelOf(positDecode, { n, es, form });
        const decoded = instantiate(positDecode, { n, es, form }).ports;
        const width = (name: string) => decoded.find((port) => port.name === name)!.width;
        const encode = modelOf(positEncode, { n, es, form, scaleBits: width("scale_o"), fracBits: width("frac_o") });
        for (let code = 0n; code < 1n << BigInt(n); code++) {
          const out = decode({ code_i: code });
          const inputs = Object.fromEntries(Object.entries(out).map(([name, x]) => [name.replace(/_o$/, "_i"), x]));
          expect(encode({ ...inputs, sticky_i: 0n }).code_o).toBe(code);
          checked++;
        }
      }
  expect(checked).toBe((8 + 32 + 256) * 5 * 2);
});

test.each([
  [8, 0],
  [8, 1],
  [8, 2],
  [5, 4],
])("posit(%i,%i): every scale and fraction goes to the nearest posit", (n, es) => {
  const scaleBits = 7;
  const fracBits = 6;
  const encode = modelOf(positEncode, { n, es, scaleBits, fracBits });
  const finer = positLadder(n + 1, es);
  let checked = 0;
  for (let scale = -64; scale < 64; scale++)
    for (let tail = 0; tail < 2 ** (fracBits + 1); tail++)
      for (const sign of [0n, 1n]) {
        const x = (1 + tail / 2 ** (fracBits + 1)) * 2 ** scale;
        const { code_o } = encode({
          is_zero_i: 0n,
          is_nar_i: 0n,
          sign_i: sign,
          scale_i: BigInt.asUintN(scaleBits, BigInt(scale)),
          frac_i: BigInt(tail >> 1),
          sticky_i: BigInt(tail & 1),
        });
        if (Number(code_o) !== nearestPosit(n, finer, sign === 1n ? -x : x))
          throw new Error(`scale ${scale}, tail ${tail}, sign ${sign}: ${code_o}`);
        checked++;
      }
  expect(checked).toBe(128 * 128 * 2);
});

test("0 and NaR win over whatever else is said", () => {
  const encode = modelOf(positEncode, { n: 8, es: 1 });
  const rest = { sign_i: 1n, scale_i: 5n, frac_i: 3n, sticky_i: 1n };
  expect(encode({ is_zero_i: 1n, is_nar_i: 0n, ...rest }).code_o).toBe(0n);
  expect(encode({ is_zero_i: 1n, is_nar_i: 1n, ...rest }).code_o).toBe(0x80n);
});
