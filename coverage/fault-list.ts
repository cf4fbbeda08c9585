/**
 * The faults of a netlist: each input, register and gate output stuck at 0 and at 1, each input pin of a gate stuck at 0
 * and at 1, and each two-input gate replaced by AND, OR, XOR, NAND, NOR or XNOR. Faults that are the same by structure
 * are simulated as one and counted one by one.
 */
import type { Netlist } from "../cosim/netlist.js";
import { constantTable, stuckPin, tableOf } from "./table.js";

/** Structurally equivalent faults: the node at which one of them changes something, and the node's table with it. */
export interface FaultClass {
  readonly node: number;
  readonly table: number;
  /** Members: `g7/0` output stuck at 0, `g7.A/1` pin stuck at 1, `g7=XOR` replaced; `i3`, `r2`, `g7` are nodes. */
  readonly faults: readonly string[];
}

export interface FaultList {
  /** All faults, one by one. */
  readonly count: number;
  /** In the order of the netlist. */
  readonly classes: readonly FaultClass[];
}

const substitutes = ["AND", "OR", "XOR", "NAND", "NOR", "XNOR"] as const;
const pinNames = ["A", "B", "S"] as const;
const values = [0, 1] as const;

/** All faults of a netlist, in classes. */
export function listFaults(netlist: Netlist): FaultList {
  const classes = new Map<string, { node: number; table: number; faults: string[] }>();
  const aliases = onlyReaders(netlist);
  let count = 0;
  const enter = (node: number, table: number, fault: string): void => {
    count++;
    const [at, as] = follow(netlist, aliases, node, table);
    const key = `${at} ${as}`;
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { node: at, table: as, faults: [fault] });
    else known.faults.push(fault);
  };
  for (const [id, node] of netlist.nodes.entries()) {
    if (node.kind === "constant") continue;
    const pins = node.kind === "gate" ? node.inputs.length : 0;
    const name = node.kind === "gate" ? `g${id}` : `${node.kind === "input" ? "i" : "r"}${node.index}`;
    for (const value of values) enter(id, constantTable(pins, value), `${name}/${value}`);
    if (node.kind !== "gate") continue;
    const table = tableOf(node.op);
    for (let pin = 0; pin < pins; pin++)
      for (const value of values) enter(id, stuckPin(table, pins, pin, value), `${name}.${pinNames[pin]}/${value}`);
    if (pins !== 2) continue;
    for (const other of substitutes) if (other !== node.op) enter(id, tableOf(other), `${name}=${other}`);
  }
  return { count, classes: [...classes.values()].sort((a, b) => a.node - b.node || a.table - b.table) };
}

interface Pin {
  readonly gate: number;
  readonly pin: number;
}

/** The one gate pin that reads a node, for nodes that nothing else reads. */
function onlyReaders({ nodes, outputs, registers }: Netlist): (Pin | undefined)[] {
  const read: (Pin | undefined)[] = nodes.map(() => undefined);
  const times = new Int32Array(nodes.length);
  for (const [gate, node] of nodes.entries()) {
    if (node.kind !== "gate") continue;
    for (const [pin, input] of node.inputs.entries()) {
      times[input]!++;
      read[input] = { gate, pin };
    }
  }
  // Read by more than gates.
  for (const id of [...outputs, ...registers.map(({ next }) => next)]) times[id]! += 2;
  return read.map((pin, id) => (times[id] === 1 ? pin : undefined));
}

/** A stuck node that only one pin reads is that pin stuck; and so on through the gates that become constant by it. */
function follow(
  { nodes }: Netlist,
  aliases: readonly (Pin | undefined)[],
  node: number,
  table: number,
): readonly [number, number] {
  let at = node;
  let as = table;
  for (;;) {
    const here = nodes[at]!;
    const pins = here.kind === "gate" ? here.inputs.length : 0;
    const value = values.find((v) => as === constantTable(pins, v));
    const reader = aliases[at];
    if (value === undefined || reader === undefined) return [at, as];
    const gate = nodes[reader.gate]!;
    if (gate.kind !== "gate") return [at, as];
    at = reader.gate;
    as = stuckPin(tableOf(gate.op), gate.inputs.length, reader.pin, value);
  }
}
