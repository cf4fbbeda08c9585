/** Naive judges for the fault simulator: a netlist is changed gate by gate and evaluated one value at a time. */
import type { GateOp, Netlist, Node } from "../cosim/netlist.js";

type Bit = 0 | 1;

const functions: Readonly<Record<GateOp, (a: Bit, b: Bit, s: Bit) => boolean>> = {
  AND: (a, b) => a === 1 && b === 1,
  OR: (a, b) => a === 1 || b === 1,
  XOR: (a, b) => a !== b,
  NAND: (a, b) => !(a === 1 && b === 1),
  NOR: (a, b) => !(a === 1 || b === 1),
  XNOR: (a, b) => a === b,
  ANDNOT: (a, b) => a === 1 && b === 0,
  ORNOT: (a, b) => a === 1 || b === 0,
  NOT: (a) => a === 0,
  MUX: (a, b, s) => (s === 1 ? b : a) === 1,
};

/** A fault by its name, as reports write it. */
interface Named {
  readonly node: number;
  readonly stuck?: Bit;
  readonly pin?: number;
  readonly op?: GateOp;
}

/** Reads `i3/0`, `r2/1`, `g7/0`, `g7.A/1`, `g7=XOR`. */
function parseFault({ nodes }: Netlist, name: string): Named {
  const match = /^([irg])(\d+)(?:\.([ABS]))?(?:\/([01])|=(\w+))$/.exec(name);
  if (!match) throw new Error(`not a fault: ${name}`);
  const [, kind, number, pin, value, op] = match;
  const isSource = (node: Node): boolean =>
    (kind === "i" && node.kind === "input" && node.index === Number(number)) ||
    (kind === "r" && node.kind === "register" && node.index === Number(number));
  const node = kind === "g" ? Number(number) : nodes.findIndex(isSource);
  return {
    node,
    ...(value !== undefined && { stuck: Number(value) as Bit }),
    ...(pin !== undefined && { pin: "ABS".indexOf(pin) }),
    ...(op !== undefined && { op: op as GateOp }),
  };
}

/** Outputs for rows of input bits, from power-up, each row a rising edge where there are registers. */
export function naiveOutputs(netlist: Netlist, rows: readonly (readonly Bit[])[], fault?: string): Bit[][] {
  const named = fault === undefined ? undefined : parseFault(netlist, fault);
  let state: Bit[] = netlist.registers.map(({ initial }) => initial);
  const values = (inputs: readonly Bit[]): Bit[] => {
    const all: Bit[] = [];
    for (const [id, node] of netlist.nodes.entries()) {
      const here = named?.node === id ? named : undefined;
      all.push(here?.stuck !== undefined && here.pin === undefined ? here.stuck : evaluated(node, inputs, all, here));
    }
    return all;
  };
  const evaluated = (node: Node, inputs: readonly Bit[], all: readonly Bit[], here: Named | undefined): Bit => {
    if (node.kind === "constant") return node.value;
    if (node.kind === "input") return inputs[node.index]!;
    if (node.kind === "register") return state[node.index]!;
    const pins = node.inputs.map((input, pin) => (here?.pin === pin ? here.stuck! : all[input]!));
    return functions[here?.op ?? node.op](pins[0]!, pins[1] ?? 0, pins[2] ?? 0) ? 1 : 0;
  };
  return rows.map((row) => {
    const before = values(row);
    if (netlist.registers.length > 0) state = netlist.registers.map(({ next }) => before[next]!);
    const after = netlist.registers.length > 0 ? values(row) : before;
    return netlist.outputs.map((id) => after[id]!);
  });
}

/** The bits of rows `0..2^bits - 1`, the first input lowest. */
export function allRows(bits: number): Bit[][] {
  return Array.from({ length: 2 ** bits }, (_, row) => Array.from({ length: bits }, (_, i) => ((row >> i) & 1) as Bit));
}

/** y = (a & b) | (a & ~b & b): the second term is always 0, so that faults which keep it so are redundant. */
export const withRedundantGate: Netlist = {
  nodes: [
    { kind: "constant", value: 0 },
    { kind: "constant", value: 1 },
    { kind: "input", index: 0 },
    { kind: "input", index: 1 },
    { kind: "gate", op: "AND", inputs: [2, 3] },
    { kind: "gate", op: "ANDNOT", inputs: [2, 3] },
    { kind: "gate", op: "AND", inputs: [5, 3] },
    { kind: "gate", op: "OR", inputs: [4, 6] },
  ],
  outputs: [7],
  inputBits: 2,
  registers: [],
  gates: 4,
};
