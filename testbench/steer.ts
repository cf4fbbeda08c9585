/**
 * Rows that bring a unit to a chosen place: sums that nearly cancel, operands a chosen distance apart, results at the
 * overflow edge and at the smallest normal. The unit's own exact model says what one operand must be, so that this
 * knows nothing about any unit: a result is taken to be linear in each operand, which all arithmetic here is.
 */
import type { Format } from "../formats/index.js";
import type { Port } from "../generators/design.js";
import type { CombModel, Words } from "../generators/unit.js";
import { add, decode, encode, type Finite, finite, negate, type Value } from "../golden/index.js";
import { bottomCode, normalCode, oneCode, specialCodes, topCode } from "./corners.js";
import { drawRow, nudge } from "./draw.js";
import type { Prng } from "./prng.js";

export const regions = ["draw", "uniform", "cancel", "distance", "overflow", "lowest", "special"] as const;
export type Region = (typeof regions)[number];

/** A port whose words are codes. */
export type CodePort = Port & { readonly format: Format };

/** What is steered: the inputs and exact model of a combinational core. */
export interface Target {
  readonly inputs: readonly Port[];
  readonly operands: readonly CodePort[];
  /** First output that is a number; steering needs one. */
  readonly result: CodePort | undefined;
  readonly model: CombModel;
  readonly legal: (row: Words) => boolean;
}

export const isCode = (port: Port): port is CodePort => port.format !== undefined;

/** A row of a region; a plain draw where the unit has no such place. It may be illegal. */
export function steeredRow(region: Region, target: Target, prng: Prng): Words {
  const row = drawRow(target.inputs, prng);
  const { operands } = target;
  if (region === "draw" || operands.length === 0) return row;
  if (region === "uniform") {
    for (const port of operands) row[port.name] = prng.word(port.width);
    return row;
  }
  // The last operand is the addend where there is one.
  const operand = prng.chance(1 / 2) ? operands[operands.length - 1]! : prng.pick(operands);
  if (region === "special") return { ...row, [operand.name]: prng.pick(specialCodes(operand.format)) };
  const code = steeredCode(region, target, row, operand, prng);
  return code === undefined ? row : { ...row, [operand.name]: code };
}

function steeredCode(region: Region, target: Target, row: Words, operand: CodePort, prng: Prng): bigint | undefined {
  const { format } = operand;
  switch (region) {
    case "cancel": {
      const x = reference(target, row, operand, prng);
      return x && nudge(format, nearest(format, negate(x)), prng);
    }
    case "distance": {
      const x = reference(target, row, operand, prng);
      return x && apart(format, x, target.result?.format ?? format, prng);
    }
    case "overflow":
    case "lowest": {
      if (!target.result) return undefined;
      const x = solve(target, row, operand, edge(region, target.result.format, prng));
      return x && nudge(format, nearest(format, x), prng);
    }
    default:
      return undefined;
  }
}

/** What the operand meets: the result without it, or another operand. Undefined when that is no nonzero number. */
function reference(target: Target, row: Words, operand: CodePort, prng: Prng): Finite | undefined {
  const others = target.operands.filter((port) => port !== operand);
  const rest = prng.chance(1 / 2) ? at(target, row, operand, 0n) : undefined;
  if (rest && rest.sig !== 0n) return rest;
  if (others.length === 0) return undefined;
  const other = prng.pick(others);
  const value = decode(other.format, row[other.name]!);
  return value.kind === "finite" && value.sig !== 0n ? value : undefined;
}

/** The result when the operand is this code; undefined where that row is not legal or the result no number. */
function at(target: Target, row: Words, operand: CodePort, code: bigint): Finite | undefined {
  const changed = { ...row, [operand.name]: code };
  if (!target.result || !target.legal(changed)) return undefined;
  const word = target.model(changed)[target.result.name];
  const value = word === undefined ? undefined : decode(target.result.format, word);
  return value?.kind === "finite" ? value : undefined;
}

/** The operand for which the result is `wanted`. */
function solve(target: Target, row: Words, operand: CodePort, wanted: Finite): Value | undefined {
  const rest = at(target, row, operand, 0n);
  if (!rest) return undefined;
  if (rest.sig !== 0n) return add(wanted, negate(rest));
  const slope = at(target, row, operand, oneCode(operand.format));
  if (!slope || slope.sig === 0n) return undefined;
  // 64 bits are more than any format has.
  const sig = (wanted.sig << 64n) / slope.sig;
  return finite(wanted.negative !== slope.negative, sig, wanted.exp - 64 - slope.exp);
}

function edge(region: "overflow" | "lowest", format: Format, prng: Prng): Finite {
  const code = region === "overflow" ? topCode(format) : prng.pick([normalCode(format), bottomCode(format)]);
  const value = decode(format, code) as Finite;
  // Half the smallest number is where underflow begins.
  const halved = region === "lowest" && prng.chance(1 / 3) ? 1 : 0;
  return { ...value, negative: prng.chance(1 / 2), exp: value.exp - halved };
}

/** A number whose exponent is 0, 1, precision or precision + 1 away from that of x. */
function apart(format: Format, x: Finite, result: Format, prng: Prng): bigint {
  const precision = precisionOf(result);
  const distance = prng.pick([0, 1, precision, precision + 1]) * (prng.chance(1 / 2) ? 1 : -1);
  const code = nearest(format, { ...x, negative: prng.chance(1 / 2), exp: x.exp + distance });
  if (format.kind !== "minifloat" || prng.chance(1 / 2)) return code;
  return code ^ prng.word(format.fracBits);
}

/** Significand bits. */
export function precisionOf(f: Format): number {
  return f.kind === "minifloat" ? f.sigBits : f.kind === "posit" ? f.maxFracBits + 1 : f.width;
}

export function nearest(format: Format, x: Value): bigint {
  return encode(format, x, { round: "rne", overflow: "saturate" }).code;
}
