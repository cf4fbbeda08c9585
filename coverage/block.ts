/**
 * Fault simulation of combinational logic: a block of vectors in the lanes, the good value of every node computed once,
 * and for each fault only the gates that see a difference evaluated again.
 */
import type { Netlist } from "../cosim/netlist.js";
import { evaluate, evaluateGate } from "./evaluate.js";
import type { FaultClass } from "./fault-list.js";
import { WORD } from "./planes.js";
import { type FlatNetlist, flatten } from "./table.js";

/** A netlist without registers, or with the registers' values as further inputs and their next values as outputs. */
export class BlockSimulator {
  /** Vectors of a block. */
  readonly lanes: number;
  readonly #netlist: Netlist;
  readonly #flat: FlatNetlist;
  readonly #words: number;
  readonly #good: Int32Array;
  readonly #bad: Int32Array;
  readonly #isChanged: Uint8Array;
  readonly #isPending: Uint8Array;
  readonly #isOutput: Uint8Array;
  readonly #difference: Int32Array;

  constructor(netlist: Netlist, words: number) {
    this.lanes = WORD * words;
    this.#netlist = netlist;
    this.#flat = flatten(netlist);
    this.#words = words;
    this.#good = new Int32Array(this.#flat.nodes * words);
    this.#good.fill(-1, words, 2 * words);
    this.#bad = new Int32Array(this.#flat.nodes * words);
    this.#isChanged = new Uint8Array(this.#flat.nodes);
    this.#isPending = new Uint8Array(this.#flat.nodes);
    this.#isOutput = new Uint8Array(this.#flat.nodes);
    this.#difference = new Int32Array(words);
    for (const node of netlist.outputs) this.#isOutput[node] = 1;
  }

  /** Takes the plane of every input bit from `fill` and computes the good values. */
  load(fill: (plane: Int32Array, index: number) => void): void {
    for (const [id, node] of this.#netlist.nodes.entries()) {
      if (node.kind === "input") fill(this.#plane(id), node.index);
      else if (node.kind === "gate") evaluateGate(this.#flat, id, this.#good, this.#words);
    }
  }

  /** The good values of an output bit. */
  output(index: number): Int32Array {
    return this.#plane(this.#netlist.outputs[index]!);
  }

  /**
   * The lanes in which a fault changes an output, among those of `mask`; undefined when there is none. The plane is
   * overwritten by the next call.
   */
  detect({ node, table }: Pick<FaultClass, "node" | "table">, mask: Int32Array): Int32Array | undefined {
    const words = this.#words;
    const { readers, firstReader } = this.#flat;
    const changed: number[] = [];
    const difference = this.#difference.fill(0);
    let last = node;
    for (let id = node; id <= last; id++) {
      if (id !== node) {
        if (this.#isPending[id] === 0) continue;
        this.#isPending[id] = 0;
      }
      this.#evaluateBad(id, id === node ? table : this.#flat.tables[id]!);
      const at = id * words;
      let any = 0;
      for (let w = 0; w < words; w++) any |= (this.#bad[at + w]! ^ this.#good[at + w]!) & mask[w]!;
      if (any === 0) continue;
      this.#isChanged[id] = 1;
      changed.push(id);
      if (this.#isOutput[id] === 1)
        for (let w = 0; w < words; w++) difference[w]! |= (this.#bad[at + w]! ^ this.#good[at + w]!) & mask[w]!;
      for (let r = firstReader[id]!; r < firstReader[id + 1]!; r++) {
        const reader = readers[r]!;
        this.#isPending[reader] = 1;
        if (reader > last) last = reader;
      }
    }
    for (const id of changed) this.#isChanged[id] = 0;
    return difference.some((word) => word !== 0) ? difference : undefined;
  }

  #evaluateBad(id: number, table: number): void {
    const { inputs } = this.#flat;
    const [a, b, s] = [inputs[3 * id]!, inputs[3 * id + 1]!, inputs[3 * id + 2]!];
    const words = this.#words;
    const from = (input: number): Int32Array => (this.#isChanged[input] === 1 ? this.#bad : this.#good);
    evaluate(table, this.#bad, id * words, words, from(a), a * words, from(b), b * words, from(s), s * words);
  }

  #plane(id: number): Int32Array {
    return this.#good.subarray(id * this.#words, (id + 1) * this.#words);
  }
}
