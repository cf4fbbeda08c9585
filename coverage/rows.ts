/** Input bits of a netlist as numbers, as the words of the ports, and as rows. */
import { type Batch, batchInputs, type Design, newColumn } from "../generators/design.js";
import type { Words } from "../generators/unit.js";

/** Input bits of a netlist as a number, bit 0 first. */
export type InputNumber = bigint;
/** The same as a 0 or 1 for each bit. */
export type Bits = Uint8Array;

/** Bit 0 first. */
export function numberOf(bits: Bits): InputNumber {
  return bits.reduceRight((number, bit) => 2n * number + BigInt(bit), 0n);
}

type Ports = ReturnType<typeof batchInputs>;

/** The first port has the lowest bits. */
export function wordsOf(ports: Ports, input: InputNumber): Words {
  let rest = input;
  const words: Words = {};
  for (const { name, width } of ports) {
    words[name] = BigInt.asUintN(width, rest);
    rest >>= BigInt(width);
  }
  return words;
}

/** A row for each input. */
export function batchOf(design: Design, inputs: readonly InputNumber[]): Batch {
  const ports = batchInputs(design);
  const rows = inputs.map((input) => wordsOf(ports, input));
  const columns = ports.map(({ name, width }) => {
    const column = newColumn(width, rows.length);
    for (const [i, row] of rows.entries()) {
      if (column instanceof Uint32Array) column[i] = Number(row[name]);
      else column[i] = row[name]!;
    }
    return column;
  });
  return { rows: rows.length, columns };
}
