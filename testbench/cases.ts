/** Input rows of a combinational core: all of them where they are few, else corners in all combinations and regions. */
import type { Batch, Port } from "../generators/design.js";
import type { Words } from "../generators/unit.js";
import { cornerWords } from "./corners.js";
import type { Prng } from "./prng.js";
import { regions, steeredRow, type Target } from "./steer.js";

/** Draws after which a contract counts as one that nothing fulfils. */
const MAX_TRIES = 1000;

export function inputBits(inputs: readonly Port[]): number {
  return inputs.reduce((sum, port) => sum + port.width, 0);
}

/**
 * Every legal row once. An odd `stride` other than 1 scatters them, so that neighbours in a pipeline differ in many
 * bits.
 */
export function* everyRow({ inputs, legal }: Target, stride = 1): Generator<Words> {
  const bits = inputBits(inputs);
  const count = 2 ** bits;
  for (let i = 0; i < count; i++) {
    let rest = (i * stride) % count;
    const row: Words = {};
    for (let p = inputs.length - 1; p >= 0; p--) {
      const { name, width } = inputs[p]!;
      row[name] = BigInt(rest % 2 ** width);
      rest = Math.floor(rest / 2 ** width);
    }
    if (legal(row)) yield row;
  }
}

/** All rows as `everyRow` gives them, for a contract that allows every one; at most 32 bits of input. */
export function everyBatch(inputs: readonly Port[]): Batch {
  const rows = 2 ** inputBits(inputs);
  let low = inputBits(inputs);
  const columns = inputs.map(({ width }) => {
    low -= width;
    const [shift, mask] = [low, 2 ** width - 1];
    return Uint32Array.from({ length: rows }, (_, row) => (row >>> shift) & mask);
  });
  return { rows, columns };
}

/** `count` legal rows: corners first, then every region in turn. */
export function* sampledRows(target: Target, count: number, prng: Prng): Generator<Words> {
  let made = 0;
  for (const row of cornerRows(target.inputs, Math.floor(count / 2), prng)) {
    if (!target.legal(row)) continue;
    made++;
    yield row;
  }
  for (; made < count; made++) {
    const region = regions[made % regions.length]!;
    yield legalRow(target.legal, () => steeredRow(region, target, prng));
  }
}

/** The first row that the contract allows. */
export function legalRow(legal: (row: Words) => boolean, draw: () => Words): Words {
  for (let i = 0; i < MAX_TRIES; i++) {
    const row = draw();
    if (legal(row)) return row;
  }
  throw new Error(`no legal input row in ${MAX_TRIES} draws`);
}

/** All combinations of the corners of each port where they are at most `limit`, else a quarter of that at random. */
function* cornerRows(inputs: readonly Port[], limit: number, prng: Prng): Generator<Words> {
  const corners = inputs.map(cornerWords);
  const combinations = corners.reduce((product, words) => product * words.length, 1);
  const all = combinations <= limit;
  const count = all ? combinations : Math.floor(limit / 4);
  for (let i = 0; i < count; i++) {
    let rest = i;
    const row: Words = {};
    for (const [p, port] of inputs.entries()) {
      const words = corners[p]!;
      row[port.name] = all ? words[rest % words.length]! : prng.pick(words);
      rest = Math.floor(rest / words.length);
    }
    yield row;
  }
}
