import { expect, test } from "vitest";
import { roundModes } from "../../golden/index.js";
import { instantiate } from "../instance.js";
import { judged } from "../shared/fixtures.js";
import type { Words } from "../unit.js";
import { roundAway } from "./unit.js";

/**
 * One digit for each tail: nothing, below the half, the half, above it. 1: the next magnitude. For positive numbers with
 * an even and an odd code, then for negative ones.
 */
const tables: Readonly<Record<string, readonly [string, string, string, string]>> = {
  rtz: ["0000", "0000", "0000", "0000"],
  rup: ["0111", "0111", "0000", "0000"],
  rdn: ["0000", "0000", "0111", "0111"],
  rne: ["0001", "0011", "0001", "0011"],
  rna: ["0011", "0011", "0011", "0011"],
  rto: ["0111", "0000", "0111", "0000"],
};

/** How many of the four words of two random bits, the highest ones, go up: for each lost_i without and with sticky_i. */
const stochastic: Readonly<Record<string, readonly string[]>> = {
  // Quarters of a last place, the rest ignored.
  sra: ["00", "11", "22", "33"],
  // Eighths, against 2R + 1 eighths.
  srb: ["00", "11", "11", "22", "22", "33", "33", "44"],
  // Eighths rounded to quarters, ties to even.
  src: ["00", "01", "11", "22", "22", "23", "33", "44"],
};

/** `lost` in half units of lost_i. With the carry it can be one whole: the next magnitude, exactly. */
const lostOf = ({ lost_i = 0n, sticky_i = 0n, carry_i = 0n }: Words): number =>
  2 * Number(lost_i + carry_i) + Number(sticky_i);

test("every mode is in one of the tables", () => {
  expect([...Object.keys(tables), ...Object.keys(stochastic)]).toEqual([...roundModes]);
});

const modes = Object.entries(tables).flatMap(([round, rows]) => [false, true].map((carry) => ({ round, rows, carry })));
test.each(modes)("$round, carry $carry: the table, for all inputs", async ({ round, rows, carry }) => {
  const verdict = await judged(roundAway, { round, carry }, (inputs, { away_o }) => {
    const { sign_i, odd_i } = inputs;
    const want = `${rows[2 * Number(sign_i) + Number(odd_i)]!}1`[lostOf(inputs)];
    return String(away_o) === want;
  });
  // sticky_i is 0 beside a carry.
  expect(verdict).toEqual({ rows: carry ? 24 : 16, wrong: [] });
});

const words = Object.entries(stochastic).flatMap(([round, counts]) => [
  { round, counts, carry: false },
  { round, counts, carry: true },
]);
test.each(words)("$round, carry $carry: the table, for all inputs and random words", async (c) => {
  const { round, counts, carry } = c;
  const verdict = await judged(roundAway, { round, carry, rndBits: 2 }, (inputs, { away_o }) => {
    const upward = Number(`${counts.join("")}4`[lostOf(inputs)]);
    return (away_o === 1n) === Number(inputs.rnd_i) >= 4 - upward;
  });
  const tails = 2 * counts.length + (carry ? counts.length : 0);
  expect(verdict).toEqual({ rows: 2 * 2 * 4 * tails, wrong: [] });
});

test.each([
  [{ round: "nearest" }, /unknown .*round.*: nearest/],
  [{ round: "rne", rndBits: 4 }, /needs a stochastic/],
  [{ round: "sra", rndBits: 33 }, /must be 1\.\.32, got 33/],
])("%j is refused", (options, message) => {
  expect(() => instantiate(roundAway, options)).toThrow(message);
});
