import { expect, test } from "vitest";
import { integerRange, roundedWithin } from "../../testbench/oracles/fixed-rounding.js";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import { judged } from "../shared/fixtures.js";
import { requantize } from "./unit.js";

const modes = ["rdn", "rne", "rna", "rhu", "sra", "srf"] as const;
const signs = modes.map((round, i) => ({ round, signed: i % 2 === 0 }));

test.each(signs)(
  "$round, signed $signed: multiplied, shifted, rounded, moved and clamped",
  async ({ round, signed }) => {
    const random = round === "sra" || round === "srf";
    const dst = signed ? "int(3)" : "uint(3)";
    const options = { dst, accBits: 5, multBits: 2, shiftBits: 3, round, ...(random && { rndBits: 2 }) };
    const range = integerRange(3, signed);
    const verdict = await judged(requantize, options, (w, { q_o = 0n }) => {
      const x = (Number(BigInt.asIntN(5, w.acc_i!)) * Number(w.mult_i)) / 2 ** Number(w.shift_i);
      const zero = Number(signed ? BigInt.asIntN(3, w.zero_i!) : w.zero_i);
      const rounded = roundedWithin(round, x, [-Infinity, Infinity], { word: w.rnd_i ?? 0n, bits: 2 });
      const got = Number(signed ? BigInt.asIntN(3, q_o) : q_o);
      return got === Math.min(range[1], Math.max(range[0], rounded + zero));
    });
    expect(verdict).toEqual({ rows: 2 ** (random ? 15 : 13), wrong: [] });
  },
);

test("it is the 8-bit quantiser of Banner et al.: round(x / scale) about the zero point, clamped to 0..2^M - 1", () => {
  const made = instanceModel(instantiate(requantize, {}));
  if (made.kind !== "combinational") throw new Error("not combinational");
  // qmax = 255, scale = (max - min) / 255, zero point = trunc(-min / scale): scale 2^9 / 13, zero point 96.
  const [mult_i, shift_i, zero_i] = [13n, 9n, 96n];
  const scale = 512 / 13;
  const prng = new Prng("requantize");
  const seen = new Set<number>();
  for (let i = 0; i < 2000; i++) {
    const x = prng.below(16001) - 8000;
    const { q_o } = made.model({ acc_i: BigInt.asUintN(32, BigInt(x)), mult_i, shift_i, zero_i });
    // Ties to even do not come up often; where they do, the parity is that of x / scale.
    const want = Math.min(255, Math.max(0, roundedWithin("rne", (x * 13) / 512, [-Infinity, Infinity]) + 96));
    expect(Number(q_o)).toBe(want);
    // Back again: no further away than half a step, inside the range.
    if (want > 0 && want < 255) expect(Math.abs((want - 96) * scale - x)).toBeLessThanOrEqual(scale / 2 + 1e-9);
    seen.add(want);
  }
  expect(seen.size).toBeGreaterThan(200);
});

test.each([
  [{ dst: "fixed(4,4)" }, "dst must be an integer of 2..16 bits, got fixed4_4"],
  [{ dst: "uint(1)" }, "dst must be an integer of 2..16 bits, got uint1"],
  [{ accBits: 41 }, "accBits must be 4..40, got 41"],
  [{ accBits: 4, multBits: 1, round: "rdn" }, "shiftBits must be at most 3, got 6"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(requantize, options)).toThrow(message);
});
