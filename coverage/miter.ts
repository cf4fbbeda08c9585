/**
 * A netlist beside copies of itself with a fault each, for the bit-sliced engine: a register per fault is set as soon as
 * an output differs and stays so. Nothing need be read while the engine counts through all inputs.
 */
import type { GateOp, Netlist, Node } from "../cosim/netlist.js";
import type { FaultClass } from "./fault-list.js";
import { tableOf } from "./table.js";

/** The same inputs; output and register k: fault k has changed an output so far. Combinational netlists only. */
export function miterOf(netlist: Netlist, faults: readonly FaultClass[]): Netlist {
  const nodes: Node[] = [...netlist.nodes];
  const put = (node: Node): number => nodes.push(node) - 1;
  const gate = (op: GateOp, ...inputs: number[]): number => put({ kind: "gate", op, inputs });
  const outputs: number[] = [];
  const registers = faults.map(({ node: site, table }, index) => {
    const bad = new Map<number, number>([[site, faulty(netlist.nodes[site]!, table, gate)]]);
    for (let id = site + 1; id < netlist.nodes.length; id++) {
      const node = netlist.nodes[id]!;
      if (node.kind !== "gate" || !node.inputs.some((input) => bad.has(input))) continue;
      bad.set(id, gate(node.op, ...node.inputs.map((input) => bad.get(input) ?? input)));
    }
    const seen = put({ kind: "register", index });
    let next = seen;
    for (const good of new Set(netlist.outputs)) {
      const other = bad.get(good);
      if (other !== undefined) next = gate("OR", next, gate("XOR", good, other));
    }
    outputs.push(seen);
    return { next, initial: 0 as const };
  });
  const gates = nodes.filter(({ kind }) => kind === "gate").length;
  return { nodes, outputs, inputBits: netlist.inputBits, registers, gates };
}

type Gate = (op: GateOp, ...inputs: number[]) => number;

function faulty(node: Node, table: number, gate: Gate): number {
  if (node.kind !== "gate") return table & 1;
  const [a = 0, b = 0, s = 0] = node.inputs;
  if (node.inputs.length < 3) return twoInput(table, a, b, gate);
  return gate("MUX", twoInput(table & 15, a, b, gate), twoInput(table >> 4, a, b, gate), s);
}

/** Any function of two inputs; of one where `b` is the constant 0. */
function twoInput(table: number, a: number, b: number, gate: Gate): number {
  if (b === 0) {
    const low = table & 3;
    return low === 0 ? 0 : low === 3 ? 1 : low === 2 ? a : gate("NOT", a);
  }
  switch (table) {
    case 0b0000:
      return 0;
    case 0b1111:
      return 1;
    case 0b1010:
      return a;
    case 0b1100:
      return b;
    case 0b0101:
      return gate("NOT", a);
    case 0b0011:
      return gate("NOT", b);
    case 0b0100:
      return gate("ANDNOT", b, a);
    case 0b1101:
      return gate("ORNOT", b, a);
    default:
      return gate(twoInputOps.find((op) => tableOf(op) === table)!, a, b);
  }
}

const twoInputOps = ["AND", "OR", "XOR", "NAND", "NOR", "XNOR", "ANDNOT", "ORNOT"] as const;
