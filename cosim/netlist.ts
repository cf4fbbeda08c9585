/**
 * The gate netlist that Yosys writes, read into a flat list of nodes. Only what the bit-sliced engine can evaluate is
 * accepted: two-input gates, multiplexers and plain flip-flops on the one clock.
 */
import type { Design } from "../generators/design.js";
import { CheckFailed } from "../tools/errors.js";

/** A gate by its function; inputs in the order of `PINS`. */
const gateOps = ["AND", "OR", "XOR", "NAND", "NOR", "XNOR", "ANDNOT", "ORNOT", "NOT", "MUX"] as const;
export type GateOp = (typeof gateOps)[number];

export type Node =
  | { readonly kind: "constant"; readonly value: 0 | 1 }
  /** The bit `index` of all input ports without the clock, laid side by side, least significant first. */
  | { readonly kind: "input"; readonly index: number }
  | { readonly kind: "register"; readonly index: number }
  | { readonly kind: "gate"; readonly op: GateOp; readonly inputs: readonly number[] };

export interface Register {
  /** Node that is taken over at the rising edge. */
  readonly next: number;
  /** Value before the first edge; 0 where the Verilog gives none. */
  readonly initial: 0 | 1;
}

export interface Netlist {
  readonly nodes: readonly Node[];
  /** Nodes of all output bits, ports in order, least significant first. */
  readonly outputs: readonly number[];
  readonly inputBits: number;
  readonly registers: readonly Register[];
  readonly gates: number;
}

type Bit = number | "0" | "1" | "x" | "z";

interface YosysCell {
  readonly type: string;
  readonly connections: Readonly<Record<string, readonly Bit[]>>;
}

interface YosysModule {
  readonly ports: Readonly<Record<string, { readonly bits: readonly Bit[] }>>;
  readonly cells: Readonly<Record<string, YosysCell>>;
  readonly netnames: Readonly<
    Record<string, { readonly bits: readonly Bit[]; readonly attributes: Record<string, string> }>
  >;
}

const PINS: Readonly<Record<GateOp, readonly string[]>> = {
  AND: ["A", "B"],
  OR: ["A", "B"],
  XOR: ["A", "B"],
  NAND: ["A", "B"],
  NOR: ["A", "B"],
  XNOR: ["A", "B"],
  ANDNOT: ["A", "B"],
  ORNOT: ["A", "B"],
  NOT: ["A"],
  MUX: ["A", "B", "S"],
};

const FLIP_FLOP = "$_DFF_P_";

function gateOf(type: string): GateOp | undefined {
  return gateOps.find((op) => type === `$_${op}_`);
}

/**
 * Reads the JSON of `write_json`. Throws `CheckFailed` for a latch, a combinational loop, a cell that is not known, an
 * undriven bit, or a flip-flop on anything but the rising edge of the clock port.
 */
export function readNetlist(design: Design, json: string): Netlist {
  const { modules } = JSON.parse(json) as { modules: Record<string, YosysModule> };
  const module = modules[design.top];
  if (module === undefined) throw new CheckFailed(`netlist has no module ${design.top}`);
  const refuse = (what: string): never => {
    throw new CheckFailed(`netlist of ${design.top} refused: ${what}`);
  };

  const nodes: Node[] = [
    { kind: "constant", value: 0 },
    { kind: "constant", value: 1 },
  ];
  const nodeOfBit = new Map<Bit, number>([
    ["0", 0],
    ["1", 1],
  ]);
  const drive = (bit: Bit | undefined, node: Node): void => {
    if (typeof bit === "number") nodeOfBit.set(bit, nodes.push(node) - 1);
  };
  const bitsOf = (port: { name: string }): readonly Bit[] =>
    module.ports[port.name]?.bits ?? refuse(`no port ${port.name}`);

  let inputBits = 0;
  for (const port of design.ports) {
    if (port.dir !== "in" || port.role === "clock") continue;
    for (const bit of bitsOf(port)) drive(bit, { kind: "input", index: inputBits++ });
  }

  const clockPort = design.ports.find((port) => port.role === "clock");
  const clock = clockPort === undefined ? undefined : bitsOf(clockPort)[0];
  const cells = Object.entries(module.cells);
  const flipFlops = cells.filter(([, cell]) => cell.type === FLIP_FLOP).map(([, cell]) => cell);
  for (const [index, cell] of flipFlops.entries()) {
    if (clock === undefined || cell.connections.C?.[0] !== clock)
      refuse("flip-flop not on the rising edge of the clock");
    drive(cell.connections.Q?.[0], { kind: "register", index });
  }

  // Gates are entered depth first from their readers, so that every node comes after what it reads.
  const driver = new Map<Bit, readonly [string, YosysCell]>();
  for (const [name, cell] of cells) {
    if (cell.type === FLIP_FLOP) continue;
    const output = (cell.connections.Y ?? cell.connections.Q)?.[0];
    if (/LATCH/i.test(cell.type)) refuse(`latch ${cell.type}`);
    if (gateOf(cell.type) === undefined || output === undefined) refuse(`unknown cell ${cell.type}`);
    driver.set(output!, [name, cell]);
  }
  const open = new Set<Bit>();
  let gates = 0;
  // An own stack: a ripple chain is deeper than the call stack may be.
  const resolve = (root: Bit): number => {
    const stack: Bit[] = [root];
    while (stack.length > 0) {
      const bit = stack.at(-1)!;
      if (nodeOfBit.has(bit)) {
        stack.pop();
        continue;
      }
      const [, cell] = driver.get(bit) ?? refuse(bit === clock ? "clock used as data" : `undriven bit ${bit}`);
      const op = gateOf(cell.type)!;
      const inputs = PINS[op].map((pin) => cell.connections[pin]?.[0] ?? refuse(`${cell.type} without ${pin}`));
      const missing = inputs.filter((input) => !nodeOfBit.has(input));
      if (missing.length === 0) {
        drive(bit, { kind: "gate", op, inputs: inputs.map((input) => nodeOfBit.get(input)!) });
        gates++;
        open.delete(bit);
        stack.pop();
      } else {
        if (open.has(bit)) refuse(`combinational loop through ${cell.type}`);
        open.add(bit);
        stack.push(...missing);
      }
    }
    return nodeOfBit.get(root)!;
  };

  const initials = initialValues(module);
  const registers = flipFlops.map((cell): Register => {
    const q = cell.connections.Q![0]!;
    return { next: resolve(cell.connections.D![0]!), initial: initials.get(q) === "1" ? 1 : 0 };
  });
  const outputs = design.ports.filter((port) => port.dir === "out").flatMap((port) => bitsOf(port).map(resolve));
  // Cells that nothing reads are still checked: a loop among them is a defect of the design.
  for (const bit of driver.keys()) resolve(bit);
  return { nodes, outputs, inputBits, registers, gates };
}

function initialValues(module: YosysModule): Map<Bit, string> {
  const values = new Map<Bit, string>();
  for (const { bits, attributes } of Object.values(module.netnames)) {
    const text = attributes.init;
    if (text === undefined) continue;
    for (const [i, bit] of bits.entries()) values.set(bit, text[text.length - 1 - i] ?? "x");
  }
  return values;
}
