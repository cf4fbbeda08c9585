/** Random words for ports, denser where units go wrong than uniform bits are. */
import type { Format } from "../formats/index.js";
import type { Port } from "../generators/design.js";
import type { Words } from "../generators/unit.js";
import { cornerCodes, cornerWords, normalCode, oneCode, topCode } from "./corners.js";
import type { Prng } from "./prng.js";

/** A row for these ports, each drawn by its role and format. */
export function drawRow(ports: readonly Port[], prng: Prng): Words {
  const row: Words = {};
  const flags = ports.filter(isFlag);
  for (const port of ports) row[port.name] = isFlag(port) ? 0n : drawWord(port, prng);
  raiseFlags(row, flags, prng);
  return row;
}

/** One-bit plain data: flags like "is NaN" that hide everything else when they are high. */
function isFlag(port: Port): boolean {
  return port.width === 1 && port.role === "data" && port.format === undefined;
}

/** Mostly none to two at a time, so that what they select between is reached; sometimes any number. */
function raiseFlags(row: Words, flags: readonly Port[], prng: Prng): void {
  if (flags.length === 0) return;
  const kind = prng.below(10);
  if (kind === 0) for (const flag of flags) row[flag.name] = prng.word(1);
  else for (let i = 0; i < (kind - 1) % 3; i++) row[prng.pick(flags).name] = 1n;
}

/** A word for a port: control inputs by their role, numbers by their format. */
export function drawWord(port: Port, prng: Prng): bigint {
  if (port.role === "random") return drawRandomBits(port.width, prng);
  if (port.role === "seed") return drawSeed(port, prng);
  if (port.format) return drawCode(port.format, prng);
  return port.width <= 2 ? prng.word(port.width) : drawInteger(port, prng);
}

/** The ends decide whether a stochastic rounding is off by one. */
function drawRandomBits(width: number, prng: Prng): bigint {
  const kind = prng.below(8);
  if (kind === 0) return 0n;
  return kind === 1 ? BigInt.asUintN(width, -1n) : prng.word(width);
}

/** 0 among them, which a unit refuses. */
function drawSeed(port: Port, prng: Prng): bigint {
  return prng.chance(1 / 4) ? prng.pick(cornerWords(port)) : prng.word(port.width);
}

/** A code: uniform bits, a corner or next to one, the top binades, around the smallest normal, around 1. */
export function drawCode(format: Format, prng: Prng): bigint {
  switch (prng.below(10)) {
    case 0:
      return prng.pick(cornerCodes(format));
    case 1:
      return nudge(format, prng.pick(cornerCodes(format)), prng);
    case 2:
      return randomSign(format, topCode(format) - spread(format, 1, prng), prng);
    case 3:
      return randomSign(format, normalCode(format) + spread(format, 0, prng) - spread(format, 0, prng), prng);
    case 4:
    case 5:
      return randomSign(format, oneCode(format) + spread(format, 2, prng) - spread(format, 2, prng), prng);
    default:
      return prng.word(format.width);
  }
}

/** A few codes up or down. */
export function nudge(format: Format, code: bigint, prng: Prng): bigint {
  return BigInt.asUintN(format.width, code + BigInt(prng.below(5) - 2));
}

/** Uniform over 2^binades binades of codes; a few codes for fixed point and posits. */
function spread(format: Format, binades: number, prng: Prng): bigint {
  const bits = (format.kind === "minifloat" ? format.fracBits : 2) + binades;
  return prng.word(Math.min(bits, format.width - 1));
}

/** Negates the code or not. Codes that left the positive range wrap, which is as good as any. */
export function randomSign(format: Format, code: bigint, prng: Prng): bigint {
  const positive = BigInt.asUintN(format.width, code);
  if (prng.chance(1 / 2)) return positive;
  if (format.kind === "minifloat") return positive ^ (1n << BigInt(format.width - 1));
  return BigInt.asUintN(format.width, -positive);
}

/** An integer: uniform, a corner, few significant bits at either end (leading zeros, exact ties). */
function drawInteger(port: Port, prng: Prng): bigint {
  const { width } = port;
  const word = prng.word(width);
  switch (prng.below(6)) {
    case 0:
      return prng.pick(cornerWords(port));
    case 1:
      return word >> BigInt(prng.below(width));
    case 2:
      return BigInt.asUintN(width, word << BigInt(prng.below(width)));
    case 3:
      return BigInt.asUintN(width, (1n << BigInt(prng.below(width))) + BigInt(prng.below(3) - 1));
    default:
      return word;
  }
}
