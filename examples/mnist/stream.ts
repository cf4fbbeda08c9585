/**
 * Dot products as a unit sees them: one product per clock cycle, back to back, `last` with the 784th. The results come
 * some cycles later, each with `valid` high.
 */
import { compare } from "../../cosim/compare.js";
import type { Comparison } from "../../cosim/engine.js";
import { type Batch, batchInputs, batchOutputs, type Design, newColumn, type Port } from "../../generators/design.js";
import { CheckFailed } from "../../tools/errors.js";
import { CLASSES, PIXELS } from "./data.js";

/** Codes, `PIXELS` of them per image and per class. */
export interface Operands {
  readonly pixels: Uint32Array;
  readonly means: Uint32Array;
}

/** The unit in some engine, and its exact model, over the same rows. */
export interface Sides {
  readonly design: Design;
  simulate(inputs: Batch): Batch | Promise<Batch>;
  expect(inputs: Batch): Batch;
}

export interface Streamed extends Comparison {
  /** The hardware's result codes: all classes of the first image, then of the next. */
  readonly results: Uint32Array;
}

/** Images whose rows are in memory at a time. */
const IMAGES_PER_BATCH = 25;
/** Cycles after the last product; more than any unit's latency. */
const DRAIN_ROWS = 16;

/** Streams every image against every class through both sides and compares every output in every cycle. */
export async function stream(sides: Sides, { pixels, means }: Operands): Promise<Streamed> {
  const images = pixels.length / PIXELS;
  const results = new Uint32Array(images * CLASSES);
  let checked = 0;
  let mismatches = 0;
  let first: Comparison["first"];
  for (let from = 0; from < images; from += IMAGES_PER_BATCH) {
    const block = pixels.subarray(from * PIXELS, (from + IMAGES_PER_BATCH) * PIXELS);
    const inputs = inputRows(sides.design, { pixels: block, means });
    const got = await sides.simulate(inputs);
    const found = compare(sides.design, inputs, got, sides.expect(inputs));
    results.set(collect(sides.design, got, (block.length / PIXELS) * CLASSES), from * CLASSES);
    checked += found.checked;
    mismatches += found.mismatches;
    first ??= found.first;
  }
  if (checked === 0) throw new CheckFailed(`checked no cycle of ${sides.design.top}`);
  return first === undefined ? { results, checked, mismatches } : { results, checked, mismatches, first };
}

/** Reset first, so that every batch stands for itself; then the products; then time for the last result to come out. */
export function inputRows(design: Design, { pixels, means }: Operands): Batch {
  const resetRows = Math.max(1, design.settleRows);
  const images = pixels.length / PIXELS;
  const products = images * CLASSES * PIXELS;
  const rows = resetRows + products + DRAIN_ROWS;
  const ports = batchInputs(design);
  const operands = ports.filter((port) => port.role === "data");
  const columns = ports.map((port) => {
    const column = narrow(newColumn(port.width, rows), port);
    const body = column.subarray(resetRows, resetRows + products);
    if (port.role === "reset") column.fill(1, 0, resetRows);
    if (port.role === "valid") body.fill(1);
    if (port.role === "last") for (let i = PIXELS - 1; i < products; i += PIXELS) body[i] = 1;
    if (port === operands[0])
      for (let dot = 0; dot < images * CLASSES; dot++) body.set(item(pixels, Math.floor(dot / CLASSES)), dot * PIXELS);
    if (port === operands[1]) for (let image = 0; image < images; image++) body.set(means, image * means.length);
    return column;
  });
  return { rows, columns };
}

const item = (codes: Uint32Array, index: number): Uint32Array => codes.subarray(index * PIXELS, (index + 1) * PIXELS);

/** The result words of the cycles whose `valid` is high. @throws CheckFailed when they are not `count` */
function collect(design: Design, outputs: Batch, count: number): Uint32Array {
  const ports = batchOutputs(design);
  const columnOf = (role: Port["role"]) => {
    const index = ports.findIndex((port) => port.role === role);
    return narrow(outputs.columns[index]!, ports[index]!);
  };
  const valid = columnOf("valid");
  const found = columnOf("data").filter((_, row) => valid[row] === 1);
  if (found.length !== count)
    throw new CheckFailed(`${design.top} gave ${found.length} results for ${count} dot products`);
  return found;
}

function narrow(column: Batch["columns"][number], port: Port): Uint32Array {
  if (column instanceof Uint32Array) return column;
  throw new Error(`${port.name} is wider than 32 bits`);
}
