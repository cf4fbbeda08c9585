import { signedTag } from "./bits.js";
import { requireInteger } from "./errors.js";
import type { Fixed } from "./types.js";

/** Two's complement fixed point. @throws FormatError if the width is not 1..64. */
export function fixed(il: number, fl: number, signed = true): Fixed {
  requireInteger("il", il, -64, 128);
  requireInteger("fl", fl, -64, 128);
  requireInteger("width il + fl", il + fl, 1, 64);
  const stem = signed ? "fixed" : "ufixed";
  return Object.freeze({
    kind: "fixed",
    name: fl === 0 ? `${signed ? "int" : "uint"}${il}` : `${stem}${signedTag(il)}_${signedTag(fl)}`,
    spec: "two's complement",
    width: il + fl,
    signed,
    il,
    fl,
  });
}
