import { expect, test } from "vitest";
import { fixedRoundModes, isStochastic } from "../../golden/index.js";
import { integerRange, roundedWithin } from "../../testbench/oracles/fixed-rounding.js";
import { instantiate } from "../instance.js";
import { judged } from "../shared/fixtures.js";
import { catalogue } from "../units.js";
import { fixedRound } from "./unit.js";

const shapes = fixedRoundModes.flatMap((round) => {
  const random = isStochastic(round);
  return [
    { round, drop: 4, ...(random && { rndBits: 3 }) },
    { round, drop: 2, unsigned: true, ...(random && { rndBits: 4 }) },
    { round, drop: 0, relu: true, ...(random && { rndBits: 2 }) },
  ];
});

test.each(shapes)("%j is its definition", async (shape) => {
  const width = 4;
  const { config } = instantiate(fixedRound, { ...shape, width });
  const bits = Number(config.rndBits);
  const inWidth = shape.drop + width + 4;
  const [low, high] = integerRange(width, config.unsigned !== true);
  const range = [config.relu === true ? 0 : low, high] as const;
  const verdict = await judged(fixedRound, { ...shape, width }, ({ x_i = 0n, rnd_i = 0n }, { y_o = 0n }) => {
    const x = Number(BigInt.asIntN(inWidth, x_i)) * 2 ** -shape.drop;
    const got = Number(config.unsigned === true ? y_o : BigInt.asIntN(width, y_o));
    return got === roundedWithin(shape.round, x, range, { word: rnd_i, bits });
  });
  expect(verdict).toEqual({ rows: 2 ** (inWidth + (isStochastic(shape.round) ? bits : 0)), wrong: [] });
});

test("every rounding mode of two's complement is in the catalogue", () => {
  const tried = new Set(catalogue().map(({ config }) => config.round));
  for (const mode of fixedRoundModes) expect(tried).toContain(mode);
});

test.each([
  [{ drop: 4, width: 1 }, "width must be 2..63, got 1"],
  [{ drop: 63, width: 8 }, "drop must be 0..62, got 63"],
  [{ width: 8 }, "fixed_round needs drop: "],
  [{ drop: 4, width: 8, round: "rup" }, "unknown round: rup (known: rdn, rne, rna, rhu, sra, srf)"],
  [{ drop: 4, width: 8, rndBits: 4 }, "rndBits needs a stochastic round (sra, srf), got rne"],
  [{ drop: 4, width: 8, unsigned: true, relu: true }, "relu is part of unsigned; give one of them"],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fixedRound, options)).toThrow(message);
});
