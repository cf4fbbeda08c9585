import { expect, test } from "vitest";
import { positLadder, positValue } from "../../testbench/oracles/posit-ladder.js";
import { instanceModel, instantiate } from "../instance.js";
import { positForms } from "../shared/posit.js";
import type { Options, Words } from "../unit.js";
import { positDecode } from "./unit.js";

function decoder(options: Options) {
  const instance = instantiate(positDecode, options);
  const made = instanceModel(instance);
  if (made.kind !== "combinational") throw new Error("expected a combinational unit");
  const { model } = made;
  const width = (name: string): number => instance.ports.find((port) => port.name === name)!.width;
  return {
    outputs: (code: number): Words => model({ code_i: BigInt(code) }),
    scale: (out: Words): number => Number(BigInt.asIntN(width("scale_o"), out.scale_o!)),
    frac: (out: Words): number => Number(out.frac_o) / 2 ** width("frac_o"),
  };
}

const shapes = [3, 4, 5, 6, 7, 8].flatMap((n) => [0, 1, 2, 3, 4].map((es) => [n, es] as const));

test.each(shapes)("posit(%i,%i): the outputs say the value of the code, in both forms", (n, es) => {
  const ladder = positLadder(n, es);
  for (const form of positForms) {
    const { outputs, scale, frac } = decoder({ n, es, form });
    for (let code = 0; code < 2 ** n; code++) {
      const out = outputs(code);
      const value = positValue(n, ladder, code);
      expect([out.is_zero_o, out.is_nar_o]).toEqual([BigInt(value === 0), BigInt(Number.isNaN(value))]);
      expect(out.sign_o).toBe(BigInt(code >> (n - 1)));
      if (value === 0 || Number.isNaN(value)) continue;
      const negative = out.sign_o === 1n;
      const sig = form === "signed" ? (negative ? -2 : 1) + frac(out) : (negative ? -1 : 1) * (1 + frac(out));
      expect(sig * 2 ** scale(out)).toBe(value);
    }
  }
});

test("a run that fills the code has a regime of its length", () => {
  const { outputs, scale } = decoder({ n: 8, es: 1 });
  expect([0x7f, 0x01, 0x81, 0xff].map((code) => scale(outputs(code)))).toEqual([12, -12, 12, -12]);
});

test("widths of the smallest posits", () => {
  const widths = (options: Options) =>
    instantiate(positDecode, options).ports.map(({ name, width }) => `${name} ${width}`);
  expect(widths({ n: 3, es: 0 })).toContain("frac_o 1");
  expect(widths({ n: 3, es: 0 })).toContain("scale_o 2");
  expect(widths({ n: 8, es: 1 })).toEqual(expect.arrayContaining(["scale_o 5", "frac_o 4"]));
});

test("bad options are refused in one line", () => {
  expect(() => instantiate(positDecode, { n: 2, es: 0 })).toThrow("n must be 3..32, got 2");
  expect(() => instantiate(positDecode, { n: 8, es: 7 })).toThrow("es must be 0..4, got 7");
  expect(() => instantiate(positDecode, { n: 8, es: 1, form: "biased" })).toThrow(
    "unknown form: biased (known: magnitude, signed)",
  );
});
