import { expect, test } from "vitest";
import { minifloats } from "../../formats/index.js";
import { roundingOracle, targetOf } from "../../testbench/oracles/rounding.js";
import { unpackModel } from "../fp_unpack/model.js";
import { instanceModel, instantiate } from "../instance.js";
import { judged, valuesOf } from "../shared/fixtures.js";
import { sigForms, unpackedShape } from "../shared/unpacked.js";
import type { CombModel, Options } from "../unit.js";
import { fpPack } from "./unit.js";

function modelOf(options: Options): CombModel {
  const made = instanceModel(instantiate(fpPack, options));
  if (made.kind !== "combinational") throw new Error("fp_pack has no state");
  return made.model;
}

const narrow = Object.values(minifloats).filter((f) => f.width <= 9);

test.each(sigForms)(
  "packing what was unpacked (%s) gives the code again, for every number of every narrow format",
  (form) => {
    let checked = 0;
    for (const f of narrow) {
      const { minExp, maxExp, offset } = unpackedShape(f, "field", form);
      const unpack = unpackModel(f, "field", form);
      // The packer's significand has the weight of 2^exp on top, as the unpacker's.
      const pack = modelOf({ dst: f, sigBits: f.sigBits, minExp, maxExp, offset });
      for (let code = 0n; code < 2n ** BigInt(f.width); code++) {
        const x = unpack({ code_i: code });
        if (x.is_nan_o === 1n) continue;
        // A format with one zero packs the positive one.
        const want = x.is_zero_o === 1n ? (f.signedZero ? (x.sign_o ?? 0n) << BigInt(f.width - 1) : 0n) : code;
        const inputs = Object.fromEntries(Object.entries(x).map(([name, word]) => [name.replace(/_o$/, "_i"), word]));
        if (x.is_inf_o === 1n && f.infCode === undefined) continue;
        expect({ format: f.name, ...pack({ ...inputs, sticky_i: 0n }) }).toMatchObject({
          format: f.name,
          code_o: want,
        });
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(3000);
  },
);

test("a pending increment is one more unit below the sticky bit", () => {
  const options = { dst: "e4m3", sigBits: 7, minExp: -5, maxExp: 9, maxLead: 7 };
  const [plain, pending] = [modelOf(options), modelOf({ ...options, increment: true })];
  let checked = 0;
  for (let exp = -5n; exp <= 9n; exp++) {
    for (let sum = 1n; sum < 255n; sum++) {
      const word = { exp_i: BigInt.asUintN(5, exp) };
      const split = (n: bigint) => ({ sig_i: n >> 1n, sticky_i: n & 1n });
      expect(pending({ ...word, ...split(sum), increment_i: 1n })).toEqual(plain({ ...word, ...split(sum + 1n) }));
      checked++;
    }
  }
  expect(checked).toBe(15 * 254);
});

test("a number that was rounded before is cut, and overflows all the same", async () => {
  const round = roundingOracle(targetOf(valuesOf("e4m3")));
  const rows = Array.from({ length: 26 * 255 }, (_, i) => ({
    exp_i: BigInt.asUintN(6, BigInt(Math.floor(i / 255) - 6)),
    sig_i: BigInt((i % 255) + 1),
    sign_i: BigInt(i % 2),
  }));
  const options = { dst: "e4m3", sigBits: 8, minExp: -6, maxExp: 19, round: "rtz", overflow: "special", rounded: true };
  const verdict = await judged(
    fpPack,
    options,
    ({ exp_i, sig_i, sign_i }, { code_o }) => {
      const x = Number(sig_i) * 2 ** (Number(BigInt.asIntN(6, exp_i!)) - 7);
      // A stochastic rounding with a word of 0.
      const { value } = round(sign_i === 1n ? -x : x, { round: "sra", overflow: "special", bits: 8, word: 0 });
      return Object.is(valuesOf("e4m3")[Number(code_o)], value);
    },
    rows,
  );
  expect(verdict).toEqual({ rows: 26 * 255, wrong: [] });
  expect(() => instantiate(fpPack, { ...options, round: "rne" })).toThrow("rounded needs round rtz");
});

test("promises that contradict each other are refused", () => {
  const base = { dst: "e4m3", sigBits: 8, minExp: -9, maxExp: 9 };
  expect(() => instantiate(fpPack, { ...base, maxExp: -10 })).toThrow("maxExp must be at least minExp -9, got -10");
  expect(() => instantiate(fpPack, { ...base, maxLead: 9 })).toThrow("maxLead must be 0..8, got 9");
  expect(() => instantiate(fpPack, { ...base, increment: true })).toThrow(
    "increment needs minExp of at least -6, got -9",
  );
});
