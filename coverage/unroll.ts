/** Clocked logic as combinational logic: one copy of the gates for each row of a short waveform that begins with reset. */
import type { Netlist, Node } from "../cosim/netlist.js";
import { batchInputs, type Design } from "../generators/design.js";
import type { Site } from "./encode.js";
import { constantTable } from "./table.js";

export interface Unrolled {
  /** Inputs: all bits of the first free row, then those of the next. Outputs: of all rows that a bench compares. */
  readonly netlist: Netlist;
  /** Rows with reset high and all other inputs 0, before the free ones. */
  readonly resetRows: number;
  readonly freeRows: number;
  /** A fault of the clocked netlist in every copy. */
  sites(fault: Site): Site[];
  /** Whether no longer waveform shows more: nothing older than the free rows is left in a register. */
  readonly isComplete: boolean;
}

/** Undefined where an output depends on an input without a register between them. */
export function unroll(design: Design, netlist: Netlist, loopRows: number): Unrolled | undefined {
  const depth = registerDepth(netlist);
  const resetRows = design.settleRows + 1;
  const freeRows = depth === undefined ? design.settleRows + loopRows : depth + 1;
  if (netlist.outputs.some((id) => readsInput(netlist, id))) return undefined;
  const resetBits = new Set<number>();
  let bit = 0;
  for (const { role, width } of batchInputs(design)) {
    if (role === "reset") resetBits.add(bit);
    bit += width;
  }
  const nodes: Node[] = [
    { kind: "constant", value: 0 },
    { kind: "constant", value: 1 },
  ];
  const put = (node: Node): number => nodes.push(node) - 1;
  // A node of its own, so that a fault can sit on it.
  const buffer = (input: number): number => put({ kind: "gate", op: "OR", inputs: [input, 0] });
  const copies: number[][] = [];
  const rows = resetRows + freeRows;
  for (let row = 0; row <= rows; row++) {
    const before = copies.at(-1);
    const copy: number[] = [0, 1];
    for (const [id, node] of netlist.nodes.entries()) {
      if (node.kind === "constant") continue;
      copy[id] = copyOf(node, row, before, copy);
    }
    copies.push(copy);
  }
  function copyOf(
    node: Exclude<Node, { kind: "constant" }>,
    row: number,
    before: number[] | undefined,
    copy: number[],
  ) {
    if (node.kind === "gate") return put({ ...node, inputs: node.inputs.map((input) => copy[input]!) });
    if (node.kind === "register") {
      const { next, initial } = netlist.registers[node.index]!;
      return buffer(before === undefined ? initial : before[next]!);
    }
    if (row < resetRows) return buffer(resetBits.has(node.index) ? 1 : 0);
    if (row === rows) return buffer(0);
    return put({ kind: "input", index: (row - resetRows) * netlist.inputBits + node.index });
  }
  // The outputs behind the edge of a row are those that the next copy shows.
  const outputs = copies.slice(design.settleRows + 1).flatMap((copy) => netlist.outputs.map((id) => copy[id]!));
  const gates = nodes.filter(({ kind }) => kind === "gate").length;
  return {
    netlist: { nodes, outputs, inputBits: freeRows * netlist.inputBits, registers: [], gates },
    resetRows,
    freeRows,
    isComplete: depth !== undefined,
    sites: ({ node, table }) =>
      copies.map((copy) => {
        const there = nodes[copy[node]!]!;
        const isBuffer = netlist.nodes[node]!.kind !== "gate" && there.kind === "gate";
        return { node: copy[node]!, table: isBuffer ? constantTable(2, table === 0 ? 0 : 1) : table };
      }),
  };
}

/** Registers one behind the other on the longest way; undefined where a register depends on itself. */
function registerDepth({ nodes, registers }: Netlist): number | undefined {
  const depths = registers.map(() => 0);
  for (let round = 0; round <= registers.length; round++) {
    const reach = new Int32Array(nodes.length);
    for (const [id, node] of nodes.entries()) {
      if (node.kind === "register") reach[id] = depths[node.index]!;
      else if (node.kind === "gate") reach[id] = Math.max(...node.inputs.map((input) => reach[input]!));
    }
    const deeper = registers.map(({ next }) => reach[next]! + 1);
    if (deeper.every((depth, i) => depth === depths[i])) return Math.max(0, ...depths);
    for (const [i, depth] of deeper.entries()) depths[i] = depth;
  }
  return undefined;
}

function readsInput({ nodes }: Netlist, root: number): boolean {
  const stack = [root];
  const seen = new Set<number>();
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = nodes[id]!;
    if (node.kind === "input") return true;
    if (node.kind !== "gate" || seen.has(id)) continue;
    seen.add(id);
    stack.push(...node.inputs);
  }
  return false;
}
