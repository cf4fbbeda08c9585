import { expect, test } from "vitest";
import { nearestPosit, positLadder, positValue } from "../../testbench/oracles/posit-ladder.js";
import { Prng } from "../../testbench/prng.js";
import { instanceModel, instantiate } from "../instance.js";
import type { ClockedModel, Words } from "../unit.js";
import { systolic } from "./unit.js";

const element = "posit_emac --n 8 --es 0";

function array(Rows: number, Cols: number): ClockedModel {
  const made = instanceModel(instantiate(systolic, { element }), { Rows, Cols });
  if (made.kind !== "clocked") throw new Error("expected a clocked unit");
  return made.model;
}

/** Inputs of one cycle: a column of A, a row of B. */
const cycle = (a: readonly number[], b: readonly number[], valid: boolean, last: boolean): Words => ({
  rst_i: 0n,
  valid_i: BigInt(valid),
  last_i: BigInt(last),
  ...Object.fromEntries(a.map((code, r) => [`a_i_${r}`, BigInt(code)])),
  ...Object.fromEntries(b.map((code, c) => [`b_i_${c}`, BigInt(code)])),
});

test.each([
  [3, 2, 7],
  [1, 4, 3],
  [4, 1, 9],
])(
  "%i x %i: the matrix product of doubles, rounded once, in the order and the cycles that the header states",
  (rows, cols, terms) => {
    const [ladder, finer] = [positLadder(8, 0), positLadder(9, 0)];
    const value = (code: number): number => positValue(8, ladder, code);
    const prng = new Prng(`systolic ${rows} ${cols}`);
    const draw = (r: number, c: number): number[][] =>
      Array.from({ length: r }, () => Array.from({ length: c }, () => prng.below(127) + 1));
    const unit = array(rows, cols);
    let products = 0;
    for (let matrix = 0; matrix < 5; matrix++) {
      const [a, b] = [draw(rows, terms), draw(terms, cols)];
      const wait = Array.from({ length: 3 + cols + 2 * rows }, () =>
        cycle(
          a.map(() => 1),
          b[0]!.map(() => 1),
          false,
          true,
        ),
      );
      const fed = Array.from({ length: terms }, (_, k) =>
        cycle(
          a.map((row) => row[k]!),
          b[k]!,
          true,
          k === terms - 1,
        ),
      );
      const outputs = [...fed, ...wait].map((inputs) => unit.step(inputs));
      for (let c = 0; c < cols; c++) {
        const got = outputs.flatMap((out, at) =>
          out[`valid_o_${c}`] === 1n ? [{ at, code: Number(out[`result_o_${c}`]) }] : [],
        );
        const want = a.map((row, r) => ({
          // A result leaves in cycle 3 + c + 2r + 1 behind the last product; a row here is what stands after its edge.
          at: terms - 1 + 3 + c + 2 * r,
          code: nearestPosit(
            8,
            finer,
            row.reduce((sum, code, k) => sum + value(code) * value(b[k]![c]!), 0),
          ),
        }));
        expect(got).toEqual(want);
        products += got.length;
      }
    }
    expect(products).toBe(5 * rows * cols);
  },
);

test("bad elements and sizes are refused", () => {
  expect(() => instantiate(systolic, {})).toThrow("systolic needs element");
  expect(() => instantiate(systolic, { element: "lzc --width 3" })).toThrow("element must be one of fp_mac");
  expect(() => instantiate(systolic, { element: "fp_mac --a e4m3 --wrong 3" })).toThrow(
    "unknown option of fp_mac: --wrong",
  );
  expect(() => instantiate(systolic, { element: "fp_mac --a" })).toThrow("--a of fp_mac needs a value");
  expect(() => instantiate(systolic, { element: "fp_mac --a e4m3 --init" })).toThrow(
    "element must take a and b alone, got fp_mac with init_i",
  );
  expect(() => array(0, 3)).toThrow("Rows must be 1..64, got 0");
  expect(() => array(3, 65)).toThrow("Cols must be 1..64, got 65");
});
