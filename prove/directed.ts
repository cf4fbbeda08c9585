/**
 * Sequences that the ordinary stimulus is too short for, so that a reference and the model meet there too: a count
 * that runs to its end and past it, an accumulator filled with its largest products, and every bit of a seed alone.
 */
import type { Format } from "../formats/index.js";
import { type Batch, batchInputs, newColumn, type Port } from "../generators/design.js";
import { designOf, type Instance } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";

/** A count in a Verilog parameter is at most this; what is larger is a seed. */
const MOST_COUNTED = 65536;
/** Cycles behind the last product, in which its result comes out. */
const DRAIN = 8;

type Row = (port: Port) => bigint;

/** Undefined for a unit with neither stream nor seed. */
export function directedSequence(instance: Instance, parameters: Parameters): Batch | undefined {
  const inputs = batchInputs(designOf(instance, [], parameters));
  const has = (role: Port["role"]): boolean => inputs.some((port) => port.role === role);
  const rows: Row[] = [(port) => BigInt(port.role === "reset")];
  if (has("last")) {
    const counts = Object.values(parameters).filter((value) => value <= MOST_COUNTED);
    const products = Math.max(1, ...counts) + 2;
    for (const sign of [1n, -1n] as const) {
      const operand = (port: Port, i: number): bigint => (i === 0 ? largest(port, sign) : largest(port, 1n));
      const data = inputs.filter((port) => port.role === "data");
      const product =
        (last: boolean): Row =>
        (port) => {
          if (port.role === "valid" || port.role === "enable") return 1n;
          if (port.role === "last") return BigInt(last);
          return port.role === "data" ? operand(port, data.indexOf(port)) : 0n;
        };
      for (let i = 0; i < products; i++) rows.push(product(false));
      rows.push(product(true));
      for (let i = 0; i < DRAIN; i++) rows.push(() => 0n);
    }
  }
  const seed = inputs.find((port) => port.role === "seed");
  if (seed !== undefined)
    for (let bit = 0; bit < seed.width; bit++) {
      rows.push((port) => (port === seed ? 1n << BigInt(bit) : BigInt(port.role === "reseed")));
      // Words share no bit, so that after as many words as the register has bits every bit of it has been seen.
      for (let i = 0; i < seed.width; i++)
        rows.push((port) => (port.role === "enable" || port.role === "valid" ? 1n : 0n));
    }
  if (rows.length === 1) return undefined;
  const columns = inputs.map((port) => {
    const column = newColumn(port.width, rows.length);
    for (const [i, row] of rows.entries())
      if (column instanceof Uint32Array) column[i] = Number(row(port));
      else column[i] = row(port);
    return column;
  });
  return { rows: rows.length, columns };
}

/** The code of the largest finite number, with a sign where there is one. */
function largest({ format, width }: Port, sign: 1n | -1n): bigint {
  const magnitude = magnitudeOf(format, width);
  if (sign === 1n || format === undefined) return magnitude;
  if (format.kind === "minifloat") return magnitude | (1n << BigInt(width - 1));
  return BigInt.asUintN(width, -magnitude);
}

function magnitudeOf(format: Format | undefined, width: number): bigint {
  if (format?.kind === "minifloat") return format.maxFiniteCode;
  return (1n << BigInt(width - 1)) - 1n;
}
