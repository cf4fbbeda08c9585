/**
 * Which gates of a netlist become values with a name, and in which order, so that few of them are alive at a time. A
 * processor has 16 or 32 vector registers; every value beyond them costs a store and a load.
 */
import type { GateOp, Netlist } from "../cosim/netlist.js";

/** Distinct operands of one expression: a processor with ternary logic evaluates it in one instruction. */
const MOST_LEAVES = 3;

/** An expression of gates. A leaf is an input, a register, a constant or a value with a name. */
export type Expression =
  | { readonly kind: "leaf"; readonly node: number }
  | { readonly kind: "gate"; readonly op: GateOp; readonly operands: readonly Expression[] };

export interface Value {
  readonly node: number;
  readonly expression: Expression;
  /** Indices of the sinks that take this value. */
  readonly sinks: readonly number[];
  /** Other values read it. */
  readonly named: boolean;
}

export interface Schedule {
  readonly values: readonly Value[];
  /** Sinks that are inputs, registers or constants as they stand. */
  readonly direct: readonly number[];
  /** Most values alive at a time. Inputs do not count: they stay where they are. */
  readonly live: number;
}

interface Cells {
  readonly netlist: Netlist;
  /** Gates with a name, each after what it reads. */
  readonly named: readonly number[];
  /** The named gates that a named gate reads. */
  readonly reads: ReadonlyMap<number, readonly number[]>;
  readonly expressions: ReadonlyMap<number, Expression>;
}

/**
 * Orders what the sinks need. Depth first in several orders of sinks and operands, and backwards by what frees most; the
 * order with the fewest values alive is taken, the first of those that are as good.
 * @param sinks nodes to be computed, each of which is stored as soon as it is known
 */
export function schedule(netlist: Netlist, sinks: readonly number[]): Schedule {
  const cells = cut(netlist, sinks);
  const roots = [...new Set(sinks)].filter((node) => cells.expressions.has(node));
  let best: readonly number[] = [];
  let live = Number.POSITIVE_INFINITY;
  for (const order of candidates(cells, roots)) {
    const alive = mostAlive(cells, order);
    if (alive < live) [best, live] = [order, alive];
  }
  const sinksOf = new Map<number, number[]>();
  for (const [index, node] of sinks.entries()) sinksOf.set(node, [...(sinksOf.get(node) ?? []), index]);
  const read = new Set([...cells.reads.values()].flat());
  return {
    values: best.map((node) => ({
      node,
      expression: cells.expressions.get(node)!,
      sinks: sinksOf.get(node) ?? [],
      named: read.has(node),
    })),
    direct: [...sinks.keys()].filter((index) => !cells.expressions.has(sinks[index]!)),
    live,
  };
}

/** Joins a gate that is read once to its reader while the reader has few leaves. */
function cut(netlist: Netlist, sinks: readonly number[]): Cells {
  const readers = new Map<number, number>();
  const needed = new Set(sinks);
  // Nodes stand after what they read, so one walk from the end finds all that is needed.
  for (let id = netlist.nodes.length - 1; id >= 0; id--) {
    const node = netlist.nodes[id]!;
    if (node.kind !== "gate" || !needed.has(id)) continue;
    for (const input of node.inputs) {
      needed.add(input);
      readers.set(input, (readers.get(input) ?? 0) + 1);
    }
  }
  const stored = new Set(sinks);
  const joins = (id: number): boolean => readers.get(id) === 1 && !stored.has(id);
  const expressions = new Map<number, Expression>();
  const leaves = new Map<number, ReadonlySet<number>>();
  const joined = new Set<number>();
  for (const [id, node] of netlist.nodes.entries()) {
    if (node.kind !== "gate" || !needed.has(id)) continue;
    const under = new Set(node.inputs.filter((input) => netlist.nodes[input]!.kind !== "constant"));
    const operands = node.inputs.map((input, pin): Expression => {
      const inner = expressions.get(input);
      // A multiplexer is printed with its select twice.
      const apart = node.op === "MUX" && pin === 2;
      if (inner === undefined || apart || !joins(input)) return { kind: "leaf", node: input };
      const after = new Set([...under].filter((leaf) => leaf !== input).concat([...leaves.get(input)!]));
      if (after.size > MOST_LEAVES) return { kind: "leaf", node: input };
      under.delete(input);
      for (const leaf of leaves.get(input)!) under.add(leaf);
      joined.add(input);
      return inner;
    });
    expressions.set(id, { kind: "gate", op: node.op, operands });
    leaves.set(id, under);
  }
  const named = [...expressions.keys()].filter((id) => !joined.has(id));
  for (const id of joined) expressions.delete(id);
  const reads = new Map(named.map((id) => [id, [...leaves.get(id)!].filter((leaf) => expressions.has(leaf))]));
  return { netlist, named, reads, expressions };
}

function* candidates(cells: Cells, roots: readonly number[]): Generator<readonly number[]> {
  const need = registerNeed(cells);
  const fewer = (a: number, b: number): number => need.get(a)! - need.get(b)!;
  const asGiven = (ids: readonly number[]): readonly number[] => ids;
  const reversed = (ids: readonly number[]): readonly number[] => [...ids].reverse();
  const hardFirst = (ids: readonly number[]): readonly number[] => [...ids].sort((a, b) => fewer(b, a));
  const easyFirst = (ids: readonly number[]): readonly number[] => [...ids].sort(fewer);
  const orders = [hardFirst, asGiven, reversed, easyFirst];
  for (const ofRoots of orders)
    for (const ofOperands of orders) yield depthFirst(cells, ofRoots(roots), (id) => ofOperands(cells.reads.get(id)!));
  yield backwards(cells);
}

/** Registers that a tree of these operands would take (Sethi and Ullman 1970); with shared parts it is an estimate. */
function registerNeed({ named, reads }: Cells): Map<number, number> {
  const need = new Map<number, number>();
  for (const id of named) {
    const below = reads
      .get(id)!
      .map((input) => need.get(input)!)
      .sort((a, b) => b - a);
    need.set(id, Math.max(1, ...below.map((n, i) => n + i)));
  }
  return need;
}

function depthFirst(
  { expressions }: Cells,
  roots: readonly number[],
  operands: (id: number) => readonly number[],
): number[] {
  const order: number[] = [];
  const done = new Set<number>();
  for (const root of roots) {
    // An own stack: a ripple chain is deeper than the call stack may be.
    const stack = [root];
    while (stack.length > 0) {
      const id = stack.at(-1)!;
      const open = done.has(id) ? [] : operands(id).filter((input) => expressions.has(input) && !done.has(input));
      if (open.length > 0) stack.push(open[0]!);
      else {
        stack.pop();
        if (!done.has(id)) order.push(id);
        done.add(id);
      }
    }
  }
  return order;
}

/** From the last value to the first: of those whose readers all stand, the one that brings the fewest new values. */
function backwards({ named, reads }: Cells): number[] {
  const open = new Map<number, number>();
  for (const inputs of reads.values()) for (const input of inputs) open.set(input, (open.get(input) ?? 0) + 1);
  const ready = named.filter((id) => !open.has(id));
  const alive = new Set<number>();
  const order: number[] = [];
  while (ready.length > 0) {
    let choice = 0;
    let fewest = Number.POSITIVE_INFINITY;
    // The last one that became ready wins a tie: what it reads is most likely near.
    for (let i = ready.length - 1; i >= 0; i--) {
      const id = ready[i]!;
      const brings = reads.get(id)!.filter((input) => !alive.has(input)).length - (alive.has(id) ? 1 : 0);
      if (brings < fewest) [choice, fewest] = [i, brings];
    }
    const [id] = ready.splice(choice, 1) as [number];
    order.push(id);
    alive.delete(id);
    for (const input of reads.get(id)!) {
      alive.add(input);
      open.set(input, open.get(input)! - 1);
      if (open.get(input) === 0) ready.push(input);
    }
  }
  return order.reverse();
}

/** The result of an expression may stand where an operand stood that is read for the last time. */
function mostAlive({ reads }: Cells, order: readonly number[]): number {
  const lastRead = new Map<number, number>();
  for (const [at, id] of order.entries()) for (const input of reads.get(id)!) lastRead.set(input, at);
  let alive = 0;
  let most = 0;
  for (const [at, id] of order.entries()) {
    for (const input of reads.get(id)!) if (lastRead.get(input) === at) alive--;
    if (lastRead.has(id)) alive++;
    most = Math.max(most, alive);
  }
  return most;
}
