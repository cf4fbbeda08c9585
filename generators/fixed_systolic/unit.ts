import { isStochastic } from "../../golden/index.js";
import { accBitsParam, fixedMacParams } from "../shared/fixed-mac.js";
import { seedParameter } from "../shared/lfsr.js";
import { lfsrWidthParam, ownRandomRows } from "../shared/own-random.js";
import { defineUnit } from "../unit.js";
import { arrayOf, checkFixedSystolic } from "./array.js";
import { fixedSystolicModel } from "./model.js";
import { page } from "./page.js";
import { seedStep } from "./seeds.js";
import { fixedSystolicReference, fixedSystolicView } from "./view.js";

const { init: _, relu: __, ...formats } = fixedMacParams("srf");

/** A matrix product in fixed point: exact sums in an array, rounded once where a column ends. */
export const fixedSystolic = defineUnit({
  kind: "clocked",
  name: "fixed_systolic",
  summary: "Output-stationary array of fixed point, accumulated wide, with one rounding unit for each column.",
  params: { ...formats, accBits: accBitsParam, width: lfsrWidthParam },
  variants: [
    { a: "fixed(2,2)", rndBits: 3, accBits: 10, width: 12 },
    { a: "int(3)", b: "fixed(1,2)", dst: "fixed(3,1)", round: "rne" },
  ],
  check: checkFixedSystolic,
  verilogParameters: (c) => [
    ...arrayOf(c).verilogParameters,
    ...(isStochastic(c.round) ? [{ ...seedParameter(c.width), doc: "what the states after reset are made from" }] : []),
  ],
  ports(c, parameters) {
    const array = arrayOf(c);
    const { dst } = c;
    return array.unit.ports(array.config, parameters).map((port) => {
      // Of the outputs only the results are numbers.
      if (port.dir === "in" || port.format === undefined) return port;
      return { ...port, width: dst.width, widthText: `Cols*${dst.width}`, format: dst };
    });
  },
  behaviour(c) {
    const array = arrayOf(c);
    const ofArray = new Map(array.unit.behaviour?.(array.config) ?? []);
    const same = (name: string) => [name, ofArray.get(name) ?? ""] as const;
    const random = [
      ...ownRandomRows(c, "result of a column").filter(([name]) => name !== "reload"),
      ["seed of column c", `1 + (Seed - 1 + ${seedStep(c.width)} c) mod (2^${c.width} - 1)`] as const,
    ];
    return [
      same("element"),
      ["sum", `exact; ${c.accBits} bits, last place 2^${-(c.a.fl + c.b.fl)}, wraps when overfilled`],
      ["result", "the sum, rounded once where its column ends, saturated; 0 after reset"],
      ...(isStochastic(c.round) ? random : []),
      same("inputs"),
      ["results", "column c brings row r in cycle c + 2r + 4 behind last_i"],
      same("dot products"),
      ["rate", "2 Rows Cols operations a cycle, no bubble between dot products"],
    ];
  },
  operationsPerCycle: (_, { Rows = 2, Cols = 2 }) => 2 * Rows * Cols,
  model: fixedSystolicModel,
  view: fixedSystolicView,
  reference: fixedSystolicReference,
  fault: {
    name: "every column draws the words of the first",
    find: ".Seed(seed_of(c))",
    replace: ".Seed(seed_of(0))",
  },
  page,
});
