/**
 * A stochastic rounder's result changes at most once as its random word grows. Shown in two parts: every way from the
 * random word to an output leads through one node, so that an operand row has two results at most; and that node, as a
 * function of the word and of everything else that it reads, taken as free, never falls where the word grows by one (or
 * never rises).
 */
import type { Netlist } from "../cosim/netlist.js";
import { FALSE, fold, NodeSpace, netlistOf, TRUE } from "./fold.js";
import { Sweep } from "./sweep.js";

export interface StepProof {
  /** Bits beside the random word that the node reads. */
  readonly frontier: number;
  /** Pairs of successive words under all values of those bits. */
  readonly cases: number;
}

/** More bits than this are not counted through. */
const MOST_BITS = 30;

/** `first` and `width`: where the random word stands among the input bits. Undefined where it cannot be shown so. */
export function proveStep(netlist: Netlist, first: number, width: number): StepProof | undefined {
  const isRandom = (id: number): boolean => {
    const node = netlist.nodes[id]!;
    return node.kind === "input" && node.index >= first && node.index < first + width;
  };
  const random = reached(netlist, isRandom);
  for (const node of narrow(netlist, random, isRandom)) {
    const found = stepAt(netlist, random, node, first, width);
    if (found) return found;
  }
  return undefined;
}

function stepAt(
  netlist: Netlist,
  random: ReadonlySet<number>,
  node: number,
  first: number,
  width: number,
): StepProof | undefined {
  // The node again, with the random word as inputs 0..width-1 and what else it reads as inputs behind them.
  const space = new NodeSpace();
  const frontier = new Map<number, number>();
  const cone = (word: (bit: number) => number): number => {
    const made = new Map<number, number>();
    const nodes = netlist.nodes.map((one, id) => (random.has(id) ? one : ({ kind: "register", index: id } as const)));
    const [root] = fold(space, { ...netlist, nodes }, [node], (leaf) => {
      if (leaf.kind === "input") return word(leaf.index - first);
      const known = made.get(leaf.index);
      if (known !== undefined) return known;
      const original = netlist.nodes[leaf.index]!;
      if (original.kind === "constant") return original.value === 1 ? TRUE : FALSE;
      if (!frontier.has(leaf.index)) frontier.set(leaf.index, frontier.size);
      const input = space.input(width + frontier.get(leaf.index)!);
      made.set(leaf.index, input);
      return input;
    });
    return root!;
  };
  const word = Array.from({ length: width }, (_, bit) => space.input(bit));
  const next: number[] = [];
  let carry = TRUE;
  for (const bit of word) {
    next.push(space.xor(bit, carry));
    carry = space.and(bit, carry);
  }
  const [before, after] = [cone((bit) => word[bit]!), cone((bit) => next[bit]!)];
  const bits = width + frontier.size;
  if (bits > MOST_BITS) return undefined;
  // `carry` is left where the word is the largest: it has no next one.
  const falls = space.and(space.and(before, space.not(after)), space.not(carry));
  const rises = space.and(space.and(after, space.not(before)), space.not(carry));
  const never = (bad: number): boolean => isFalse(netlistOf(space, [bad], bits));
  return never(falls) || never(rises) ? { frontier: frontier.size, cases: 2 ** bits } : undefined;
}

/** Nodes that a random bit reaches, without going through `except`. */
function reached(netlist: Netlist, isRandom: (id: number) => boolean, except = -1): Set<number> {
  const found = new Set<number>();
  // Every node stands behind what it reads.
  for (const [id, node] of netlist.nodes.entries()) {
    if (id === except) continue;
    if (isRandom(id) || (node.kind === "gate" && node.inputs.some((input) => found.has(input)))) found.add(id);
  }
  return found;
}

/** The gates that every way from the random word to an output leads through, the first ones first. */
function narrow(netlist: Netlist, random: ReadonlySet<number>, isRandom: (id: number) => boolean): number[] {
  return [...random].filter((id) => {
    if (netlist.nodes[id]!.kind !== "gate") return false;
    const past = reached(netlist, isRandom, id);
    return netlist.outputs.every((output) => !past.has(output));
  });
}

/** True where a netlist of one output gives 0 for all of its inputs. */
function isFalse(netlist: Netlist): boolean {
  const { inputBits } = netlist;
  const port = (dir: "in" | "out", width: number) => ({ name: dir, dir, width, role: "data", doc: "" }) as const;
  const shape = { outerBits: 0, innerBits: inputBits, masked: false };
  const sweep = new Sweep(netlist, [port("in", inputBits)], [port("out", 1)], shape);
  sweep.columns[0]!.fill(0);
  sweep.expect();
  for (let block = 0; block < 2 ** inputBits / sweep.rows; block++) if (!sweep.agrees(0, block)) return false;
  return true;
}
