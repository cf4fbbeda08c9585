/** Gates over planes of many lanes: the inner loops of the fault simulators. */
import { type FlatNetlist, lookUp, tableOf } from "./table.js";

const AND = tableOf("AND");
const OR = tableOf("OR");
const XOR = tableOf("XOR");
const ANDNOT = tableOf("ANDNOT");
const MUX = tableOf("MUX");

/** Computes words `to`..`to + words` from the words of the three inputs, which lie `a`, `b`, `s` into `planes`. */
export function evaluate(
  table: number,
  target: Int32Array,
  to: number,
  words: number,
  fromA: Int32Array,
  a: number,
  fromB: Int32Array,
  b: number,
  fromS: Int32Array,
  s: number,
): void {
  // One loop for each gate that synthesis makes: the dispatch is paid once for all the words.
  switch (table) {
    case AND:
      for (let w = 0; w < words; w++) target[to + w] = fromA[a + w]! & fromB[b + w]!;
      return;
    case OR:
      for (let w = 0; w < words; w++) target[to + w] = fromA[a + w]! | fromB[b + w]!;
      return;
    case XOR:
      for (let w = 0; w < words; w++) target[to + w] = fromA[a + w]! ^ fromB[b + w]!;
      return;
    case ANDNOT:
      for (let w = 0; w < words; w++) target[to + w] = fromA[a + w]! & ~fromB[b + w]!;
      return;
    case MUX:
      for (let w = 0; w < words; w++)
        target[to + w] = fromA[a + w]! ^ ((fromA[a + w]! ^ fromB[b + w]!) & fromS[s + w]!);
      return;
    default:
      for (let w = 0; w < words; w++) target[to + w] = lookUp(table, fromA[a + w]!, fromB[b + w]!, fromS[s + w]!);
  }
}

/** Gate `id` as it should be, on planes of `words` words a node. */
export function evaluateGate(flat: FlatNetlist, id: number, planes: Int32Array, words: number): void {
  const a = flat.inputs[3 * id]! * words;
  const b = flat.inputs[3 * id + 1]! * words;
  const s = flat.inputs[3 * id + 2]! * words;
  evaluate(flat.tables[id]!, planes, id * words, words, planes, a, planes, b, planes, s);
}
