import { expect, test } from "vitest";
import { fpAlign } from "../fp_align/unit.js";
import { instanceModel, instantiate } from "../instance.js";
import type { CombModel, Options, Unit } from "../unit.js";
import { fpSum } from "./unit.js";

function modelOf(unit: Unit, options: Options): CombModel {
  const made = instanceModel(instantiate(unit, options));
  if (made.kind !== "combinational") throw new Error(`${unit.name} has no state`);
  return made.model;
}

const number = (word: bigint | undefined): number => Number(word ?? 0n);

test.each([false, true])(
  "aligning and adding in a window where nothing is lost is plain addition (increment %s)",
  (increment) => {
    // 3 + 7 bits hold a 3-bit significand at every distance of 0..7.
    const window = 10;
    const align = modelOf(fpAlign, { aBits: 3, aMin: 0, aMax: 7, bBits: 3, bMin: 0, bMax: 7, window });
    const sum = modelOf(fpSum, { bits: window, increment });
    let checked = 0;
    for (let code = 0n; code < 2n ** 14n; code++) {
      const at = (low: bigint, bits: bigint): bigint => (code >> low) & ((1n << bits) - 1n);
      const [aSign, aExp, aSig] = [at(0n, 1n), at(1n, 3n), at(4n, 3n)];
      const [bSign, bExp, bSig] = [at(7n, 1n), at(8n, 3n), at(11n, 3n)];
      const row = { a_sign_i: aSign, a_exp_i: aExp, a_sig_i: aSig, b_sign_i: bSign, b_exp_i: bExp, b_sig_i: bSig };
      const aligned = align(row);
      expect(aligned.sticky_o).toBe(0n);
      const renamed = Object.fromEntries(
        Object.entries(aligned).map(([name, word]) => [name.replace(/_o$/, "_i"), word]),
      );
      const s = sum(renamed);
      const magnitude = 2 * number(s.sig_o) + number(s.sticky_o) + number(s.increment_o);
      // The unit of the sticky bit, seen from the top bit's weight 2^exp.
      const unit = 2 ** (number(aligned.exp_o) - window);
      const signed = (sign: bigint, size: number): number => (sign === 1n ? -size : size);
      const want =
        signed(aSign, number(aSig) * 2 ** (number(aExp) - 2)) + signed(bSign, number(bSig) * 2 ** (number(bExp) - 2));
      const got = signed(s.sign_o ?? 0n, magnitude * unit);
      if (got !== want || (s.is_zero_o === 1n) !== (want === 0)) expect({ ...row, got }).toEqual({ ...row, got: want });
      checked++;
    }
    expect(checked).toBe(2 ** 14);
  },
);
