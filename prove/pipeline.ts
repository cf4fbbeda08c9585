/**
 * A pipelined netlist is the combinational function of its inputs some cycles ago. That is shown, not sampled: with the
 * pipeline moving, every register takes a function of the inputs and of registers that lie one cycle nearer to them, and
 * none of itself; with it frozen, every register keeps its value; reset clears the valid chain and nothing else. What is
 * left when the registers are passed through is then proven like any other combinational netlist.
 */
import type { Netlist, Node } from "../cosim/netlist.js";
import { batchInputs, batchOutputs, type Port } from "../generators/design.js";
import { CheckFailed } from "../tools/errors.js";
import { FALSE, fold, NodeSpace, netlistOf, TRUE } from "./fold.js";

type Leaf = Extract<Node, { kind: "input" | "register" }>;

/** Control inputs of one cycle. */
interface Control {
  readonly reset: boolean;
  readonly enable: boolean;
}

/** The moving pipeline first. */
const controls: readonly Control[] = [
  { reset: false, enable: true },
  { reset: false, enable: false },
  { reset: true, enable: true },
  { reset: true, enable: false },
];

/**
 * The function between the data inputs and the data outputs, whose bits are those of the unit without a pipeline.
 * @throws CheckFailed when the netlist is no pipeline of `stages` cycles with the contract above
 */
export function passedThrough(netlist: Netlist, ports: readonly Port[], stages: number): Netlist {
  const inputs = batchInputs({ ports });
  const outputs = batchOutputs({ ports });
  const refuse = (what: string): never => {
    throw new CheckFailed(`no pipeline of ${stages} cycles: ${what}`);
  };

  // Where the bits of a control port are among the input bits, and the number that each data bit has without a pipeline.
  const control = new Map<number, "reset" | "enable" | "valid">();
  const dataIndex = new Map<number, number>();
  let bit = 0;
  for (const { role, width } of inputs)
    for (let i = 0; i < width; i++, bit++) {
      if (role === "reset" || role === "enable" || role === "valid") control.set(bit, role);
      else dataIndex.set(bit, dataIndex.size);
    }

  const space = new NodeSpace();
  const inputBits = netlist.inputBits;
  const leafUnder = ({ reset, enable }: Control) => {
    const value = { reset, enable } as const;
    return (node: Leaf): number => {
      if (node.kind === "register") return space.register(node.index);
      const role = control.get(node.index);
      if (role === "reset" || role === "enable") return value[role] ? TRUE : FALSE;
      return space.input(role === "valid" ? inputBits : dataIndex.get(node.index)!);
    };
  };
  const next = netlist.registers.map((register) => register.next);
  const moving = fold(space, netlist, next, leafUnder({ reset: false, enable: true }));
  const frozen = fold(space, netlist, next, leafUnder({ reset: false, enable: false }));
  const cleared = [true, false].map((enable) => fold(space, netlist, next, leafUnder({ reset: true, enable })));
  const [results, ...others] = controls.map((control) => fold(space, netlist, netlist.outputs, leafUnder(control)));
  if (others.some((other) => other.some((node, i) => node !== results![i])))
    refuse("an output reads reset or enable past the registers");
  const hasEnable = [...control.values()].includes("enable");

  // Each register's age: how many cycles ago its inputs came, the same along every way to it.
  const ages = new Map<number, number>();
  const through = new Map<number, number>();
  const passing = new Set<number>();
  const age = (node: number): { age: number | undefined; value: number } => {
    // Of what a function reads: inputs are 0 cycles old, registers as old as their own functions and one more.
    const found = new Set<number>();
    const [value] = fold(space, { ...netlist, nodes: space.nodes.slice() }, [node], (leaf) => {
      if (leaf.kind === "input") {
        found.add(0);
        return space.input(leaf.index);
      }
      pass(leaf.index);
      const ageOf = ages.get(leaf.index);
      if (ageOf !== undefined && ageOf > 0) found.add(ageOf);
      return through.get(leaf.index)!;
    });
    if (found.size > 1) refuse(`inputs of ${[...found].sort().join(" and ")} cycles ago meet`);
    return { age: [...found][0], value: value! };
  };
  function pass(index: number): void {
    if (through.has(index)) return;
    if (passing.has(index)) refuse("a register depends on itself");
    passing.add(index);
    const made = age(moving[index]!);
    // A constant has no age.
    ages.set(index, made.age === undefined ? 0 : made.age + 1);
    through.set(index, made.value);
  }
  for (let index = 0; index < next.length; index++) pass(index);

  const valid = space.input(inputBits);
  const resetBit = batchInputs({ ports }).some(({ role }) => role === "reset");
  for (const index of next.keys()) {
    const isValid = through.get(index) === valid;
    const self = space.register(index);
    if (hasEnable && frozen[index] !== self) refuse("a register moves while the enable is 0");
    if (!resetBit) continue;
    const want = isValid ? FALSE : moving[index];
    if (cleared.some((under) => under[index] !== want)) refuse("reset does more or less than clear the valid chain");
  }

  const data: number[] = [];
  bit = 0;
  for (const { role, width } of outputs)
    for (let i = 0; i < width; i++, bit++) {
      const made = age(results![bit]!);
      if (role === "valid") {
        if (made.value !== valid || made.age !== stages) refuse(`valid_o is not valid_i ${stages} cycles ago`);
      } else {
        if (made.age !== undefined && made.age !== stages) refuse(`an output is ${made.age} cycles old`);
        data.push(made.value);
      }
    }
  const result = netlistOf(space, data, dataIndex.size);
  if (result.nodes.some((node, id) => node.kind === "input" && node.index === inputBits && dependsOn(result, id)))
    refuse("data depends on valid_i");
  return result;
}

function dependsOn(netlist: Netlist, leaf: number): boolean {
  const seen = new Set<number>();
  const stack = [...netlist.outputs];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === leaf) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    const node = netlist.nodes[id]!;
    if (node.kind === "gate") stack.push(...node.inputs);
  }
  return false;
}
