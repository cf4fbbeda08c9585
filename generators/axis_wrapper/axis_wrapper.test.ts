import { expect, test } from "vitest";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import { positEmac } from "../posit_emac/unit.js";
import type { ClockedModel, Options, Parameters, Unit } from "../unit.js";
import { axisWrapper } from "./unit.js";

function clocked(unit: Unit, options: Options, parameters: Parameters): ClockedModel {
  const made = instanceModel(instantiate(unit, options), parameters);
  if (made.kind !== "clocked") throw new Error("expected a clocked unit");
  return made.model;
}

interface Pair {
  readonly a: bigint;
  readonly b: bigint;
  readonly last: boolean;
}

/** What the unit itself gives for the same pairs, without a gap. */
function direct(pairs: readonly Pair[]): bigint[] {
  const unit = clocked(positEmac, { n: 8, es: 0 }, { Terms: 32 });
  const rows = [...pairs, ...Array<undefined>(4).fill(undefined)];
  return rows.flatMap((pair) => {
    const given = { a_i: pair?.a ?? 0n, b_i: pair?.b ?? 0n, last_i: BigInt(pair?.last ?? false) };
    const out = unit.step({ rst_i: 0n, valid_i: BigInt(pair !== undefined), ...given });
    return out.valid_o === 1n ? [out.result_o!] : [];
  });
}

test.each([
  [1, 0.1, 1],
  [1, 1, 1],
  [3, 0.3, 2],
  [4, 1, 1],
  [5, 0.05, 1],
  [5, 1, 1],
])(
  "depth %i, sink ready %f of the time, packets of at most %i: every result once and in order",
  (Depth, ready, longest) => {
    const prng = new Prng(`axis ${Depth} ${ready}`);
    const pairs = Array.from({ length: 400 }, () => ({
      a: prng.word(8),
      b: prng.word(8),
      last: prng.below(longest) === 0,
    }));
    const unit = clocked(axisWrapper, { unit: "posit_emac --n 8 --es 0" }, { Depth, Terms: 32 });
    const got: bigint[] = [];
    let now = unit.step({ rst_i: 1n, s_tvalid_i: 0n, s_tdata_i: 0n, s_tlast_i: 0n, m_tready_i: 0n });
    let sent = 0;
    let stalled = 0;
    const want = direct(pairs);
    for (let cycle = 0; cycle < 40_000 && got.length < want.length; cycle++) {
      const pair = pairs[sent];
      const offers = pair !== undefined && prng.chance(3 / 4);
      const takes = prng.chance(ready);
      if (offers && now.s_tready_o === 1n) sent++;
      else if (offers) stalled++;
      if (takes && now.m_tvalid_o === 1n) got.push(now.m_tdata_o!);
      now = unit.step({
        rst_i: 0n,
        s_tvalid_i: BigInt(offers),
        s_tdata_i: pair === undefined ? 0n : (pair.b << 8n) | pair.a,
        s_tlast_i: BigInt(pair?.last ?? false),
        m_tready_i: BigInt(takes),
      });
    }
    expect(got).toEqual(want);
    expect(got.length).toBeGreaterThan(100);
    // With a sink that is always ready, a depth of the latency and two more never stalls.
    expect(stalled > 0).toBe(ready < 1 || Depth < 5);
  },
);

test("a unit that is none of the streaming ones is refused", () => {
  expect(() => instantiate(axisWrapper, { unit: "lzc --width 8" })).toThrow("unit must be one of fp_mac");
  expect(() => clocked(axisWrapper, { unit: "hfp8_mac" }, { Depth: 0 })).toThrow("Depth must be 1..64, got 0");
});
