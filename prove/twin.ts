/**
 * Two netlists that must be equal on all inputs, by a SAT solver: for a unit that cannot be counted through and has a twin,
 * another configuration with the same outputs, which can.
 */

import { plainOptions } from "../cosim/job.js";
import type { GateOp, Netlist } from "../cosim/netlist.js";
import { batchInputs, batchOutputs } from "../generators/design.js";
import { designOf, type Instance, instantiate } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { CheckFailed } from "../tools/errors.js";
import { runYosys } from "../tools/yosys.js";
import { type Counterexample, coreOf, dataNetlist } from "./exhaust.js";
import { outputsOf } from "./interpret.js";

/** The size of the formula that has no solution; at least one output bit differs in every solution of it. */
export interface EqualProof {
  readonly variables: number;
  readonly clauses: number;
}

/** The configuration without a pipeline that `instance` is compared with, where its unit names one. */
export function twinOf(instance: Instance): Instance | undefined {
  const { unit } = instance;
  if (unit.kind !== "combinational") return undefined;
  const core = coreOf(instance);
  const other = unit.twin?.(core.config);
  return other && instantiate(unit, { ...plainOptions(core), ...other });
}

/** The netlist between the data ports beside that of the twin. @throws CheckFailed when the solver says neither */
export async function proveTwin(
  instance: Instance,
  twin: Instance,
  parameters: Parameters,
): Promise<EqualProof | { readonly counterexample: Counterexample }> {
  const [own, other] = [await dataNetlist(instance, parameters), await dataNetlist(twin, parameters)];
  const solved = await differAt(own, other);
  if (!("bits" in solved)) return solved;
  const { ports } = designOf(twin, [], parameters);
  const [inputs, outputs] = [batchInputs({ ports }), batchOutputs({ ports })];
  let from = 0;
  const words = inputs.map(({ width }) => {
    from += width;
    return BigInt(`0b${[...solved.bits.slice(from - width, from)].reverse().join("")}`);
  });
  const got = outputsOf(own, inputs, outputs, words);
  const want = outputsOf(other, inputs, outputs, words);
  if (got.every((word, i) => word === want[i])) throw new CheckFailed(`${instance.module}: the solver's row is none`);
  const row = inputs.reduce((sum, { width }, i) => sum * 2 ** width + Number(words[i]), 0);
  return { counterexample: { row, inputs: words, got, want } };
}

/** An input, lowest bit first, under which two combinational netlists differ, or the proof that there is none. */
async function differAt(a: Netlist, b: Netlist): Promise<EqualProof | { readonly bits: readonly string[] }> {
  if (a.inputBits !== b.inputBits || a.outputs.length !== b.outputs.length || a.outputs.length === 0)
    throw new CheckFailed("netlists with other ports, or without outputs, cannot be compared");
  const script = [
    "read_verilog a.v b.v",
    "miter -equiv -flatten a b miter",
    "hierarchy -top miter",
    "tee -q -o sat.txt sat -prove trigger 0 -show in_in miter",
  ].join("\n");
  const { files } = await runYosys({ files: { "a.v": verilogOf("a", a), "b.v": verilogOf("b", b) }, script });
  const text = files["sat.txt"] ?? "";
  const size = /Solving problem with (\d+) variables and (\d+) clauses/.exec(text);
  if (size !== null && text.includes("SAT proof finished - no model found: SUCCESS!"))
    return { variables: Number(size[1]), clauses: Number(size[2]) };
  const found = /\\in_in\s.*?([01]+)\s*$/m.exec(text)?.[1];
  if (!text.includes("model found: FAIL!") || found === undefined)
    throw new CheckFailed("the solver gave neither a proof nor a row");
  return { bits: [...found.padStart(a.inputBits, "0")].reverse() };
}

const expressions: Readonly<Record<GateOp, (a: string, b?: string, s?: string) => string>> = {
  AND: (a, b) => `${a} & ${b}`,
  OR: (a, b) => `${a} | ${b}`,
  XOR: (a, b) => `${a} ^ ${b}`,
  NAND: (a, b) => `~(${a} & ${b})`,
  NOR: (a, b) => `~(${a} | ${b})`,
  XNOR: (a, b) => `~(${a} ^ ${b})`,
  ANDNOT: (a, b) => `${a} & ~${b}`,
  ORNOT: (a, b) => `${a} | ~${b}`,
  NOT: (a) => `~${a}`,
  MUX: (a, b, s) => `${s} ? ${b} : ${a}`,
};

/** A combinational netlist as a module with one input and one output. */
function verilogOf(name: string, { nodes, outputs, inputBits }: Netlist): string {
  // Only what the outputs need: a pipeline that was passed through leaves its registers among the nodes.
  const used = new Set(outputs);
  const lines: string[] = [];
  for (const id of used) {
    const node = nodes[id]!;
    if (node.kind === "register") throw new CheckFailed("a netlist with registers cannot be compared");
    if (node.kind === "constant") lines.push(`assign n${id} = 1'b${node.value};`);
    else if (node.kind === "input") lines.push(`assign n${id} = in[${node.index}];`);
    else {
      const [a, b, s] = node.inputs.map((input) => `n${input}`);
      lines.push(`assign n${id} = ${expressions[node.op](a!, b, s)};`);
      // Visited by this very loop.
      for (const input of node.inputs) used.add(input);
    }
  }
  return [
    `module ${name} (input wire [${inputBits - 1}:0] in, output wire [${outputs.length - 1}:0] out);`,
    ...[...used].map((id) => `wire n${id};`),
    ...lines,
    ...outputs.map((node, bit) => `assign out[${bit}] = n${node};`),
    "endmodule",
    "",
  ].join("\n");
}
