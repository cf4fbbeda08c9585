/** The question whether a fault can change an output, as clauses. */
import type { Netlist } from "../cosim/netlist.js";
import { type Literal, literal, Solver } from "./solver.js";
import type { FlatNetlist } from "./table.js";

/** `redundant`: no input does. `found`: this one does, a 0 or 1 for each input bit. `open`: not known yet. */
export type Answer =
  | { readonly kind: "redundant" }
  | { readonly kind: "found"; readonly bits: Uint8Array }
  | { readonly kind: "open" };

/** A node that the fault changes, with the table that it has then. */
export interface Site {
  readonly node: number;
  readonly table: number;
}

/**
 * Looks for an input under which a fault changes an output, with so many conflicts. Registers may have any value and
 * what they take over counts as an output: for clocked logic `redundant` is a proof, and `found` may need a state that
 * is never reached.
 */
export function findInput(netlist: Netlist, flat: FlatNetlist, fault: Site, conflicts: number): Answer {
  return findDifference(netlist, flat, [fault], conflicts);
}

/** The same for a fault that changes several nodes, given in rising order. */
export function findDifference(netlist: Netlist, flat: FlatNetlist, sites: readonly Site[], conflicts: number): Answer {
  const tableAt = new Map(sites.map(({ node, table }) => [node, table]));
  const seen = observed(netlist, flat, tableAt);
  const atSites = seen.cone.filter((id) => tableAt.has(id));
  if (atSites.length === 0) return { kind: "redundant" };
  const { good, bad, differs, variables } = variablesOf(flat, seen.cone);
  const solver = new Solver(variables);
  for (const [id, variable] of good) {
    if (id < 2) solver.add([literal(variable, id === 1 ? 1 : 0)]);
    const inputs = inputsOf(flat, id).map((input) => good.get(input)!);
    if (flat.pins[id]! > 0) addTable(solver, flat.tables[id]!, inputs, variable);
  }
  for (const id of seen.cone) {
    const [g, b, d] = [good.get(id)!, bad.get(id)!, differs.get(id)!];
    const inputs = inputsOf(flat, id).map((input) => bad.get(input) ?? good.get(input)!);
    addTable(solver, tableAt.get(id) ?? flat.tables[id]!, inputs, b);
    // A node that carries the difference differs, and hands it on unless it is an output itself.
    solver.add([literal(d, 0), literal(g, 1), literal(b, 1)]);
    solver.add([literal(d, 0), literal(g, 0), literal(b, 0)]);
    if (seen.isRoot[id] === 1) continue;
    const readers = [...readersOf(flat, id)].flatMap((reader) => differs.get(reader) ?? []);
    solver.add([literal(d, 0), ...readers.map((reader) => literal(reader, 1))]);
  }
  solver.add(atSites.map((id) => literal(differs.get(id)!, 1)));
  const answer = solver.solve(conflicts);
  if (answer === undefined) return { kind: "open" };
  if (!answer) return { kind: "redundant" };
  const bits = new Uint8Array(netlist.inputBits);
  for (const [id, variable] of good) {
    const node = netlist.nodes[id]!;
    if (node.kind === "input") bits[node.index] = solver.value(variable);
  }
  return { kind: "found", bits };
}

const inputsOf = (flat: FlatNetlist, id: number): number[] =>
  Array.from({ length: flat.pins[id]! }, (_, pin) => flat.inputs[3 * id + pin]!);

const readersOf = (flat: FlatNetlist, id: number): Int32Array =>
  flat.readers.subarray(flat.firstReader[id]!, flat.firstReader[id + 1]!);

/** What the sites can influence and what of that reaches an output, in rising order. */
function observed(
  netlist: Netlist,
  flat: FlatNetlist,
  sites: ReadonlyMap<number, number>,
): { cone: number[]; isRoot: Uint8Array } {
  const isRoot = new Uint8Array(flat.nodes);
  for (const id of [...netlist.outputs, ...netlist.registers.map(({ next }) => next)]) isRoot[id] = 1;
  const isInfluenced = new Uint8Array(flat.nodes);
  const influenced: number[] = [];
  for (let id = 0; id < flat.nodes; id++) {
    if (isInfluenced[id] === 0 && !sites.has(id)) continue;
    influenced.push(id);
    for (const reader of readersOf(flat, id)) isInfluenced[reader] = 1;
  }
  const reaches = Uint8Array.from(isRoot);
  for (const id of influenced.reverse()) if (readersOf(flat, id).some((r) => reaches[r] === 1)) reaches[id] = 1;
  return { cone: influenced.reverse().filter((id) => reaches[id] === 1), isRoot };
}

/** Variables for what the cone and all that it depends on are without the fault, and the cone with it. */
function variablesOf(flat: FlatNetlist, cone: readonly number[]) {
  let variables = 0;
  const number = (ids: Iterable<number>): Map<number, number> => new Map([...ids].map((id) => [id, variables++]));
  const needed = new Set<number>();
  const stack = [...cone];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    stack.push(...inputsOf(flat, id));
  }
  const good = number([...needed].sort((a, b) => a - b));
  const bad = number(cone);
  const differs = number(cone);
  return { good, bad, differs, variables };
}

/** `output` is what the table gives for `inputs`. */
function addTable(solver: Solver, table: number, inputs: readonly number[], output: number): void {
  for (const { value, cube } of primes(table, inputs.length)) {
    const clause = new Set<Literal>([literal(output, value)]);
    for (const [pin, bit] of cube.entries())
      if (bit !== undefined) clause.add(literal(inputs[pin]!, bit === 1 ? 0 : 1));
    // Both inputs may be the same node; then a clause may hold in any case.
    if (![...clause].some((lit) => clause.has(lit ^ 1))) solver.add([...clause]);
  }
}

interface Prime {
  readonly value: 0 | 1;
  /** What the inputs must be; undefined where that does not matter. */
  readonly cube: readonly (0 | 1 | undefined)[];
}

const known = new Map<number, readonly Prime[]>();

/** The largest groups of inputs for which a table gives the same output. */
function primes(table: number, pins: number): readonly Prime[] {
  const key = 4 * table + pins;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found: Prime[] = [];
  const cubes = Array.from({ length: 3 ** pins }, (_, n) =>
    Array.from({ length: pins }, (_, pin) => ([undefined, 0, 1] as const)[Math.floor(n / 3 ** pin) % 3]),
  ).sort((a, b) => fixed(a) - fixed(b));
  for (const cube of cubes) {
    const outputs = new Set<number>();
    for (let i = 0; i < 2 ** pins; i++)
      if (cube.every((bit, pin) => bit === undefined || bit === ((i >> pin) & 1))) outputs.add((table >> i) & 1);
    const isInside = (p: Prime): boolean => p.cube.every((bit, pin) => bit === undefined || bit === cube[pin]);
    if (outputs.size === 1 && !found.some(isInside)) found.push({ value: outputs.has(1) ? 1 : 0, cube });
  }
  known.set(key, found);
  return found;
}

const fixed = (cube: readonly (0 | 1 | undefined)[]): number => cube.filter((bit) => bit !== undefined).length;
