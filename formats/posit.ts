import { requireInteger } from "./errors.js";
import type { Posit } from "./types.js";

/** @throws FormatError if n or es is out of range. */
export function posit(n: number, es: number): Posit {
  requireInteger("n", n, 3, 32);
  requireInteger("es", es, 0, 4);
  return Object.freeze({
    kind: "posit",
    name: `posit${n}_${es}`,
    spec: "Posit Standard 2022 (es free)",
    width: n,
    es,
    maxScale: (n - 2) * 2 ** es,
    maxFracBits: Math.max(0, n - 3 - es),
    narCode: 1n << BigInt(n - 1),
  });
}
