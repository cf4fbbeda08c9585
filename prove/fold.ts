/**
 * A netlist rebuilt under assumptions: inputs and registers become constants or other nodes, and what follows from that
 * is worked out gate by gate. Equal gates are one node, so that two functions that came out the same are seen to be so.
 */
import type { GateOp, Netlist, Node } from "../cosim/netlist.js";

export const FALSE = 0;
export const TRUE = 1;

/** Gates of the result: each other gate is one of these and an inverter. */
type Op = "AND" | "OR" | "XOR" | "NOT" | "MUX";

/** Nodes of one space; ids of equal functions of equal operands are equal. */
export class NodeSpace {
  readonly nodes: Node[] = [
    { kind: "constant", value: 0 },
    { kind: "constant", value: 1 },
  ];
  readonly #known = new Map<string, number>();

  input(index: number): number {
    return this.#node(`i${index}`, { kind: "input", index });
  }

  register(index: number): number {
    return this.#node(`r${index}`, { kind: "register", index });
  }

  not(a: number): number {
    if (a === FALSE) return TRUE;
    if (a === TRUE) return FALSE;
    const node = this.nodes[a]!;
    return node.kind === "gate" && node.op === "NOT" ? node.inputs[0]! : this.#gate("NOT", a);
  }

  and(a: number, b: number): number {
    if (a === FALSE || b === FALSE || this.#opposite(a, b)) return FALSE;
    if (a === TRUE || a === b) return b;
    if (b === TRUE) return a;
    return this.#gate("AND", Math.min(a, b), Math.max(a, b));
  }

  or(a: number, b: number): number {
    if (a === TRUE || b === TRUE || this.#opposite(a, b)) return TRUE;
    if (a === FALSE || a === b) return b;
    if (b === FALSE) return a;
    return this.#gate("OR", Math.min(a, b), Math.max(a, b));
  }

  xor(a: number, b: number): number {
    if (a === b) return FALSE;
    if (this.#opposite(a, b)) return TRUE;
    if (a === FALSE || b === FALSE) return a === FALSE ? b : a;
    if (a === TRUE || b === TRUE) return this.not(a === TRUE ? b : a);
    // x ^ (x ^ y) is y: what is left of an enable that was folded into an exclusive or.
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      const node = this.nodes[y]!;
      if (node.kind !== "gate" || node.op !== "XOR") continue;
      const [left, right] = node.inputs as [number, number];
      if (left === x) return right;
      if (right === x) return left;
    }
    return this.#gate("XOR", Math.min(a, b), Math.max(a, b));
  }

  /** `s ? b : a` */
  mux(a: number, b: number, s: number): number {
    if (s === FALSE || a === b) return a;
    if (s === TRUE) return b;
    if (a === FALSE) return this.and(s, b);
    if (b === TRUE) return this.or(s, a);
    if (a === TRUE) return this.or(this.not(s), b);
    if (b === FALSE) return this.and(this.not(s), a);
    return this.#gate("MUX", a, b, s);
  }

  gate(op: GateOp, [a, b, s]: readonly number[]): number {
    switch (op) {
      case "AND":
        return this.and(a!, b!);
      case "OR":
        return this.or(a!, b!);
      case "XOR":
        return this.xor(a!, b!);
      case "NAND":
        return this.not(this.and(a!, b!));
      case "NOR":
        return this.not(this.or(a!, b!));
      case "XNOR":
        return this.not(this.xor(a!, b!));
      case "ANDNOT":
        return this.and(a!, this.not(b!));
      case "ORNOT":
        return this.or(a!, this.not(b!));
      case "NOT":
        return this.not(a!);
      case "MUX":
        return this.mux(a!, b!, s!);
    }
  }

  #opposite(a: number, b: number): boolean {
    return this.#inverseOf(a) === b || this.#inverseOf(b) === a;
  }

  #inverseOf(id: number): number | undefined {
    const node = this.nodes[id]!;
    return node.kind === "gate" && node.op === "NOT" ? node.inputs[0] : undefined;
  }

  #gate(op: Op, ...inputs: number[]): number {
    return this.#node(`${op} ${inputs.join(" ")}`, { kind: "gate", op, inputs });
  }

  #node(key: string, node: Node): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.nodes.push(node) - 1;
    this.#known.set(key, id);
    return id;
  }
}

/**
 * The node in `space` of each given node of `netlist`, where `leaf` says what an input or a register has become.
 */
export function fold(
  space: NodeSpace,
  netlist: Netlist,
  roots: readonly number[],
  leaf: (node: Extract<Node, { kind: "input" | "register" }>) => number,
): number[] {
  const made = new Map<number, number>();
  for (const root of roots) {
    // An own stack: a ripple chain is deeper than the call stack may be.
    const stack = [root];
    while (stack.length > 0) {
      const id = stack.at(-1)!;
      const node = netlist.nodes[id]!;
      const missing = node.kind === "gate" ? node.inputs.filter((input) => !made.has(input)) : [];
      if (made.has(id) || missing.length === 0) {
        stack.pop();
        if (made.has(id)) continue;
        if (node.kind === "constant") made.set(id, node.value);
        else if (node.kind === "gate")
          made.set(
            id,
            space.gate(
              node.op,
              node.inputs.map((input) => made.get(input)!),
            ),
          );
        else made.set(id, leaf(node));
      } else stack.push(...missing);
    }
  }
  return roots.map((root) => made.get(root)!);
}

/** The inputs and registers that a node depends on, as it is written. */
export function support(nodes: readonly Node[], root: number): Set<number> {
  const seen = new Set<number>();
  const leaves = new Set<number>();
  const stack = [root];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = nodes[id]!;
    if (node.kind === "gate") stack.push(...node.inputs);
    else if (node.kind !== "constant") leaves.add(id);
  }
  return leaves;
}

/** A combinational netlist out of a space: only what the outputs need counts as gates. */
export function netlistOf(space: NodeSpace, outputs: readonly number[], inputBits: number): Netlist {
  const used = new Set<number>();
  const stack = [...outputs];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (used.has(id)) continue;
    used.add(id);
    const node = space.nodes[id]!;
    if (node.kind === "gate") stack.push(...node.inputs);
  }
  const gates = [...used].filter((id) => space.nodes[id]!.kind === "gate").length;
  return { nodes: space.nodes, outputs, inputBits, registers: [], gates };
}
