/**
 * A cone of the netlist as straight-line SIMD code. A value that is read once stays on WebAssembly's operand stack, one
 * that is read again lives in a local from its first to its last read, and locals are reused after that.
 */
import type { GateOp, Netlist } from "./netlist.js";
import { Code, type ModuleBuilder } from "./wasm.js";

/** Gates per function, where nothing else is asked. Compilers take superlinear time over longer functions. */
export const SEGMENT_GATES = 4000;

/** Parameters of the functions of a pass where the planes of all inputs lie side by side, and those of all outputs. */
export const IN = 0;
export const OUT = 1;

/** Where a vector stands: at a fixed address, or relative to a parameter. */
export interface Place {
  readonly base: "absolute" | number;
  readonly offset: number;
}

export interface Sink {
  readonly node: number;
  readonly to: Place;
}

/** What the cones of one module share. */
export interface ConeContext {
  readonly netlist: Netlist;
  /** Number of parameters of every function of a pass; all of them addresses. */
  readonly params: number;
  /** Place of an input or register node. */
  readonly source: (node: number) => Place;
  /** A fresh place for a value that one function leaves to another. */
  readonly scratch: () => Place;
  readonly segmentGates: number;
}

function base(code: Code, place: Place): void {
  if (place.base === "absolute") code.i32(0);
  else code.get(place.base);
}

/** The gates that the sinks need, each after what it reads, in the order in which the sinks want them. */
function gatesInOrder(netlist: Netlist, sinks: readonly Sink[]): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (const sink of sinks) {
    const stack = [sink.node];
    while (stack.length > 0) {
      const id = stack.at(-1)!;
      const node = netlist.nodes[id]!;
      const open = node.kind === "gate" && !seen.has(id) ? node.inputs.filter((input) => isOpen(input)) : [];
      if (open.length > 0) stack.push(...open.reverse());
      else {
        stack.pop();
        if (isOpen(id)) {
          seen.add(id);
          order.push(id);
        }
      }
    }
  }
  return order;

  function isOpen(id: number): boolean {
    return netlist.nodes[id]!.kind === "gate" && !seen.has(id);
  }
}

/** Adds the functions that compute the sinks and returns their indices, to be called in this order. */
export function addCone(builder: ModuleBuilder, context: ConeContext, sinks: readonly Sink[]): number[] {
  const order = gatesInOrder(context.netlist, sinks);
  const segments = Math.max(1, Math.ceil(order.length / context.segmentGates));
  const segmentOf = new Map(order.map((id, i) => [id, Math.floor(i / context.segmentGates)]));
  const crossing = new Map<number, Place>();
  for (const id of order) {
    const node = context.netlist.nodes[id]!;
    if (node.kind !== "gate") continue;
    for (const input of node.inputs) {
      const from = segmentOf.get(input);
      if (from !== undefined && from !== segmentOf.get(id) && !crossing.has(input)) {
        crossing.set(input, context.scratch());
      }
    }
  }
  const functions: number[] = [];
  for (let segment = 0; segment < segments; segment++) {
    const mine = sinks.filter((sink) => (segmentOf.get(sink.node) ?? 0) === segment);
    for (const [node, to] of crossing) if (segmentOf.get(node) === segment) mine.push({ node, to });
    const inside = (id: number): boolean => segmentOf.get(id) === segment;
    const outside = (id: number): Place => crossing.get(id) ?? context.source(id);
    functions.push(builder.add(emitSegment(context, mine, inside, outside)));
  }
  return functions;
}

function emitSegment(
  { netlist, params }: ConeContext,
  sinks: readonly Sink[],
  inside: (id: number) => boolean,
  outside: (id: number) => Place,
): Code {
  const code = new Code(params);
  const reads = countReads(netlist, sinks, inside);
  const locals = new Map<number, number>();
  const free: number[] = [];

  /** Leaves the value of a node on the stack. */
  function push(id: number): void {
    const node = netlist.nodes[id]!;
    if (node.kind === "constant") {
      code.v128(node.value === 1 ? 0xffffffff : 0);
      return;
    }
    const left = reads.get(id)! - 1;
    reads.set(id, left);
    const kept = locals.get(id);
    if (kept !== undefined) {
      code.get(kept);
      if (left === 0) free.push(kept);
      return;
    }
    if (node.kind === "gate" && inside(id)) gate(node.op, node.inputs);
    else {
      const place = outside(id);
      base(code, place);
      code.load(place.offset);
    }
    if (left === 0) return;
    const local = free.pop() ?? code.local();
    locals.set(id, local);
    code.tee(local);
  }

  function gate(op: GateOp, inputs: readonly number[]): void {
    const [a, b, s] = inputs as [number, number, number];
    switch (op) {
      case "NOT":
        push(a);
        code.simd("not");
        return;
      case "MUX":
        push(b);
        push(a);
        push(s);
        code.simd("bitselect");
        return;
      case "ORNOT":
        push(a);
        push(b);
        code.simd("not").simd("or");
        return;
      default:
        push(a);
        push(b);
        code.simd(TWO_INPUT[op].op);
        if (TWO_INPUT[op].inverted) code.simd("not");
    }
  }

  for (const sink of sinks) {
    base(code, sink.to);
    push(sink.node);
    code.store(sink.to.offset);
  }
  return code;
}

const TWO_INPUT = {
  AND: { op: "and", inverted: false },
  OR: { op: "or", inverted: false },
  XOR: { op: "xor", inverted: false },
  NAND: { op: "and", inverted: true },
  NOR: { op: "or", inverted: true },
  XNOR: { op: "xor", inverted: true },
  ANDNOT: { op: "andnot", inverted: false },
} as const;

function countReads(netlist: Netlist, sinks: readonly Sink[], inside: (id: number) => boolean): Map<number, number> {
  const reads = new Map<number, number>();
  const stack: number[] = [];
  const read = (id: number): void => {
    const before = reads.get(id) ?? 0;
    reads.set(id, before + 1);
    if (before === 0) stack.push(id);
  };
  for (const sink of sinks) read(sink.node);
  while (stack.length > 0) {
    const id = stack.pop()!;
    const node = netlist.nodes[id]!;
    if (node.kind === "gate" && inside(id)) node.inputs.forEach(read);
  }
  return reads;
}
