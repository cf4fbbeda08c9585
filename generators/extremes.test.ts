import { expect, test } from "vitest";
import { bitslice } from "../cosim/bitslice.js";
import { cosimInstance, isMeasured } from "../cosim/run.js";
import { lowestKinds } from "../formats/index.js";
import { Prng } from "../testbench/prng.js";
import { emitInstance } from "./emit.js";
import { instantiate } from "./instance.js";
import { findUnit } from "./units.js";

const pick = <T>(prng: Prng, from: readonly T[]): T => from[prng.below(from.length)]!;

/** The ends of what the facts of a minifloat may be. */
const minifloat = (prng: Prng) => ({
  expBits: pick(prng, [1, 2, 11]),
  fracBits: pick(prng, [1, 52]),
  bias: pick(prng, [-4096, 0, 4096]),
  lowest: pick(prng, lowestKinds),
  highNans: 1,
});
const fixed = ["fixed(-64,128)", "fixed(128,-64)", "ufixed(0,64)", "int(2)"];
const any = (prng: Prng) => (prng.chance(0.5) ? minifloat(prng) : pick(prng, [...fixed, "posit(3,0)", "posit(32,4)"]));

const draw: readonly (readonly [unit: string, options: (prng: Prng) => Record<string, unknown>])[] = [
  ["fp_mul", (prng) => ({ a: minifloat(prng), b: minifloat(prng), dst: minifloat(prng), round: "srb", rndBits: 32 })],
  ["fp_add", (prng) => ({ a: minifloat(prng), b: minifloat(prng), dst: minifloat(prng), flags: true })],
  ["fp_fma", (prng) => ({ a: minifloat(prng), b: minifloat(prng), acc: minifloat(prng), round: "src", rndBits: 32 })],
  ["fp_mac", (prng) => ({ a: minifloat(prng), b: minifloat(prng), acc: minifloat(prng), outer: minifloat(prng) })],
  ["hfp8_mac", (prng) => ({ acc: minifloat(prng), outer: minifloat(prng), round: "srb", rndBits: 32 })],
  [
    "stochastic_round",
    (prng) => ({ src: minifloat(prng), dst: pick(prng, [minifloat(prng), ...fixed]), width: 32, rndBits: 24 }),
  ],
  ["fp_convert", (prng) => ({ src: any(prng), dst: any(prng), stages: 4 })],
];

test.each(draw)("%s can be made of any formats, however far apart", (unit, options) => {
  const prng = new Prng(`extremes ${unit}`);
  for (let i = 0; i < 60; i++) {
    const { name, verilog } = emitInstance(instantiate(findUnit(unit), options(prng)));
    expect(verilog).toContain(`module ${name} `);
  }
});

const far = "{expBits:11,fracBits:5,bias:-4096}";
const near = "{expBits:2,fracBits:1,bias:4096,lowest:normal}";

test.each([
  ["fp_mul", { a: far, b: far, dst: "{expBits:11,fracBits:0,bias:4096}", overflow: "saturate" }],
  ["fp_add", { a: far, b: "e4m3", dst: near, flags: true }],
  ["fp_fma", { a: near, acc: far, round: "sra", rndBits: 32 }],
  ["fp_convert", { src: far, dst: "int(2)" }],
  ["fp_convert", { src: "e4m3", dst: "fixed(-64,128)", round: "srb", rndBits: 32 }],
  ["fp_convert", { src: "posit(32,4)", dst: "fixed(-64,128)" }],
])("%s of %o is right, and says nothing to a linter", async (unit, options) => {
  const outcomes = await cosimInstance(instantiate(findUnit(unit), options), { engines: [bitslice], rows: 2000 });
  expect(outcomes.filter(isMeasured).map(({ engine, mismatches }) => `${engine} ${mismatches}`)).toContain(
    "bitslice 0",
  );
  expect(outcomes.filter((o) => isMeasured(o) && o.mismatches > 0)).toEqual([]);
});
