/**
 * Gates and faults as truth tables: bit i of a table is the output where the inputs, the first one lowest, spell i. Every
 * fault here is a node whose table is another one; so gates, stuck pins and replaced gates are evaluated by one function.
 */
import type { GateOp, Netlist } from "../cosim/netlist.js";

const TABLES: Readonly<Record<GateOp, number>> = {
  AND: 0b1000,
  OR: 0b1110,
  XOR: 0b0110,
  NAND: 0b0111,
  NOR: 0b0001,
  XNOR: 0b1001,
  ANDNOT: 0b0010,
  ORNOT: 0b1011,
  NOT: 0b01,
  MUX: 0b11001010,
};

export const tableOf = (op: GateOp): number => TABLES[op];

/** The table of a node that is 0 or 1 whatever its inputs are. */
export function constantTable(pins: number, value: 0 | 1): number {
  return value === 1 ? 2 ** (2 ** pins) - 1 : 0;
}

/** A table as it is with one of `pins` inputs stuck. */
export function stuckPin(table: number, pins: number, pin: number, value: 0 | 1): number {
  let stuck = 0;
  for (let i = 0; i < 2 ** pins; i++) {
    const seen = value === 1 ? i | (1 << pin) : i & ~(1 << pin);
    stuck |= ((table >> seen) & 1) << i;
  }
  return stuck;
}

/** The table on 32 lanes at once. Inputs that a node does not have are 0. */
export function lookUp(table: number, a: number, b: number, s: number): number {
  return (two(table & 15, a, b) & ~s) | (two(table >> 4, a, b) & s);
}

function two(table: number, a: number, b: number): number {
  let out = 0;
  if (table & 1) out |= ~a & ~b;
  if (table & 2) out |= a & ~b;
  if (table & 4) out |= ~a & b;
  if (table & 8) out |= a & b;
  return out;
}

/** A netlist as flat arrays. Nodes 0 and 1 are the constants, and an absent input is node 0. */
export interface FlatNetlist {
  readonly nodes: number;
  readonly tables: Uint8Array;
  readonly pins: Uint8Array;
  /** Three inputs a node. */
  readonly inputs: Int32Array;
  /** Gates that read node i: `readers[firstReader[i]] .. readers[firstReader[i + 1] - 1]`, rising. */
  readonly firstReader: Int32Array;
  readonly readers: Int32Array;
}

/** @throws Error for a netlist whose first nodes are not the constants or whose gates do not follow what they read */
export function flatten({ nodes }: Netlist): FlatNetlist {
  const count = nodes.length;
  const tables = new Uint8Array(count);
  const pins = new Uint8Array(count);
  const inputs = new Int32Array(3 * count);
  const readersOf: Set<number>[] = nodes.map(() => new Set());
  for (const [id, node] of nodes.entries()) {
    if ((node.kind === "constant") !== id < 2) throw new Error("constants must be the first two nodes");
    if (node.kind === "constant") tables[id] = node.value;
    if (node.kind !== "gate") continue;
    tables[id] = tableOf(node.op);
    pins[id] = node.inputs.length;
    for (const [pin, input] of node.inputs.entries()) {
      if (input >= id) throw new Error(`node ${id} stands before what it reads`);
      inputs[3 * id + pin] = input;
      readersOf[input]!.add(id);
    }
  }
  const firstReader = new Int32Array(count + 1);
  for (const [id, set] of readersOf.entries()) firstReader[id + 1] = firstReader[id]! + set.size;
  const readers = Int32Array.from(readersOf.flatMap((set) => [...set].sort((a, b) => a - b)));
  return { nodes: count, tables, pins, inputs, firstReader, readers };
}
