/** Rows of words gathered into the columns of a batch. */
import { type Batch, type Column, newColumn, type Port } from "../generators/design.js";
import type { Words } from "../generators/unit.js";

export class Rows {
  readonly #ports: readonly Port[];
  #columns: Column[];
  #capacity: number;
  #count = 0;

  /** Grows when more than `capacity` rows come. */
  constructor(ports: readonly Port[], capacity: number) {
    this.#ports = ports;
    this.#capacity = Math.max(1, capacity);
    this.#columns = ports.map((port) => newColumn(port.width, this.#capacity));
  }

  get count(): number {
    return this.#count;
  }

  push(words: Words): void {
    if (this.#count === this.#capacity) this.#grow();
    for (const [i, port] of this.#ports.entries()) {
      const column = this.#columns[i]!;
      const word = words[port.name]!;
      if (column instanceof Uint32Array) column[this.#count] = Number(word);
      else column[this.#count] = word;
    }
    this.#count++;
  }

  batch(): Batch {
    return { rows: this.#count, columns: this.#columns.map((column) => column.subarray(0, this.#count)) };
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#columns = this.#columns.map((old, i) => {
      const column = newColumn(this.#ports[i]!.width, this.#capacity);
      if (column instanceof Uint32Array) column.set(old as Uint32Array);
      else column.set(old as BigUint64Array);
      return column;
    });
  }
}
