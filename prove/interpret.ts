/** One row through a combinational netlist, gate by gate: for the counterexample that the fast engine has pointed at. */
import type { GateOp, Netlist } from "../cosim/netlist.js";
import type { Port } from "../generators/design.js";

const functions: Readonly<Record<GateOp, (a: boolean, b: boolean, s: boolean) => boolean>> = {
  AND: (a, b) => a && b,
  OR: (a, b) => a || b,
  XOR: (a, b) => a !== b,
  NAND: (a, b) => !(a && b),
  NOR: (a, b) => !(a || b),
  XNOR: (a, b) => a === b,
  ANDNOT: (a, b) => a && !b,
  ORNOT: (a, b) => a || !b,
  NOT: (a) => !a,
  MUX: (a, b, s) => (s ? b : a),
};

/** Output words from input words, both in port order. */
export function outputsOf(
  netlist: Netlist,
  inputs: readonly Port[],
  outputs: readonly Port[],
  words: readonly bigint[],
): bigint[] {
  const bits = inputs.flatMap(({ width }, i) =>
    Array.from({ length: width }, (_, bit) => ((words[i]! >> BigInt(bit)) & 1n) === 1n),
  );
  const known = new Map<number, boolean>();
  const valueAt = (root: number): boolean => {
    const stack = [root];
    while (stack.length > 0) {
      const id = stack.at(-1)!;
      const node = netlist.nodes[id]!;
      const missing = node.kind === "gate" ? node.inputs.filter((input) => !known.has(input)) : [];
      if (missing.length > 0) {
        stack.push(...missing);
        continue;
      }
      stack.pop();
      if (node.kind === "constant") known.set(id, node.value === 1);
      else if (node.kind === "input") known.set(id, bits[node.index]!);
      else if (node.kind === "register") throw new Error("a register has no value in one row");
      else {
        const [a, b, s] = node.inputs.map((input) => known.get(input)!);
        known.set(id, functions[node.op](a!, b!, s!));
      }
    }
    return known.get(root)!;
  };
  let next = 0;
  return outputs.map(({ width }) => {
    let word = 0n;
    for (let bit = 0; bit < width; bit++) if (valueAt(netlist.outputs[next++]!)) word |= 1n << BigInt(bit);
    return word;
  });
}
