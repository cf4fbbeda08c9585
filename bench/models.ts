/** Results per second of the exact model and of the fast one, on the same operands. */
import { type Minifloat, minifloats } from "../formats/index.js";
import { fastMultiplyAdd } from "../golden/fast.js";
import { decode, encode, multiplyAdd } from "../golden/index.js";
import { CheckFailed } from "../tools/errors.js";
import { bestSeconds, type Entry, figure } from "./figure.js";

const ROWS = 1 << 16;
const FAST_ROUNDS = 32;

/** Repeatable codes, all equally likely. */
function codes(format: Minifloat, seed: number): Uint32Array {
  let state = seed;
  return Uint32Array.from({ length: ROWS }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % 2 ** format.width;
  });
}

/** The multiply-add of HFP8: fp9 x fp9 + dlf16, `rna`. */
export async function modelFigures(): Promise<Entry[]> {
  const operand = minifloats.fp9!;
  const acc = minifloats.dlf16!;
  const rounding = { round: "rna", overflow: "special", rndBits: 8 } as const;
  const [a, b, c] = [codes(operand, 1), codes(operand, 2), codes(acc, 3)];
  const fast = fastMultiplyAdd(operand, operand, acc, rounding);
  const exact = (row: number): number => {
    const [x, y, z] = [
      decode(operand, BigInt(a[row]!)),
      decode(operand, BigInt(b[row]!)),
      decode(acc, BigInt(c[row]!)),
    ];
    return Number(encode(acc, multiplyAdd(x, y, z), rounding).code);
  };
  const got = new Uint32Array(ROWS);
  const want = new Uint32Array(ROWS);
  const fastSeconds = await bestSeconds(9, () => {
    for (let round = 0; round < FAST_ROUNDS; round++)
      for (let row = 0; row < ROWS; row++) got[row] = fast(a[row]!, b[row]!, c[row]!, 0);
  });
  const exactSeconds = await bestSeconds(3, () => {
    for (let row = 0; row < ROWS; row++) want[row] = exact(row);
  });
  const wrong = got.findIndex((code, row) => code !== want[row]);
  if (wrong >= 0) throw new CheckFailed(`fast and exact model differ: ${a[wrong]} * ${b[wrong]} + ${c[wrong]}`);
  const fastRate = (ROWS * FAST_ROUNDS) / fastSeconds / 1e6;
  const exactRate = ROWS / exactSeconds / 1e6;
  return [
    figure(
      "fast model, fp9 x fp9 + dlf16",
      fastRate,
      "M results/s",
      { is: "at least", limit: 10 },
      {
        exactModel: exactRate,
        timesExact: fastRate / exactRate,
        compared: ROWS,
        provenBy: "golden/fast.test.ts",
      },
    ),
    figure("exact model, fp9 x fp9 + dlf16", exactRate, "M results/s"),
  ];
}
