import { clockPort, resetPort } from "../shared/clocked.js";
import { innerParam, streamResult } from "../shared/inner.js";
import { streamingUnits } from "../shared/streaming.js";
import { defineUnit } from "../unit.js";
import { systolicModel } from "./model.js";
import { page } from "./page.js";
import { checkElement, sides } from "./sides.js";
import { systolicReference, systolicView } from "./view.js";

const size = (name: string, doc: string, others: readonly [number, number]) =>
  ({ name, default: 2, min: 1, max: 64, others, doc }) as const;

/** Output-stationary array: a matrix product, one element for each entry of the result. */
export const systolic = defineUnit({
  kind: "clocked",
  name: "systolic",
  summary: "Output-stationary array of streaming multiply-accumulate units.",
  params: {
    element: innerParam({ doc: "the unit at each crossing", accept: streamingUnits, check: checkElement }),
  },
  variants: [{ element: "fixed_emac --a int(4)" }, { element: "fixed_emac --a fixed(1,2) --round rne" }],
  verilogParameters: ({ element }) => [
    size("Rows", "rows of the array", [1, 3]),
    size("Cols", "columns of the array", [2, 1]),
    ...element.verilogParameters,
  ],
  ports({ element }, { Rows = 2, Cols = 2 }) {
    const { west, north } = sides(element);
    const result = streamResult(element);
    const one = { width: 1 } as const;
    return [
      clockPort,
      resetPort,
      { ...one, name: "valid_i", dir: "in", role: "valid", doc: "a_i and b_i are there" },
      { ...one, name: "last_i", dir: "in", role: "last", doc: "with valid_i: the last products of all dot products" },
      ...west.map((port) => ({
        ...port,
        lanes: Rows,
        widthText: port.width === 1 ? "Rows" : `Rows*${port.width}`,
        doc: `${port.doc}, one for each row, row 0 lowest`,
      })),
      ...north.map((port) => ({
        ...port,
        lanes: Cols,
        widthText: port.width === 1 ? "Cols" : `Cols*${port.width}`,
        doc: `${port.doc}, one for each column, column 0 lowest`,
      })),
      {
        ...one,
        name: "valid_o",
        lanes: Cols,
        widthText: "Cols",
        dir: "out",
        role: "data",
        doc: "per column: result_o is new",
      },
      { ...result, lanes: Cols, widthText: `Cols*${result.width}`, doc: "per column: its results, row 0 first" },
    ];
  },
  behaviour: ({ element }) => [
    ["element", element.module],
    ["inputs", "all rows and columns in one cycle: the array delays row r by r and column c by c cycles itself"],
    ["results", "column c brings row r in cycle L + c + 2r + 1 behind last_i, L the element's own latency"],
    ["dot products", "a result in the way of an older one replaces it: from 2 Rows - 1 products on none is lost"],
  ],
  operationsPerCycle: (_, { Rows = 2, Cols = 2 }) => 2 * Rows * Cols,
  model: ({ element }, parameters) => systolicModel(element, parameters),
  view: ({ element }, use) => systolicView(element, use),
  reference: ({ element }, parameters, use) => systolicReference(element, parameters, use),
  page,
  fault: {
    name: "a column's results come from its second row on",
    find: "wire own = pe_valid;",
    replace: "wire own = pe_valid & (r != 0);",
  },
});
