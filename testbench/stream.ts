/** Data for units with a memory: what matters is how a row stands to the rows before it. */
import type { Port } from "../generators/design.js";
import type { Words } from "../generators/unit.js";
import { decode, negate } from "../golden/index.js";
import { legalRow } from "./cases.js";
import { normalCode, oneCode, specialCodes, topCode } from "./corners.js";
import { drawCode, drawRow, nudge, randomSign } from "./draw.js";
import type { Prng } from "./prng.js";
import { isCode, nearest, precisionOf } from "./steer.js";

/** Endless rows in blocks of one manner each. `inputs` are the ports that carry data. */
export function* streamRows(
  inputs: readonly Port[],
  outputs: readonly Port[],
  legal: (row: Words) => boolean,
  prng: Prng,
): Generator<Words, never> {
  const result = outputs.find(isCode);
  const stream: Stream = { inputs, precision: result && precisionOf(result.format), prng };
  let previous = legalRow(legal, () => drawRow(inputs, prng));
  for (let block = 0; ; block++) {
    const manner = manners[block % manners.length]!;
    const length = 16 + prng.below(manner === steady ? 1024 : 64);
    for (let i = 0; i < length; i++) {
      previous = legalRow(legal, () => manner(stream, previous));
      yield previous;
    }
  }
}

interface Stream {
  readonly inputs: readonly Port[];
  /** Significand bits of the result, where it is a number. */
  readonly precision: number | undefined;
  readonly prng: Prng;
}
type Manner = (stream: Stream, previous: Words) => Words;

/** Unrelated rows. */
const draw: Manner = ({ inputs, prng }) => drawRow(inputs, prng);

/** The row before with one operand negated: what was accumulated nearly vanishes. */
const cancel: Manner = (stream, previous) =>
  changed(stream, previous, (port, word) => {
    if (!isCode(port)) return word ^ (1n << BigInt(port.width - 1));
    return nudge(port.format, nearest(port.format, negate(decode(port.format, word))), stream.prng);
  });

/** The row before with one operand 0, 1, precision or precision + 1 binades away. */
const distance: Manner = (stream, previous) =>
  changed(stream, previous, (port, word) => {
    const { prng } = stream;
    if (!isCode(port)) return prng.word(port.width);
    const x = decode(port.format, word);
    if (x.kind !== "finite" || x.sig === 0n) return drawCode(port.format, prng);
    const precision = stream.precision ?? precisionOf(port.format);
    const binades = prng.pick([0, 1, precision, precision + 1]) * (prng.chance(1 / 2) ? 1 : -1);
    return nearest(port.format, { ...x, exp: x.exp + binades });
  });

/** The same positive numbers again and again, one code up or down: a sum that grows until it stands still. */
const steady: Manner = ({ inputs, prng }, previous) => {
  const row = drawRow(inputs, prng);
  for (const port of inputs) {
    if (isCode(port)) row[port.name] = BigInt.asUintN(port.width, oneCode(port.format) + BigInt(prng.below(3)));
    else if (port.role === "data") row[port.name] = previous[port.name]!;
  }
  return row;
};

/** All operands at the top, or all around the smallest normal. */
const atCode =
  (code: typeof topCode, direction: bigint): Manner =>
  ({ inputs, prng }) => {
    const row = drawRow(inputs, prng);
    for (const port of inputs) {
      if (!isCode(port)) continue;
      row[port.name] = randomSign(port.format, code(port.format) + direction * BigInt(prng.below(4)), prng);
    }
    return row;
  };
const top = atCode(topCode, -1n);
const bottom = atCode(normalCode, 1n);

/** Zeros, infinities and NaNs among ordinary rows. */
const special: Manner = ({ inputs, prng }) => {
  const row = drawRow(inputs, prng);
  const operands = inputs.filter(isCode);
  if (operands.length > 0 && prng.chance(1 / 4)) {
    const port = prng.pick(operands);
    row[port.name] = prng.pick(specialCodes(port.format));
  }
  return row;
};

const manners: readonly Manner[] = [draw, steady, cancel, distance, top, draw, bottom, cancel, special];

/** A fresh row in which the data is that of the row before, one port of it changed. */
function changed(stream: Stream, previous: Words, change: (port: Port, word: bigint) => bigint): Words {
  const { inputs, prng } = stream;
  const row = drawRow(inputs, prng);
  const data = inputs.filter((port) => port.role === "data");
  for (const port of data) row[port.name] = previous[port.name]!;
  const wide = data.filter((port) => port.width > 1);
  if (wide.length === 0) return row;
  const port = prng.pick(wide);
  return { ...row, [port.name]: change(port, previous[port.name]!) };
}
