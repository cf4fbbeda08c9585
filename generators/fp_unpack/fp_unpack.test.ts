import { expect, test } from "vitest";
import { minifloats } from "../../formats/index.js";
import { decoders } from "../../testbench/oracles/ranges.js";
import { instantiate } from "../instance.js";
import { judged } from "../shared/fixtures.js";
import { fpUnpack } from "./unit.js";

const named = Object.values(minifloats).filter(({ name }) => name in decoders);
// Each format in both forms, with the two codings of the exponent in turn.
const cases = named.flatMap(({ name }, i) =>
  ["asis", "normalised"].map((sig, j) => ({ src: name, exp: ["unbiased", "field"][(i + j) % 2]!, sig })),
);

test("there are formats to read", () => expect(cases.length).toBeGreaterThan(40));

test.each(cases)("$src, exponent $exp, significand $sig: the value of every code", async ({ src, exp, sig }) => {
  const { width, fracBits, bias } = minifloats[src]!;
  const expPort = instantiate(fpUnpack, { src, exp, sig }).ports.find(({ name }) => name === "exp_o")!;
  let numbers = 0;
  const verdict = await judged(fpUnpack, { src, exp, sig }, ({ code_i }, out) => {
    const value = decoders[src]!(Number(code_i));
    const isNumber = Number.isFinite(value) && value !== 0;
    const exponent =
      Number(expPort.signed ? BigInt.asIntN(expPort.width, out.exp_o!) : out.exp_o) - (exp === "field" ? bias : 0);
    const hasTop = out.sig_o! >= 2n ** BigInt(fracBits);
    const isRight = [
      out.is_nan_o === BigInt(Number.isNaN(value)),
      out.is_inf_o === BigInt(Math.abs(value) === Infinity),
      out.is_zero_o === BigInt(value === 0),
      out.sign_o === code_i! >> BigInt(width - 1),
      !isNumber || (out.sign_o === 1n ? -1 : 1) * Number(out.sig_o) * 2 ** (exponent - fracBits) === value,
      // Leading zeros stand in subnormals only, and not at all in a normalised significand.
      hasTop || (sig === "asis" && Math.abs(value) < 2 ** (1 - bias)) || !isNumber,
      sig === "normalised" ? hasTop : value !== 0 || out.sig_o === 0n,
    ];
    numbers += Number(isNumber);
    return isRight.every(Boolean);
  });
  expect(verdict).toEqual({ rows: 2 ** width, wrong: [] });
  expect(numbers).toBeGreaterThan(2 ** (width - 1));
});

test.each([
  [{}, /^fp_unpack needs src/],
  [{ src: "posit(8,1)" }, "src must be a minifloat format, got posit8_1"],
  [{ src: "e4m3", sig: "hidden" }, /unknown .*sig.*: hidden/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fpUnpack, options)).toThrow(message);
});
